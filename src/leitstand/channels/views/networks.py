"""Which network suits us, and what is known about each: facts with their day, formats, profile lists, the check before a start."""

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels.actions.check_platform import (
    check_platform,
    found_in,
    opinion_on,
    reserve_handle,
    start_platform,
)
from leitstand.channels.actions.review_profile import count_stranger_message, left_this_month, review_profile
from leitstand.channels.core.platforms import FileRule, Platform, ProfileKind, platform, platforms
from leitstand.channels.core.profiles import Completeness, completeness, review_on
from leitstand.channels.core.suits import FileFacts, Fit, fits, problems
from leitstand.channels.forms import PlatformForm, WishForm
from leitstand.channels.models import PlatformCheck, ProfileReview
from leitstand.channels.words import AGAINST, FILE_PROBLEMS, MISSING, VERDICTS
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.library.models import Asset

FILES_SHOWN = 60


@dataclass(frozen=True, slots=True)
class FitRow:
    """One network in the comparison, in words."""

    fit: Fit
    strengths: str
    audience: str
    tone: str
    costs: str
    own_tools: str
    against: tuple[str, ...]
    check: PlatformCheck | None


def _language() -> str:
    return get_language() or "de"


@require_safe
@allow(Permission.SEE)
def networks(request: WorkRequest) -> HttpResponse:
    """Compare the networks; with a wish the best suited come first and say why."""
    form = WishForm(request.GET or None)
    wish = form.wish() if form.is_bound and form.is_valid() else None
    checks = {check.platform: check for check in PlatformCheck.objects.filter(workspace=request.workspace)}
    language = _language()
    rows = [
        FitRow(
            fit,
            fit.platform.strengths.said(language),
            fit.platform.audience.said(language),
            fit.platform.tone.said(language),
            fit.platform.costs.said(language) if fit.platform.costs else "",
            fit.platform.own_tools.said(language) if fit.platform.own_tools else "",
            tuple(str(AGAINST[word]) for word in fit.against),
            checks.get(fit.platform.id),
        )
        for fit in fits(platforms(), wish or WishForm.empty())
    ]
    context = {"rows": rows, "form": form, "has_wish": wish is not None and not wish.is_empty}
    return render(request, "channels/networks.html", context)


def _known(name: str) -> Platform:
    found = platform(name)
    if found is None:
        raise Http404
    return found


@dataclass(frozen=True, slots=True)
class ProfileRow:
    """One profile list with how far it is."""

    kind: ProfileKind
    title: str
    review: ProfileReview | None
    whole: Completeness
    items: tuple[tuple[str, str, bool, bool], ...]  # id, words, is paid, is ticked
    again_on: date | None
    may: bool


def page(request: WorkRequest, known: Platform, form: PlatformForm | None = None) -> HttpResponse:
    """Draw a network's page; with a form that was not right it says so."""
    language, today = _language(), clock.now().date()
    check = PlatformCheck.objects.filter(workspace=request.workspace, platform=known.id).first()
    opinion = opinion_on(found_in(check), hours_needed=known.hours_a_week) if check else None
    asset = _asset(request)
    context = {
        "known": known,
        "strengths": known.strengths.said(language),
        "audience": known.audience.said(language),
        "tone": known.tone.said(language),
        "costs": known.costs.said(language) if known.costs else "",
        "own_tools": known.own_tools.said(language) if known.own_tools else "",
        "facts": [(fact.text.said(language), fact, fact.is_old(today)) for fact in known.facts],
        "formats": [(rule.name.said(language), rule, _against(rule, asset)) for rule in known.formats],
        "assets": Asset.objects.filter(
            workspace=request.workspace, state="ready", deleted_at=None, replaced_by=None
        ).order_by("-uploaded_at")[:FILES_SHOWN],
        "asset": asset,
        "check": check,
        "opinion": opinion,
        "verdict": VERDICTS[opinion.verdict] if opinion else "",
        "missing": [MISSING[word] for word in opinion.missing] if opinion else [],
        "form": form or PlatformForm(initial=_first(check)),
        "profiles": [row for kind in ("company", "person") if (row := _profile(request, known, kind)) is not None],
        "left": left_this_month(request.actor, name=known.id, today=today),
        "may_plan": request.actor.may(Permission.PLAN),
        "may_manage": request.actor.may(Permission.MANAGE_CHANNELS),
        "today": today,
    }
    return render(request, "channels/network.html", context, status=422 if form is not None and form.errors else 200)


