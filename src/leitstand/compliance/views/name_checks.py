"""The grounds of the law for a name: questions, and how each ground looks by the answers."""

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.account_forms import NameCheckForm, said
from leitstand.compliance.account_words import CHANCES
from leitstand.compliance.actions.check_name import OF_INCIDENTS, check_name
from leitstand.compliance.models import Incident, NameCheck
from leitstand.compliance.platform_law import grounds, registers
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def own(request: WorkRequest, check: int | None = None) -> HttpResponse:
    """Check a name before it is chosen for an account or a campaign."""
    kept = get_object_or_404(NameCheck, pk=check, workspace=request.workspace, incident=None) if check else None
    return _page(request, kept, None)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def of_incident(request: WorkRequest, incident: int) -> HttpResponse:
    """Check the name of an incident."""
    found = get_object_or_404(Incident, pk=incident, workspace=request.workspace)
    if found.kind not in OF_INCIDENTS:
        return HttpResponse(status=404)
    return _page(request, NameCheck.objects.filter(incident=found).first(), found)


def _page(request: WorkRequest, kept: NameCheck | None, incident: Incident | None) -> HttpResponse:
    form = NameCheckForm(request.POST or None, initial=_first(request, kept)).with_questions()
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        try:
            made = check_name(
                request.actor, name=told["name"], answers=form.answers(), searched=told["searched"], note=told["note"],
                now=clock.now(), incident=incident, check=kept if incident is None else None,
            )  # fmt: skip
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("Saved."))
            if incident is not None:
                return redirect("compliance_incident_name", request.workspace.slug, incident.pk)
            return redirect("compliance_name_check", request.workspace.slug, made.pk)
    language = get_language() or "de"
    context = {
        "form": form,
        "check": kept,
        "incident": incident,
        "grounds": shown(kept.answers) if kept else [],
        "registers": [(one.words.said(language), one.url) for one in registers().values()],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/name_check.html", context, status=422 if form.errors else 200)


def _first(request: WorkRequest, kept: NameCheck | None) -> dict[str, object]:
    if kept is None:
        return {"name": request.GET.get("name", "")[:80]}
    answers = {key: said(value) for key, value in kept.answers.items()}
    return {"name": kept.name, "searched": kept.searched, "note": kept.note, **answers}


def shown(answers: Mapping[str, bool]) -> list[dict[str, object]]:
    """Return every ground with how it looks by the answers, in words."""
    language = get_language() or "de"
    return [
        {
            "title": ground.title.said(language),
            "law": ground.law,
            "law_2022": ground.law_2022,
            "note": ground.note.said(language),
            "words": CHANCES[chance][0],
            "tone": CHANCES[chance][1],
            "chance": chance.value,
        }
        for ground, chance in grounds().compare(answers)
    ]
