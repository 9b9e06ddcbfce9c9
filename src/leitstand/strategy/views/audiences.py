"""Target groups with their tone and personas."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.core.platforms import platform
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.strategy.actions.keep_group import drop_persona, end_group, keep_group, keep_persona
from leitstand.strategy.core.guide_facts import leading
from leitstand.strategy.forms.audiences import GroupForm, PersonaForm, glossary_in, words_in
from leitstand.strategy.models import Persona, TargetGroup
from leitstand.strategy.models.audience import MOTIVES
from leitstand.strategy.words import MEDIA


@dataclass(frozen=True, slots=True)
class PersonaRow:
    """A persona in words, with the medium that leads at that age and the figures that say so."""

    persona: Persona
    motives: str
    medium: str
    facts: tuple[tuple[str, str, bool], ...]  # statement, source, is old


@require_safe
@allow(Permission.SEE)
def groups(request: WorkRequest) -> HttpResponse:
    """List the target groups."""
    found = TargetGroup.objects.filter(workspace=request.workspace, ended_at=None).prefetch_related("personas")
    rows = [(group, ", ".join(known.name for one in group.platforms if (known := platform(one)))) for group in found]
    context = {"rows": rows, "may_plan": request.actor.may(Permission.PLAN)}
    return render(request, "strategy/groups.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def group(request: WorkRequest, group: int | None = None) -> HttpResponse:
    """Show a group with its personas; by POST keep it."""
    found = get_object_or_404(TargetGroup, pk=group, workspace=request.workspace) if group is not None else None
    form = GroupForm(request.POST or None, initial=_first(found))
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            kept = keep_group(
                request.actor,
                {
                    "name": clean["name"],
                    "description": clean["description"],
                    "concerns": clean["concerns"],
                    "platforms": clean["platforms"],
                    "address": clean["address"],
                    "formality": clean["formality"],
                    "emoji": clean["emoji"],
                    "jargon": clean["jargon"],
                    "words_to_use": words_in(clean["words_to_use"]),
                    "words_to_avoid": words_in(clean["words_to_avoid"]),
                    "glossary": glossary_in(clean["glossary"]),
                },
                now=clock.now(),
                group=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": kept.name})
            return redirect("strategy_group", request.workspace.slug, kept.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {
        "form": form,
        "found": found,
        "personas": [_row(one) for one in found.personas.all()] if found else [],
        "may_plan": may_plan,
    }
    return render(request, "strategy/group.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def close_group(request: WorkRequest, group: int) -> HttpResponse:
    """Offer a group no longer."""
    found = get_object_or_404(TargetGroup, pk=group, workspace=request.workspace)
    end_group(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” is no longer offered; its posts keep it.") % {"name": found.name})
    return redirect("strategy_groups", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def persona(request: WorkRequest, group: int, persona: int | None = None) -> HttpResponse:
    """Show a persona's form; by POST keep it."""
    whole = get_object_or_404(TargetGroup, pk=group, workspace=request.workspace)
    found = get_object_or_404(Persona, pk=persona, group=whole) if persona is not None else None
    names = ("name", "role", "age", "motives", "context", "goals", "worries")
    first = {name: getattr(found, name) for name in names} if found else {}
    form = PersonaForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        clean = form.cleaned_data
        try:
            keep_persona(
                request.actor,
                whole,
                {
                    "name": clean["name"],
                    "role": clean["role"],
                    "age": clean["age"],
                    "motives": clean["motives"],
                    "context": clean["context"],
                    "goals": clean["goals"],
                    "worries": clean["worries"],
                },
                now=clock.now(),
                persona=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("“%(name)s” was saved.") % {"name": clean["name"]})
            return redirect("strategy_group", request.workspace.slug, whole.pk)
    may_plan = request.actor.may(Permission.PLAN)
    if not may_plan:
        for field in form.fields.values():
            field.disabled = True
    context = {"form": form, "found": found, "group": whole, "may_plan": may_plan}
    return render(request, "strategy/persona.html", context, status=422 if form.errors else 200)


@post_only
@allow(Permission.PLAN)
def remove_persona(request: WorkRequest, group: int, persona: int) -> HttpResponse:
    """Take a persona away."""
    whole = get_object_or_404(TargetGroup, pk=group, workspace=request.workspace)
    found = get_object_or_404(Persona, pk=persona, group=whole)
    drop_persona(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” was deleted.") % {"name": found.name})
    return redirect("strategy_group", request.workspace.slug, whole.pk)


def _row(persona: Persona) -> PersonaRow:
    language = get_language() or "de"
    names = dict(MOTIVES)
    motives = ", ".join(str(names[one]) for one in persona.motives if one in names)
    lead = leading(persona.age) if persona.age is not None else None
    if lead is None:
        return PersonaRow(persona, motives, "", ())
    today = clock.now().date()
    facts = tuple((fact.statement.said(language), fact.source, fact.is_old(today)) for fact in lead.facts)
    return PersonaRow(persona, motives, str(MEDIA[lead.medium]), facts)


def _first(found: TargetGroup | None) -> dict[str, object]:
    if found is None:
        return {}
    names = ("name", "description", "concerns", "platforms", "address", "formality", "emoji", "jargon")
    return {
        **{name: getattr(found, name) for name in names},
        "words_to_use": "\n".join(found.words_to_use),
        "words_to_avoid": "\n".join(found.words_to_avoid),
        "glossary": "\n".join(f"{term}: {told}" for term, told in found.glossary.items()),
    }
