"""Take up what people tell us: note it, hand it over, decide, say what was changed, and tell those who asked."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Final, TypedDict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.models import Answer, CameOf, FeedbackItem, Incoming
from leitstand.community.models.followups import FEEDBACK_KINDS, FEEDBACK_STATES, RECEIVERS
from leitstand.community.notices import FEEDBACK_DECIDED, FEEDBACK_FOR_YOU
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

MOST_TEXT: Final = 4000
MOST_TAGS: Final = 12
DECISIONS: Final = ("planned", "declined")


class FeedbackFields(TypedDict):
    """What is noted, in our own words and without names."""

    kind: str
    title: str
    insight: str
    tags: list[str]


@transaction.atomic
def note_feedback(
    actor: Actor,
    fields: FeedbackFields,
    *,
    now: datetime,
    incoming: Incoming | None = None,
    item: FeedbackItem | None = None,
) -> FeedbackItem:
    """Note what somebody told us, or change the words; `incoming` is the voice it comes from. Raises Invalid."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (incoming, item) if one is not None))
    title, tags = " ".join(fields["title"].split()), _tags(fields["tags"])
    errors = {}
    if fields["kind"] not in dict(FEEDBACK_KINDS):
        errors["kind"] = _("Please choose one of the kinds.")
    if not title:
        errors["title"] = _("Say what it is about.")
    elif len(title) > 160:
        errors["title"] = _("At most %(count)d characters, please.") % {"count": 160}
    if len(fields["insight"]) > MOST_TEXT:
        errors["insight"] = _("At most %(count)d characters, please.") % {"count": MOST_TEXT}
    if len(tags) > MOST_TAGS:
        errors["tags"] = _("At most %(count)d words, please.") % {"count": MOST_TAGS}
    if errors:
        raise Invalid(errors)
    found = item or FeedbackItem(workspace=actor.workspace, noted_by=actor.person, noted_at=now)
    found.kind, found.title, found.insight, found.tags = fields["kind"], title, fields["insight"].strip(), tags
    found.save()
    audit.record(actor, "community.note_feedback", found, now=now, details={"kind": found.kind})
    if incoming is not None:
        add_voice(actor, found, incoming, now=now)
    return found


def _tags(told: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(word for one in told if (word := " ".join(one.lower().split())[:40])))


@transaction.atomic
def add_voice(actor: Actor, item: FeedbackItem, incoming: Incoming, *, now: datetime) -> CameOf:
    """Say that somebody else told us the same; a conversation is one voice."""
    actor.require(Permission.ANSWER)
    actor.own(item, incoming)
    voice, made = CameOf.objects.get_or_create(
        conversation_id=incoming.conversation_id,
        feedback=item,
        defaults={
            "workspace": actor.workspace,
            "incoming": incoming,
            "what": "feedback",
            "by": actor.person,
            "at": now,
        },
    )
    if made:
        audit.record(actor, "community.make_feedback", incoming.conversation, now=now)
    return voice


@transaction.atomic
def hand_over_feedback(
    actor: Actor, item: FeedbackItem, *, receiver: str, person: Person | None, due_on: date | None, now: datetime
) -> FeedbackItem:
    """Give it to those who can change something; the person is told and may decide."""
    actor.require(Permission.ANSWER)
    item = _held(actor, item)
    errors = {}
    if receiver not in dict(RECEIVERS):
        errors["receiver"] = _("Say who shall decide about it.")
    if person is not None and not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        errors["person"] = _("This person does not work here.")
    if due_on is not None and due_on < day_in(actor.workspace, now):
        errors["due_on"] = _("This day is over.")
    if errors:
        raise Invalid(errors)
    if item.state not in ("noted", "handed_over"):
        raise Impossible(_("This is decided already."), code=item.state)
    item.receiver, item.receiver_person, item.due_on, item.state = receiver, person, due_on, "handed_over"
    item.save()
    audit.record(actor, "community.hand_over_feedback", item, now=now, details={"to": receiver})
    if person is not None:
        notify(
            FEEDBACK_FOR_YOU,
            workspace=actor.workspace,
            people=[person],
            params={"title": item.title, "person": actor.name},
            path=reverse("community_feedback_item", args=[actor.workspace.slug, item.pk]),
            about=f"feedback:{item.pk}",
            but=actor.person,
            now=now,
        )
    return item