def _asset(request: WorkRequest) -> Asset | None:
    name = request.GET.get("datei", "")
    if not name:
        return None
    try:
        return get_object_or_404(Asset, pk=name, workspace=request.workspace, deleted_at=None)
    except (ValueError, ValidationError) as error:
        raise Http404 from error


def _against(rule: FileRule, asset: Asset | None) -> list[str] | None:
    """Say what keeps the chosen file from a format; None where no file is chosen."""
    if asset is None:
        return None
    file = FileFacts(asset.kind, asset.mime, asset.width, asset.height, asset.bytes, asset.seconds)
    return [str(FILE_PROBLEMS[word]) for word in problems(rule, file)]


def _first(check: PlatformCheck | None) -> dict[str, object]:
    if check is None:
        return {}
    known = {None: "", True: "yes", False: "no"}
    return {
        "audience_there": known[check.audience_there],
        "content_about_us": known[check.content_about_us],
        "aim": check.aim,
        "hours": check.hours,
        "hashtag": check.hashtag,
        "mentions": check.mentions,
        "mentions_as_of": check.mentions_as_of,
        "handle": check.handle,
    }


def _profile(request: WorkRequest, known: Platform, kind: ProfileKind) -> ProfileRow | None:
    items = known.items(kind)
    if not items:
        return None
    person = request.actor.person if kind == "person" else None
    review = ProfileReview.objects.filter(workspace=request.workspace, platform=known.id, person=person).first()
    ticked = review.ticked if review else {}
    counted = known.items(kind, "paid" if review and review.level == "paid" else "basic")
    language = _language()
    return ProfileRow(
        kind,
        gettext("Company profile") if kind == "company" else gettext("Your own profile (only you see this)"),
        review,
        completeness(counted, ticked),
        tuple((item.id, item.text.said(language), item.level == "paid", item.id in ticked) for item in items),
        review_on(review.looked_on) if review else None,
        kind == "person" or request.actor.may(Permission.PLAN),
    )


@require_safe
@allow(Permission.SEE)
def network(request: WorkRequest, name: str) -> HttpResponse:
    """Show what is known about one network."""
    return page(request, _known(name))


@post_only
@allow(Permission.PLAN)
def check(request: WorkRequest, name: str) -> HttpResponse:
    """Check a network before a start."""
    known, form = _known(name), PlatformForm(request.POST)
    if form.is_valid():
        try:
            check_platform(request.actor, name=known.id, found=form.found(), now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The check is kept."))
            return redirect("channels_network", request.workspace.slug, known.id)
    return page(request, known, form)


@post_only
@allow(Permission.PLAN)
def reserve(request: WorkRequest, name: str) -> HttpResponse:
    """Note that the wanted name was reserved."""
    known = _known(name)
    kept = get_object_or_404(PlatformCheck, workspace=request.workspace, platform=known.id)
    reserve_handle(request.actor, kept, now=clock.now())
    return redirect("channels_network", request.workspace.slug, known.id)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def start(request: WorkRequest, name: str) -> HttpResponse:
    """Note since when the company is there."""
    known = _known(name)
    kept = get_object_or_404(PlatformCheck, workspace=request.workspace, platform=known.id)
    try:
        start_platform(request.actor, kept, on=clock.now().date(), now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("channels_network", request.workspace.slug, known.id)


@post_only
@allow(Permission.PLAN)
def look_through(request: WorkRequest, name: str) -> HttpResponse:
    """Keep which items of the company's profile are in order."""
    return _look_through(request, name, is_own=False)


@post_only
@allow(Permission.SEE)
def look_through_own(request: WorkRequest, name: str) -> HttpResponse:
    """Keep which items of the person's own profile are in order."""
    return _look_through(request, name, is_own=True)


def _look_through(request: WorkRequest, name: str, *, is_own: bool) -> HttpResponse:
    known = _known(name)
    try:
        review_profile(
            request.actor,
            name=known.id,
            ticked=request.POST.getlist("ticked"),
            is_own=is_own,
            now=clock.now(),
            with_paid=request.POST.get("with_paid") == "1",
            link=request.POST.get("link", "").strip(),
        )
    except Invalid as invalid:
        messages.error(request, str(invalid))
    else:
        messages.success(request, _("The list is kept."))
    return redirect("channels_network", request.workspace.slug, known.id)


@post_only
@allow(Permission.SEE)
def count_message(request: WorkRequest, name: str) -> HttpResponse:
    """Count one message to somebody outside the contacts."""
    known = _known(name)
    try:
        count_stranger_message(request.actor, name=known.id, now=clock.now())
    except Invalid as invalid:
        messages.error(request, str(invalid))
    return redirect("channels_network", request.workspace.slug, known.id)
