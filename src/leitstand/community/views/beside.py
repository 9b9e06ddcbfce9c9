"""What stands beside a conversation: what it is about and its clock, notes, replies, who is there, and their history."""

from django.conf import settings
from django.urls import reverse

from leitstand.community.actions.be_there import SEEN, TYPES
from leitstand.community.clocks import clock_of, span_words
from leitstand.community.core.business import business_time, minutes
from leitstand.community.desk import Desk, desk_of
from leitstand.community.inquiry_words import (
    TONE_NAMES,
    intent_choices,
    kind_name,
    kinds_by_phase,
    stage_choices,
    why_kind,
)
from leitstand.community.models import Case, Conversation, Presence
from leitstand.community.models.cases import URGENCIES
from leitstand.community.queries.history import Earlier, earlier_with
from leitstand.community.replies import offers_for
from leitstand.community.shown import Talk
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.requests import WorkRequest


def rights(request: WorkRequest) -> dict[str, object]:
    """Return what the actor may do here, and what things that came in can be called."""
    return {
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_approve": request.actor.may(Permission.APPROVE),
        "me": request.actor.person,
        "stages": stage_choices(),
        "tones": [(name, label) for name, label in TONE_NAMES.items() if name],
    }


def besides(request: WorkRequest, found: Conversation, talk: Talk) -> dict[str, object]:
    """Return all of it; what only those who answer see is left out for others."""
    now, desk, case = clock.now(), desk_of(request.workspace), found.case
    told: dict[str, object] = {
        **rights(request),
        "case": case,
        "clock": clock_of(case, desk.week, now),
        "inquiry": kind_name(case.inquiry) if case else "",
        "inquiry_why": why_kind(case) if case else "",
        "owner": found.assigned_to or desk.lane(case.inquiry if case else "").owner,
        "phases": kinds_by_phase(),
        "urgencies": URGENCIES,
        "intents": intent_choices(),
        "target": desk.target(case) if case else None,
        "took": _took(desk, case),
    }
    if not request.actor.may(Permission.ANSWER):
        return told
    came_of = found.came_of.select_related("opportunity", "idea", "incident", "feedback", "by")
    return {
        **told,
        "came_of": list(came_of),
        "notes": list(found.notes.select_related("by")),
        "offers": offers_for(request.actor, found, talk.person, links=links_of(found)),
        "earlier": earlier_with(request.actor, found, talk.person) if talk.person else Earlier((), 0, 0, None, ()),
        "snooze_days": (1, 3, 7),
    }


def links_of(found: Conversation) -> dict[str, str]:
    """Return the addresses that can stand in a reply: how they liked it, and what became of their wish."""
    told = {}
    if found.case is not None and found.case.rating_key:
        told["rating"] = settings.PUBLIC_URL + reverse("community_public_rating", args=[found.case.rating_key])
    voices = found.came_of.filter(what="feedback", feedback__is_public=True)
    voice = voices.select_related("feedback").order_by("-at").first()
    if voice is not None and voice.feedback is not None:
        told["wish"] = settings.PUBLIC_URL + reverse("community_public_wish", args=[voice.feedback.public_key])
        told["change"] = voice.feedback.change
    return told


def there(request: WorkRequest, found: Conversation) -> list[tuple[str, bool]]:
    """Name the colleagues who have the conversation open now, and whether they write."""
    now = clock.now()
    others = Presence.objects.filter(conversation=found, at__gte=now - SEEN).exclude(person=request.actor.person)
    return [
        (str(one.person), one.typed_at is not None and now - one.typed_at <= TYPES)
        for one in others.select_related("person").order_by("person__name")
    ]


def _took(desk: Desk, case: Case | None) -> dict[str, str]:
    """Say how long first answer and settling took, or have taken until now."""
    if case is None or not case.counts:
        return {}
    now = clock.now()
    until_now = minutes(business_time(desk.week, case.opened_at, now)) if now > case.opened_at else 0
    first = case.first_minutes if case.first_answer_at else None
    settled = case.settled_minutes if case.settled_at else until_now
    return {"first": span_words(first), "settled": span_words(settled)}
