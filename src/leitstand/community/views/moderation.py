"""Playbooks, netiquette, the four Rs and brand safety: what the team has laid down for moderation."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.community.actions.keep_moderation import (
    answer_point,
    begin_check,
    keep_policy_part,
    keep_turns,
    publish_netiquette,
)
from leitstand.community.helping import most_turns
from leitstand.community.models import ModerationSettings, Netiquette, PolicyPart, SafetyCheck
from leitstand.community.models.moderation import ANSWERS, SUBJECTS
from leitstand.community.moderation import number, playbooks
from leitstand.community.netiquette import blocks
from leitstand.community.safety import four, points
from leitstand.community.views.saying import attempt, number_told
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import MOST_OFFERED, contacts_of
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.models import Partner


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.APPROVE)
def moderation(request: WorkRequest) -> HttpResponse:
    """Show the playbooks and what the team has laid down; by POST change one part of it."""
    problem = ""
    if request.method == "POST":
        problem = attempt(request, lambda: _keep(request))
        if not problem:
            return redirect("community_moderation", request.workspace.slug)
    kept = {
        part.part: part for part in PolicyPart.objects.filter(workspace=request.workspace).select_related("changed_by")
    }
    versions = list(Netiquette.objects.filter(workspace=request.workspace).select_related("published_by")[:20])
    language = get_language() or "de"
    latest = versions[0] if versions else None
    chosen = set(latest.blocks) if latest else set(blocks())
    context = {
        "playbooks": playbooks().values(),
        "most": most_turns(request.workspace),
        "default": number("turns"),
        "settings": ModerationSettings.objects.filter(workspace=request.workspace).first(),
        "blocks": [(name, words.said(language), name in chosen) for name, words in blocks().items()],
        "versions": versions,
        "latest": latest,
        "parts": [(name, title, words, kept.get(name)) for name, (title, words) in four().items()],
        "problem": problem,
        "may_change": request.actor.may(Permission.APPROVE),
    }
    return render(request, "community/moderation.html", context, status=422 if problem else 200)


def _keep(request: WorkRequest) -> object:
    told, now = request.POST, clock.now()
    match told.get("act"):
        case "turns":
            return keep_turns(
                request.actor, turns=number_told(request, "turns"), reason=told.get("reason", ""), now=now
            )
        case "netiquette":
            language = told.get("language", "de")
            return publish_netiquette(
                request.actor,
                blocks=[name for name in told.getlist("blocks") if name in blocks()],
                own=told.get("own", ""),
                contact=told.get("contact", ""),
                language=language if language in ("de", "de-du", "en") else "de",
                now=now,
            )
        case "part" if told.get("part") in four():
            return keep_policy_part(request.actor, part=told["part"], text=told.get("text", ""), now=now)
    raise Invalid({"act": _("That is not possible here.")})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def safety(request: WorkRequest) -> HttpResponse:
    """List placements and partners with what is open; by POST begin another one."""
    problem = ""
    if request.method == "POST":
        problem = attempt(request, lambda: _begin(request))
        if not problem:
            return redirect("community_safety", request.workspace.slug)
    rows = []
    checks = SafetyCheck.objects.filter(workspace=request.workspace).select_related("partner", "contact")
    for one in checks.prefetch_related("answers")[:200]:
        answers = [each.answer for each in one.answers.all()]
        rows.append((one, len(points()) - len(answers), answers.count("no")))
    context = {
        "rows": rows,
        "subjects": SUBJECTS,
        "partners": list(Partner.objects.filter(workspace=request.workspace)[:MOST_OFFERED]),
        "contacts": list(contacts_of(request.workspace)[:MOST_OFFERED]),
        "problem": problem,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "community/safety.html", context, status=422 if problem else 200)


def _begin(request: WorkRequest) -> SafetyCheck:
    """Begin a check of what was typed, or of whom was chosen."""
    told = request.POST
    kind, _sign, number = told.get("who", "").partition(":")
    here = {"workspace": request.workspace, "pk": number if number.isdecimal() else 0}
    return begin_check(
        request.actor,
        subject=told.get("subject", ""),
        title=told.get("title", ""),
        partner=Partner.objects.filter(**here).first() if kind == "partner" else None,
        contact=Contact.objects.filter(**here).first() if kind == "contact" else None,
        now=clock.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.PLAN)
def check(request: WorkRequest, check: int) -> HttpResponse:
    """Show one with every point; by POST answer a point."""
    rows = SafetyCheck.objects.select_related("partner", "contact")
    found = get_object_or_404(rows, pk=check, workspace=request.workspace)
    problem = ""
    if request.method == "POST":
        told = request.POST
        problem = attempt(
            request,
            lambda: answer_point(
                request.actor,
                found,
                point=told.get("point", ""),
                answer=told.get("answer", ""),
                note=told.get("note", ""),
                now=clock.now(),
            ),
        )
        if not problem:
            return redirect("community_safety_check", request.workspace.slug, found.pk)
    known = {each.point: each for each in found.answers.select_related("answered_by")}
    context = {
        "check": found,
        "points": [(name, words, known.get(name)) for name, words in points().items()],
        "open": len(points()) - len(known),
        "answers": ANSWERS,
        "problem": problem,
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "community/safety_check.html", context, status=422 if problem else 200)