@transaction.atomic
def decide_feedback(actor: Actor, item: FeedbackItem, decision: str, *, why: str, now: datetime) -> FeedbackItem:
    """Decide whether something is changed, with the reason; whoever it was handed to may, and those who plan."""
    actor.require(Permission.COMMENT)
    item = _held(actor, item)
    if actor.person is None or item.receiver_person_id != actor.person.pk:
        actor.require(Permission.PLAN)
    errors = {}
    if decision not in DECISIONS:
        errors["decision"] = _("Please choose one of the answers.")
    if not why.strip():
        errors["why"] = _("Say why; that is what is learnt from it.")
    if errors:
        raise Invalid(errors)
    if item.state == "done":
        raise Impossible(_("It was changed already."), code="done")
    item.state, item.decision = decision, why.strip()[:MOST_TEXT]
    item.decided_by, item.decided_at = actor.person, now
    item.save()
    audit.record(actor, "community.decide_feedback", item, now=now, details={"decision": decision})
    _tell_noted(actor, item, now)
    return item


@transaction.atomic
def finish_feedback(
    actor: Actor, item: FeedbackItem, *, change: str, result: str, changed_on: date, now: datetime
) -> FeedbackItem:
    """Say what was changed, when, and what came of it."""
    actor.require(Permission.COMMENT)
    item = _held(actor, item)
    if actor.person is None or item.receiver_person_id != actor.person.pk:
        actor.require(Permission.PLAN)
    errors = {}
    if not change.strip():
        errors["change"] = _("Say what was changed.")
    if changed_on > day_in(actor.workspace, now):
        errors["changed_on"] = _("This day is still to come.")
    if errors:
        raise Invalid(errors)
    if item.state not in ("planned", "done"):
        raise Impossible(_("Decide first that it will be changed."), code=item.state)
    item.state, item.change, item.result = "done", change.strip()[:MOST_TEXT], result.strip()[:MOST_TEXT]
    item.changed_on = changed_on
    item.save()
    audit.record(actor, "community.finish_feedback", item, now=now)
    _tell_noted(actor, item, now)
    return item


@transaction.atomic
def tell_feedback(
    actor: Actor,
    item: FeedbackItem,
    *,
    public_text: str,
    is_public: bool,
    is_story: bool,
    reply: Answer | None,
    reply_url: str,
    now: datetime,
) -> FeedbackItem:
    """Say to those who asked what becomes of it: by a page of its own, by an answer in public, as a story of ours."""
    actor.require(Permission.ANSWER)
    item = _held(actor, item)
    errors = {}
    if reply is not None:
        actor.own(reply)
        if reply.to.kind == "message":
            errors["reply"] = _("That answer is private.")
    if reply_url and not reply_url.startswith(("https://", "http://")):
        errors["reply_url"] = _("Please enter the whole address, beginning with https.")
    if is_public and not public_text.strip():
        errors["public_text"] = _("Say in a few words what is asked for; everybody with the address reads it.")
    if is_story and item.state != "done":
        errors["is_story"] = _("A story needs a change that was made.")
    if errors:
        raise Invalid(errors)
    item.public_text, item.is_public, item.is_story = public_text.strip()[:MOST_TEXT], is_public, is_story
    item.reply, item.reply_url = reply, reply_url[:500]
    item.save()
    audit.record(actor, "community.tell_feedback", item, now=now, details={"public": is_public, "story": is_story})
    return item


@transaction.atomic
def drop_feedback(actor: Actor, item: FeedbackItem, *, now: datetime) -> None:
    """Delete it with its voices; the conversations stay."""
    actor.require(Permission.PLAN)
    actor.own(item)
    audit.record(actor, "community.drop_feedback", item, now=now)
    item.delete()


def _held(actor: Actor, item: FeedbackItem) -> FeedbackItem:
    actor.own(item)
    return FeedbackItem.objects.select_for_update(of=("self",)).get(pk=item.pk)


def _tell_noted(actor: Actor, item: FeedbackItem, now: datetime) -> None:
    """Tell whoever noted it: they owe the asker an answer."""
    person = item.noted_by
    if person is None or not person.is_active:
        return
    notify(
        FEEDBACK_DECIDED,
        workspace=actor.workspace,
        people=[person],
        params={"title": item.title, "decision": str(dict(FEEDBACK_STATES)[item.state])},
        path=reverse("community_feedback_item", args=[actor.workspace.slug, item.pk]),
        about=f"feedback:{item.pk}",
        but=actor.person,
        now=now,
    )
