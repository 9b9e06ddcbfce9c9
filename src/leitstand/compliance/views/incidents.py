"""Incidents: what is open and by when, one of them with its steps and evidence, and the draft for the court."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.add_evidence import add_evidence
from leitstand.compliance.actions.check_name import OF_INCIDENTS
from leitstand.compliance.actions.keep_incident import close_incident, do_step, drop_incident, keep_incident, undo_step
from leitstand.compliance.core.incidents import Standing, due
from leitstand.compliance.downloads import as_download
from leitstand.compliance.incident_forms import CloseForm, EvidenceForm, IncidentForm
from leitstand.compliance.models import Evidence, Incident, IncidentStep, NameCheck
from leitstand.compliance.playbooks import playbooks
from leitstand.compliance.subjects import incident_subject
from leitstand.compliance.views.name_checks import shown
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

TONES = {Standing.DONE: "green", Standing.OVERDUE: "red", Standing.SOON: "amber", Standing.COMING: "grey"}


@require_safe
@allow(Permission.ANSWER)
def incidents(request: WorkRequest) -> HttpResponse:
    """List the incidents, the open ones first, each with its next deadline."""
    now = clock.now()
    rows = Incident.objects.filter(workspace=request.workspace).select_related("lead").prefetch_related("steps")
    language = get_language() or "de"
    shown = []
    for one in rows:
        playbook = playbooks().get(one.kind)
        steps = due(playbook, one.known_at, {step.step for step in one.steps.all()}, now) if playbook else []
        following = next((each for each in steps if each.standing is not Standing.DONE), None)
        late = sum(each.standing is Standing.OVERDUE for each in steps)
        shown.append((one, playbook.name.said(language) if playbook else one.kind, following, late))
    context = {
        "open": [each for each in shown if each[0].closed_at is None],
        "closed": [each for each in shown if each[0].closed_at is not None],
        "playbooks": [(one.id, one.name.said(language), one.means.said(language)) for one in playbooks().values()],
    }
    return render(request, "compliance/incidents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def incident(request: WorkRequest, incident: int | None = None) -> HttpResponse:
    """Show an incident; by POST keep what is known of it."""
    found = _incident(request, incident) if incident is not None else None
    form = IncidentForm(request.POST or None, initial=_first(request, found)).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        try:
            kept = keep_incident(request.actor, form.told(), now=clock.now(), incident=found)
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            return _to(request, kept)
    return _page(request, found, form=form)


def _first(request: WorkRequest, found: Incident | None) -> dict[str, object]:
    if found is not None:
        return {name: getattr(found, name) for name in IncidentForm.base_fields}
    return {"known_at": clock.now(), "lead": request.actor.person, "kind": request.GET.get("art", "")}


def _page(
    request: WorkRequest,
    found: Incident | None,
    *,
    form: IncidentForm | None = None,
    evidence: EvidenceForm | None = None,
    close: CloseForm | None = None,
) -> HttpResponse:
    language = get_language() or "de"
    now = clock.now()
    playbook = playbooks().get(found.kind) if found else None
    done = {one.step: one for one in found.steps.select_related("done_by")} if found else {}
    context = {
        "incident": found,
        "incident_subject": incident_subject(found.pk) if found else "",
        "form": form or IncidentForm(initial=_first(request, found)).for_workspace(request.workspace),
        "evidence_form": evidence or EvidenceForm(initial={"seen_at": now}, auto_id="evidence-%s"),
        "close_form": close or CloseForm(auto_id="close-%s"),
        "playbook": playbook,
        "means": playbook.means.said(language) if playbook else "",
        "name": playbook.name.said(language) if playbook else "",
        "steps": [
            (one, one.step.words.said(language), TONES[one.standing], done.get(one.step.id))
            for one in (due(playbook, found.known_at, set(done), now) if playbook and found else [])
        ],
        "evidence": list(found.evidence.select_related("added_by")) if found else [],
        "is_overdue": bool(found and found.deadline and found.closed_at is None and found.deadline < now),
        "is_about_a_name": found is not None and found.kind in OF_INCIDENTS,
        "grounds": [ground for one in NameCheck.objects.filter(incident=found)[:1] for ground in shown(one.answers)]
        if found
        else [],
        "may_approve": request.actor.may(Permission.APPROVE),
    }
    is_wrong = any(one is not None and one.errors for one in (form, evidence, close))
    return render(request, "compliance/incident.html", context, status=422 if is_wrong else 200)


@post_only
@allow(Permission.ANSWER)
def step(request: WorkRequest, incident: int, step: str) -> HttpResponse:
    """Note a step as done, or take that back."""
    found = _incident(request, incident)
    done = IncidentStep.objects.filter(incident=found, step=step).first()
    try:
        if request.POST.get("undo") and done is not None:
            undo_step(request.actor, done, now=clock.now())
        else:
            do_step(request.actor, found, step, note=request.POST.get("note", ""), now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def add(request: WorkRequest, incident: int) -> HttpResponse:
    """Add a piece of evidence."""
    found = _incident(request, incident)
    form = EvidenceForm(request.POST, request.FILES, auto_id="evidence-%s")
    if not form.is_valid():
        return _page(request, found, evidence=form)
    told, file = form.cleaned_data, form.cleaned_data["file"]
    try:
        add_evidence(
            request.actor,
            found,
            name=told["name"],
            url=told["url"],
            seen_at=told["seen_at"],
            file_name=file.name if file else "",
            chunks=file.chunks() if file else (),
            now=clock.now(),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, evidence=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The evidence is kept."))
    return _to(request, found)


@require_safe
@allow(Permission.ANSWER)
def evidence(request: WorkRequest, incident: int, evidence: int) -> HttpResponseBase:
    """Hand a piece of evidence out as it was taken in; always as a download, never shown as a page."""
    found = get_object_or_404(Evidence, pk=evidence, incident=incident, workspace=request.workspace)
    return as_download(found.sha256, found.file_name)


@post_only
@allow(Permission.ANSWER)
def close(request: WorkRequest, incident: int) -> HttpResponse:
    """Close an incident."""
    found = _incident(request, incident)
    form = CloseForm(request.POST, auto_id="close-%s")
    if not form.is_valid():
        return _page(request, found, close=form)
    try:
        close_incident(request.actor, found, outcome=form.cleaned_data["outcome"], now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, close=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The incident is closed."))
    return _to(request, found)


@post_only
@allow(Permission.APPROVE)
def remove(request: WorkRequest, incident: int) -> HttpResponse:
    """Delete a closed incident."""
    found = _incident(request, incident)
    try:
        drop_incident(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found)
    messages.success(request, _("The incident was deleted."))
    return redirect("compliance_incidents", request.workspace.slug)


@require_safe
@allow(Permission.ANSWER)
def application(request: WorkRequest, incident: int) -> HttpResponse:
    """Draft the application for the identity of whoever is behind it: three data, and no more, after a court's order."""
    found = _incident(request, incident)
    playbook = playbooks().get(found.kind)
    if playbook is None or not playbook.identity:
        return HttpResponse(status=404)
    context = {
        "incident": found,
        "evidence": list(found.evidence.all()),
        "today": day_in(request.workspace, clock.now()),
        "ground": request.GET.get("grund", "rights"),
    }
    return render(request, "compliance/application.html", context)


def _to(request: WorkRequest, incident: Incident) -> HttpResponse:
    return redirect("compliance_incident", request.workspace.slug, incident.pk)


def _incident(request: WorkRequest, pk: int) -> Incident:
    return get_object_or_404(Incident.objects.select_related("lead"), pk=pk, workspace=request.workspace)
