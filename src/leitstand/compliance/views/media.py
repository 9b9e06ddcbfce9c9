"""Rights to pictures and films: the record of each, what the law finds, the credit, and where it stands in public."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_proof import LICENCE, keep_proof
from leitstand.compliance.core.credit import credit
from leitstand.compliance.core.media import OF_MEDIA, OWN_WORK, with_crop
from leitstand.compliance.core.releases import register_tells
from leitstand.compliance.core.rules import Finding
from leitstand.compliance.forms import QuestionsForm
from leitstand.compliance.label_forms import ProofForm
from leitstand.compliance.models import Proof, Twin
from leitstand.compliance.profiles import asked
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.queries.releases import PersonOn, people_on, releases_to_choose, told_of_pictures
from leitstand.compliance.reading import Law
from leitstand.compliance.release_forms import ExemptForm
from leitstand.compliance.subjects import asset_subject
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.library.models import Asset
from leitstand.library.usage import usages

ON_A_PAGE = 40
MOST_PLACES = 100
SOON = timedelta(days=30)


@require_safe
@allow(Permission.SEE)
def media(request: WorkRequest) -> HttpResponse:
    """List the files with the state of their rights."""
    rows = Asset.objects.filter(workspace=request.workspace, deleted_at=None, replaced_by=None).order_by("-uploaded_at")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    today, law = _today(request), law_here(request.workspace.pk)
    told = told_of_pictures(request.workspace.pk, [str(one.pk) for one in page], on=today)
    shown = []
    for one in page:
        facts = told[str(one.pk)]
        found = _judged(law, facts, today)
        stops = sum(finding.level == "block" and not finding.asks for finding in found)
        shown.append((one, stops, sum(bool(each.asks) for each in found), bool(facts), _ends(facts, today)))
    context = {"page": page, "rows": shown}
    return render(request, "compliance/media.html", context)


def _today(request: WorkRequest) -> date:
    return day_in(request.workspace, clock.now())


def _judged(law: Law, facts: Mapping[str, object], today: date) -> tuple[Finding, ...]:
    known = {"case.has_media": True, "author.role": "company", "account.commercial": True}
    return law.judge({**known, **dict(facts)}, kind="asset", on=today)


def _done_to(asset: Asset, told: Mapping[str, object]) -> dict[str, object]:
    """Return what was done to a file here, whatever was told of it: a crop that was made is one."""
    if not asset.renditions.exclude(recipe__box=None).exists():
        return {}
    return {"asset.edits": with_crop(told.get("asset.edits"))}


def _ends(facts: Mapping[str, object], today: date) -> date | None:
    """Return the first day on which a right ends, where that is soon or over."""
    days = [
        date.fromisoformat(str(value))
        for name, value in dict(facts).items()
        if name in ("licence.ends", "release.ends")
    ]
    first = min(days, default=None)
    return first if first is not None and first <= today + SOON else None


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def rights(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Show the record of one file; by POST keep it."""
    found = get_object_or_404(Asset, pk=asset, workspace=request.workspace, deleted_at=None)
    subject = asset_subject(str(found.pk))
    told = dict(told_about(request.workspace.pk, [subject]).get(subject, {}))
    names = asked_of(people_on(found, _today(request))) if request.method == "POST" else ()
    form = QuestionsForm.of(names, told, prefix="m", data=request.POST) if request.method == "POST" else None
    if form is not None and form.is_valid():
        declare(request.actor, subject, form.told(), now=clock.now())
        messages.success(request, _("The record was kept; posts that wait were judged again."))
        return redirect("compliance_rights", request.workspace.slug, found.pk)
    return rights_page(request, found, form=form)


@post_only
@allow(Permission.WRITE)
def own_work(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Note that a file was made by the company itself."""
    found = get_object_or_404(Asset, pk=asset, workspace=request.workspace, deleted_at=None)
    declare(request.actor, asset_subject(str(found.pk)), OWN_WORK, now=clock.now())
    messages.success(request, _("The record was kept; posts that wait were judged again."))
    return redirect("compliance_rights", request.workspace.slug, found.pk)


@post_only
@allow(Permission.WRITE)
def prove(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Keep a proof of the right to a file: contract, terms of the licence, invoice."""
    found = get_object_or_404(Asset, pk=asset, workspace=request.workspace, deleted_at=None)
    form = ProofForm.of(LICENCE, data=request.POST, files=request.FILES)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            keep_proof(
                request.actor,
                asset_subject(str(found.pk)),
                form.told(LICENCE),
                file_name=file.name if file else "",
                chunks=file.chunks() if file else (),
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            messages.error(request, impossible.message)
            return redirect("compliance_rights", request.workspace.slug, found.pk)
        else:
            messages.success(request, _("The proof is kept; posts that wait were judged again."))
            return redirect("compliance_rights", request.workspace.slug, found.pk)
    return rights_page(request, found, proof=form)


def asked_of(people: Sequence[PersonOn]) -> tuple[str, ...]:
    """Return what is asked of a file; what the register of releases tells is not asked."""
    known = register_tells([one.seen for one in people])
    return tuple(name for name in asked(OF_MEDIA) if not known(name))


def rights_page(
    request: WorkRequest,
    found: Asset,
    *,
    form: QuestionsForm | None = None,
    proof: ProofForm | None = None,
    exempt: ExemptForm | None = None,
) -> HttpResponse:
    subject = asset_subject(str(found.pk))
    language, law, today = get_language() or "de", law_here(request.workspace.pk), _today(request)
    people = people_on(found, today)
    told = dict(told_of_pictures(request.workspace.pk, [str(found.pk)], on=today)[str(found.pk)])
    findings = _judged(law, told | _done_to(found, told), today)
    used = usages(request.workspace, [found])[str(found.pk)]
    names = {one.id: one.words.said(language) for one in law.vocabulary["licence.type"].choices}
    kept = Proof.objects.filter(workspace=request.workspace, subject=subject).select_related("kept_by")
    context = {
        "asset": found,
        "subject": subject,
        "form": form or QuestionsForm.of(asked_of(people), told, prefix="m"),
        "people": people,
        "exempt": exempt or ExemptForm(),
        "releases": releases_to_choose(request.workspace, people),
        "proofs": [(one, names.get(one.kind, one.kind)) for one in kept],
        "proof_form": proof or ProofForm.of(LICENCE, initial={"on": today}),
        "credit": credit(told),
        "says_by_which_right": "licence.type" in told,
        "twins": Twin.objects.filter(asset=found, other__deleted_at=None).select_related("other", "decided_by"),
        "copies": Twin.objects.filter(other=found, decision="same", asset__deleted_at=None).select_related(
            "asset", "decided_by"
        ),
        "used": used[:MOST_PLACES],
        "used_more": max(0, len(used) - MOST_PLACES),
        "must_go": [one for one in used if one.state == "published"]
        if any(each.level == "block" and not each.asks for each in findings)
        else [],
        "findings": [(one, one.rule.title.said(language), one.rule.mend.said(language)) for one in findings],
        "may_write": request.actor.may(Permission.WRITE),
    }
    is_wrong = any(one is not None and one.errors for one in (form, proof, exempt))
    return render(request, "compliance/rights.html", context, status=422 if is_wrong else 200)
