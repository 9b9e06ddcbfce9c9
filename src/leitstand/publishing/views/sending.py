"""Sending: what goes out next, what is late, unclear, refused or waiting, and why; everything a person can decide."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels.queries import channels_of
from leitstand.house import clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.kernel.post import PostPlan
from leitstand.publishing.actions.confirm_hand_over import confirm_hand_over
from leitstand.publishing.actions.decide_unknown import decide_unknown
from leitstand.publishing.actions.hand_over import hand_over
from leitstand.publishing.actions.look_again import look_again
from leitstand.publishing.actions.publish_now import publish_now
from leitstand.publishing.actions.release_held import release_held
from leitstand.publishing.actions.resume_sending import resume_sending
from leitstand.publishing.actions.retry_refused import retry_refused
from leitstand.publishing.actions.stop_sending import stop_sending
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.actions.withdraw import withdraw
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.networks import ground_of, is_posted_by_hand
from leitstand.publishing.queries import publication_of
from leitstand.publishing.queue import read_queue
from leitstand.publishing.reminders import reminder
from leitstand.publishing.telling import explain, tell_attempt, ways


@allow(Permission.SEE)
def queue(request: WorkRequest) -> HttpResponse:
    """Show the page; asked by htmx, only what changes."""
    now = clock.now()
    told = request.GET.get("channel", "")
    channel = int(told) if told.isdigit() else None
    found = read_queue(request.workspace, now, channel=channel)
    may_decide = request.actor.may(Permission.DECIDE_SENDING)
    context = {
        "queue": found,
        "odd": [_row(publication, now, may_decide=may_decide) for publication in found.odd],
        "coming": [_row(publication, now, may_decide=False) for publication in found.coming],
        "sent": [_row(publication, now, may_decide=False) for publication in found.sent],
        "channels": channels_of(request.workspace),
        "channel": channel,
        "may_stop": request.actor.may(Permission.STOP_SENDING),
        "now": now,
    }
    template = "publishing/_queue.html" if request.htmx else "publishing/queue.html"
    return render(request, template, context)


def _row(publication: Publication, now: object, *, may_decide: bool) -> dict[str, object]:
    return {
        "publication": publication,
        "why": explain(publication, clock.now()),
        "ways": ways(publication) if may_decide else [],
        "is_late": publication.state == State.PLANNED
        and publication.due_at is not None
        and publication.due_at < clock.now(),
    }


@allow(Permission.SEE)
def detail(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Show one publication: every step that was taken, the network's answers, and what is needed to post by hand."""
    found = publication_of(request.actor, publication)
    plan = PostPlan.from_json(found.content)
    share = ground_of(found.channel).manifest.share_url
    context = {
        "publication": found,
        "plan": plan,
        "text": "\n\n".join(part.text for part in plan.parts if part.text),
        "share_url": share(plan, found.channel.facts) if share else "",
        "why": explain(found, clock.now()),
        "ways": ways(found) if request.actor.may(Permission.DECIDE_SENDING) else [],
        "is_by_hand": found.state == State.HANDED_OVER
        or (found.state == State.PLANNED and is_posted_by_hand(found.channel)),
        "attempts": [tell_attempt(attempt) for attempt in found.attempts.order_by("id")],
    }
    return render(request, "publishing/sending_detail.html", context)


@require_safe
@allow(Permission.SEE)
def remind(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Hand out a calendar entry for a post that goes in by hand."""
    found = publication_of(request.actor, publication)
    if found.due_at is None:
        raise Http404
    address = request.build_absolute_uri(reverse("publishing_detail", args=[request.workspace.slug, found.pk]))
    title = _("Post by hand: %(title)s") % {"title": found.item.title}
    entry = reminder(found, found.due_at, address=address, title=title, now=clock.now())
    answer = HttpResponse(entry, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="erinnerung.ics"'
    return answer


@post_only
@allow(Permission.DECIDE_SENDING)
def decide(request: WorkRequest, publication: UUID) -> HttpResponse:
    """Do what the button says, and return to where the person was."""
    found = publication_of(request.actor, publication)
    act, link = request.POST.get("act", ""), request.POST.get("link", "").strip()
    if act == "write":
        return redirect("composer_edit", request.workspace.slug, found.item_id)
    try:
        said = _do(request.actor, found, act, link)
    except Invalid as error:
        messages.error(request, " ".join(error.errors.values()))
    except Impossible as error:
        messages.error(request, error.message)
    else:
        messages.success(request, said)
    if act == "by_hand":
        return redirect("publishing_detail", request.workspace.slug, found.pk)
    return redirect("publishing_queue", request.workspace.slug)


def _do(actor: Actor, found: Publication, act: str, link: str) -> str:
    now = clock.now()
    if act in ("there", "again", "drop") or (act == "by_hand" and found.state == State.UNKNOWN):
        decide_unknown(actor, found, act, link=link, now=now)  # type: ignore[arg-type]
        return {
            "there": _("Noted: the post is public."),
            "again": _("It is sent again."),
            "drop": _("It is left as it is; nothing more is sent."),
            "by_hand": _("Text and pictures lie ready to be posted by hand."),
        }[act]
    if act == "look":
        look_again(actor, found, now=now)
        return _("The network is being looked at; this page tells what was found.")
    if act == "retry":
        retry_refused(actor, found, now=now)
        return _("It is sent again.")
    if act == "release":
        release_held(actor, found, now=now)
        return _("It goes out now.")
    if act == "now":
        publish_now(actor, found, now=now)
        return _("It goes out now.")
    if act == "by_hand":
        hand_over(actor, found, now=now)
        return _("Text and pictures lie ready to be posted by hand.")
    if act == "confirm":
        confirm_hand_over(actor, found, link=link, now=now)
        return _("Noted: the post is public.")
    if act == "unschedule":
        unschedule(actor, found, now=now)
        return _("It is out of the queue and a draft again; the approval stays.")
    if act == "withdraw":
        withdraw(actor, found, now=now)
        return _("It will not go out.")
    raise Impossible(_("This button is not known any more. Load the page anew."), code="unknown_act")


@post_only
@allow(Permission.STOP_SENDING)
def stop(request: WorkRequest) -> HttpResponse:
    """Pull the stop switch."""
    stop_sending(request.actor, reason=request.POST.get("reason", "").strip(), now=clock.now())
    messages.warning(request, _("Nothing goes out any more until somebody resumes sending."))
    return redirect(reverse("publishing_queue", args=[request.workspace.slug]))


@post_only
@allow(Permission.STOP_SENDING)
def resume(request: WorkRequest) -> HttpResponse:
    """Let posts go out again."""
    resume_sending(request.actor, now=clock.now())
    messages.success(request, _("Posts go out again. What got too late meanwhile is held for you to decide."))
    return redirect(reverse("publishing_queue", args=[request.workspace.slug]))
