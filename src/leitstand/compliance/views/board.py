"""The board of legal duties: every profile with what the law finds missing, and one of them with its questions."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.models import Channel
from leitstand.compliance.account_words import TO_DO
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.account import HEAVY, to_do
from leitstand.compliance.core.rules import Finding
from leitstand.compliance.forms import QuestionsForm
from leitstand.compliance.platform_law import law_of_network
from leitstand.compliance.profiles import OF_PROFILE, asked, company_facts, findings_of_profile, imprint_text
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.standing import agreements_of, files_of, platform_id, states_of, with_agreements
from leitstand.compliance.subjects import channel_subject
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def board(request: WorkRequest) -> HttpResponse:
    """List the profiles with what is missing, the worst first."""
    channels = list(
        Channel.objects.filter(workspace=request.workspace).exclude(state="disconnected").order_by("position")
    )
    subjects = {one.pk: channel_subject(one.pk) for one in channels}
    told = told_about(request.workspace.pk, subjects.values())
    company, text, today = _shared(request)
    law = law_here(request.workspace.pk)
    files, agreements = files_of(channels), agreements_of(request.workspace, today)
    states = states_of(request.workspace, channels, today)
    rows = []
    for one in channels:
        facts = told.get(subjects[one.pk], {})
        agreement = agreements.get(platform_id(one.network))
        known = with_agreements(facts, files.get(one.pk), agreement)
        found = findings_of_profile(company, known, text=text, network=one.network, on=today, law=law)
        stops = sum(finding.level == "block" and not finding.asks for finding in found)
        warns = sum(finding.level == "warn" and not finding.asks for finding in found)
        open_ones = to_do(states[one.pk], today)
        heavy = [TO_DO[name] for name in open_ones if name in HEAVY]
        asks = sum(bool(finding.asks) for finding in found)
        rows.append((one, stops + len(heavy), warns, asks, bool(facts), heavy, len(open_ones) - len(heavy)))
    rows.sort(key=lambda row: (-row[1], -row[2], -row[3]))
    context = {"rows": rows}
    return render(request, "compliance/board.html", context)


def _shared(request: WorkRequest) -> tuple[dict[str, object], str, date]:
    today = day_in(request.workspace, clock.now())
    return dict(company_facts(request.workspace.pk)), imprint_text(request.workspace.pk), today


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def profile(request: WorkRequest, channel: int) -> HttpResponse:
    """Show the questions about a profile and what the law finds; by POST keep the answers."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    subject = channel_subject(found.pk)
    told = dict(told_about(request.workspace.pk, [subject]).get(subject, {}))
    form = QuestionsForm.of(
        asked(OF_PROFILE), told, prefix="p", data=request.POST if request.method == "POST" else None
    )
    if request.method == "POST" and form.is_valid():
        declare(request.actor, subject, form.told(empty_is_none_there=True), now=clock.now())
        messages.success(request, _("Your answers were kept."))
        return redirect("compliance_profile", request.workspace.slug, found.pk)
    company, text, today = _shared(request)
    law = law_here(request.workspace.pk)
    agreement = agreements_of(request.workspace, today).get(platform_id(found.network))
    known = with_agreements(told, files_of([found]).get(found.pk), agreement)
    findings = findings_of_profile(company, known, text=text, network=found.network, on=today, law=law)
    network = law_of_network(found.network)
    context = {
        "agreement": agreement,
        "is_contested": network is not None and network.imprint_contested,
        "channel": found,
        "subject": subject,
        "form": form,
        "findings": [_shown(one) for one in findings],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/profile.html", context, status=422 if form.errors else 200)


def _shown(finding: Finding) -> dict[str, object]:
    language = get_language() or "de"
    rule = finding.rule
    return {
        "finding": finding,
        "rule": rule,
        "title": rule.title.said(language),
        "demand": rule.demand.said(language),
        "mend": rule.mend.said(language),
    }
