"""What waits for approval: exactly what will be sent, what changed, and one answer for each channel or for all."""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.publishing.actions.approve import approve
from leitstand.publishing.actions.approve_and_send import approve_and_send
from leitstand.publishing.actions.ask_changes import ask_changes
from leitstand.publishing.actions.reject import reject
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.checking import answered
from leitstand.publishing.launching import waits_for
from leitstand.publishing.legal_check import shown
from leitstand.publishing.looking import waiting
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.queries import item_of, publication_of, remarks_of

ANSWERS: dict[str, Callable[..., Approval]] = {
    "approve": approve,
    "send": approve_and_send,
    "changes": ask_changes,
    "reject": reject,
}


@allow(Permission.SEE)
def index(request: WorkRequest) -> HttpResponse:
    """Show what waits, and the one that is looked at."""
    found = waiting(request.actor)
    wanted = request.GET.get("item", "")
    chosen = next((each for each in found if str(each.item.pk) == wanted), None) or (found[0] if found else None)
    return render(
        request,
        "publishing/approval.html",
        {
            "waiting": found,
            "chosen": chosen,
            "item": chosen.item if chosen else None,
            "campaign_waits": (waits_for(chosen.item) or ("", ""))[1] if chosen else "",
            "is_gone": bool(wanted) and (chosen is None or str(chosen.item.pk) != wanted),
            "remarks": remarks_of(chosen.item) if chosen else [],
            "may_approve": request.actor.may(Permission.APPROVE),
            "may_send": request.actor.may(Permission.APPROVE) and request.actor.may(Permission.SCHEDULE),
            "can_write": False,
        },
    )


@require_safe
@allow(Permission.SEE)
def record(request: WorkRequest, approval: int) -> HttpResponse:
    """Show what was known when something was approved: the legal check as it stood then."""
    rows = Approval.objects.select_related("publication__channel", "publication__item", "decided_by")
    found = get_object_or_404(rows, pk=approval, workspace=request.workspace)
    kept = found.judgement
    context = {
        "approval": found,
        "item": found.publication.item,
        "blocks": shown(kept),
        "on": date.fromisoformat(kept["on"]) if kept else None,
        "lists": answered(found.checks),
    }
    return render(request, "publishing/approval_record.html", context)


@post_only
@allow(Permission.APPROVE)
def decide(request: WorkRequest, item: UUID) -> HttpResponse:
    """Answer for one channel or for all: approve, ask for changes, say no."""
    found = item_of(request.actor, item)
    answer = request.POST.get("answer", "")
    verb = ANSWERS.get(answer.partition(":")[0])
    if verb is None:
        return redirect("approval_list", request.workspace.slug)
    only = answer.partition(":")[2]
    now, done, problems = clock.now(), 0, []
    for publication in Publication.objects.filter(item=found).select_related("channel", "item").order_by("pk"):
        looked_at = request.POST.get(f"looked-at-{publication.pk}", "")
        if not looked_at or (only and only != str(publication.pk)):
            continue
        try:
            verb(request.actor, publication, looked_at=looked_at, comment=request.POST.get("comment", ""), now=now)
            done += 1
        except Impossible as why:
            problems.append(f"{publication.channel}: {why.message}")
    for problem in dict.fromkeys(problems):
        messages.error(request, problem)
    if done:
        messages.success(request, _told(answer.partition(":")[0], done))
    if problems:
        return redirect(f"{reverse('approval_list', args=[request.workspace.slug])}?item={found.pk}")
    return redirect("publishing_queue" if answer == "send" else "approval_list", request.workspace.slug)


@post_only
@allow(Permission.WRITE)
def take_back(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Take an approval back, or the own request for one."""
    found = publication_of(request.actor, publication)
    try:
        revoke(request.actor, found, now=clock.now())
        messages.success(request, _("The approval is taken back."))
    except Impossible as why:
        messages.error(request, why.message)
    return redirect("composer_edit", request.workspace.slug, found.item_id)


def _told(answer: str, done: int) -> str:
    if answer == "approve":
        return ngettext("Approved.", "Approved for %(count)s channels.", done) % {"count": done}
    if answer == "send":
        return _("Approved. It goes out now.")
    if answer == "changes":
        return _("Sent back with your comment.")
    return _("Not approved. The author is told why.")
