"""One profile beside its duties: whose it is, the way to its imprint, its security, its risk."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels.models import AccessGrant, Channel
from leitstand.compliance.account_forms import BelongingForm, ClicksForm, RiskForm, SecurityForm, said
from leitstand.compliance.account_words import PROBLEMS, TO_DO
from leitstand.compliance.actions.keep_account import decide_risk, keep_belonging, keep_security
from leitstand.compliance.actions.try_links import count_by_hand, want_links
from leitstand.compliance.core.account import HEAVY, MILD, to_do
from leitstand.compliance.models import AccountFile, LinkTest
from leitstand.compliance.platform_law import law_of_network, measures
from leitstand.compliance.standing import agreements_of, files_of, latest_tests, leavers_on, platform_id, states_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def account(request: WorkRequest, channel: int) -> HttpResponse:
    """Show everything that is kept of a profile."""
    return _page(request, _channel(request, channel))


@post_only
@allow(Permission.MANAGE_CHANNELS)
def belonging(request: WorkRequest, channel: int) -> HttpResponse:
    """Keep whose a profile is."""
    found, form = _channel(request, channel), BelongingForm(request.POST, auto_id="own-%s")
    if form.is_valid():
        try:
            keep_belonging(request.actor, found, form.told(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return _kept(request, found)
    return _page(request, found, belonging=form)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def security(request: WorkRequest, channel: int) -> HttpResponse:
    """Keep how a profile is secured."""
    found, form, now = _channel(request, channel), SecurityForm(request.POST, auto_id="safe-%s"), clock.now()
    if form.is_valid():
        try:
            keep_security(request.actor, found, form.told(), today=day_in(request.workspace, now), now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return _kept(request, found)
    return _page(request, found, security=form)


@post_only
@allow(Permission.APPROVE)
def risk(request: WorkRequest, channel: int) -> HttpResponse:
    """Keep what was decided about the risk."""
    found, now = _channel(request, channel), clock.now()
    form = RiskForm(request.POST, auto_id="risk-%s").with_measures()
    if form.is_valid():
        try:
            decide_risk(request.actor, found, form.told(), today=day_in(request.workspace, now), now=now)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            return _kept(request, found)
    return _page(request, found, risk=form)


@post_only
@allow(Permission.WRITE)
def links(request: WorkRequest, channel: int) -> HttpResponse:
    """Try the links now."""
    found = _channel(request, channel)
    try:
        want_links(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _to(request, found)


@require_safe
@allow(Permission.SEE)
def tried(request: WorkRequest, channel: int) -> HttpResponse:
    """Show what is known of the links, for the page that waits for the worker."""
    found = _channel(request, channel)
    kept = files_of([found]).get(found.pk) or AccountFile(channel=found)
    context = {"channel": found, "kept": kept, "tests": _tests(found)}
    return render(request, "compliance/_links.html", context)


@post_only
@allow(Permission.WRITE)
def clicks(request: WorkRequest, channel: int) -> HttpResponse:
    """Keep what a person counted."""
    found, form = _channel(request, channel), ClicksForm(request.POST, auto_id="clicks-%s")
    if form.is_valid():
        told = form.cleaned_data
        count_by_hand(request.actor, found, told["kind"], told["clicks"], now=clock.now())
        return _kept(request, found)
    return _page(request, found, clicks=form)


def _page(
    request: WorkRequest,
    channel: Channel,
    *,
    belonging: BelongingForm | None = None,
    security: SecurityForm | None = None,
    risk: RiskForm | None = None,
    clicks: ClicksForm | None = None,
) -> HttpResponse:
    today = day_in(request.workspace, clock.now())
    kept = files_of([channel]).get(channel.pk) or AccountFile(channel=channel)
    network = law_of_network(channel.network)
    sent: tuple[forms.Form | None, ...] = (belonging, security, risk, clicks)
    admins = AccessGrant.objects.filter(channel=channel, ended_at=None, right="admin").select_related("person")
    context = {
        "channel": channel,
        "kept": kept,
        "network": network,
        "open": _open(request, channel),
        "agreement": agreements_of(request.workspace, today).get(platform_id(channel.network)),
        "tests": _tests(channel),
        "admins": list(admins),
        "leavers": leavers_on(request.workspace).get(channel.pk, ()),
        "belonging": belonging or BelongingForm(initial=_own(kept), auto_id="own-%s"),
        "security": security or SecurityForm(initial=_safe(kept, today), auto_id="safe-%s"),
        "risk": risk or RiskForm(initial=_risk(kept, today), auto_id="risk-%s").with_measures(),
        "clicks": clicks or ClicksForm(auto_id="clicks-%s"),
        "measures": measures(),
        "may_write": request.actor.may(Permission.WRITE),
        "may_manage": request.actor.may(Permission.MANAGE_CHANNELS),
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    is_wrong = any(one is not None and one.errors for one in sent)
    return render(request, "compliance/account.html", context, status=422 if is_wrong else 200)


def _open(request: WorkRequest, channel: Channel) -> list[tuple[object, str]]:
    today = day_in(request.workspace, clock.now())
    found = to_do(states_of(request.workspace, [channel], today)[channel.pk], today)
    return [(TO_DO[name], "red" if name in HEAVY else "grey") for name in found]


def _tests(channel: Channel) -> list[dict[str, object]]:
    return [_shown(one) for one in latest_tests([channel]).get(channel.pk, {}).values()]


def _shown(test: LinkTest) -> dict[str, object]:
    return {
        "test": test,
        "tone": "red" if set(test.problems) - MILD else "amber" if test.problems else "green",
        "problems": [PROBLEMS[one] for one in test.problems if one in PROBLEMS],
    }


def _own(kept: AccountFile) -> dict[str, object]:
    return {
        "is_personal": kept.is_personal,
        "is_required": kept.is_required,
        "is_joint": said(kept.is_joint),
        "link_page": kept.link_page,
    }


def _safe(kept: AccountFile, today: date) -> dict[str, object]:
    return {
        "two_factor": said(kept.two_factor),
        "recovery": kept.recovery,
        "leavers_removed": said(kept.leavers_removed),
        "secured_on": today,
        # What was set holds on, as long as it lies ahead; otherwise it is worked out anew.
        "secure_again_on": _ahead(kept.secure_again_on, today),
    }


def _ahead(day: date | None, today: date) -> date | None:
    return day if day is not None and day > today else None


def _risk(kept: AccountFile, today: date) -> dict[str, object]:
    again = _ahead(kept.review_on, today)
    return {"risk": kept.risk, "measures": kept.measures, "decision": kept.decision, "review_on": again}


def _kept(request: WorkRequest, channel: Channel) -> HttpResponse:
    messages.success(request, _("Saved."))
    return _to(request, channel)


def _to(request: WorkRequest, channel: Channel) -> HttpResponse:
    return redirect("compliance_account", request.workspace.slug, channel.pk)


def _channel(request: WorkRequest, pk: int) -> Channel:
    return get_object_or_404(Channel, pk=pk, workspace=request.workspace)
