"""How this room forgets people: those who write to us, and those of the team."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Q

from leitstand.community.actions.forget_author import forget_author
from leitstand.community.models import (
    Answer,
    AutoAnswering,
    CameOf,
    Case,
    Conversation,
    Crisis,
    CrisisEntry,
    CrisisRole,
    CrisisTask,
    Draft,
    Escalation,
    EscalationEntry,
    FeedbackItem,
    HandlingFigure,
    Impulse,
    InboxRules,
    Incoming,
    KindRule,
    Level,
    ModerationSettings,
    Netiquette,
    Note,
    PolicyPart,
    Presence,
    SafetyAnswer,
    SafetyCheck,
    SavedReply,
    SavedView,
    WatchShift,
)
from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought, without
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.house.models import Person
from leitstand.house.outsiders import page


def _forget_authors(actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    done: set[tuple[int, str]] = set()
    for incoming in rows.select_related("workspace", "channel"):
        who = (incoming.channel_id, incoming.author_key)
        # One of them takes everything along that the same person has written there.
        if not incoming.author_key or who not in done:
            forget_author(actor, incoming, now=now)
            done.add(who)


def _drop_texts(_actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    rows.update(text="", text_forgotten_at=now, forget_text_at=None)


def _uncheck(rows: Rows, person: Person) -> None:
    for rules in rows:
        rules.checked_people.remove(person)


def _aliases(incoming: Incoming) -> Iterable[str]:
    return [incoming.author_key, incoming.author_handle]


register(
    Incoming,
    ("author_key", "author_handle", "author_name", "author_url"),
    How.OUTSIDER,
    why=(
        "People outside who wrote to the company. What a network bounds goes by itself when its time is over "
        "(forget_due); an owner forgets one of them for good in the conversation (forget_author)."
    ),
    outsider=Outsider(
        seek=("author_key", "author_handle", "author_name", "author_url", "url"),
        forget=_forget_authors,
        aliases=_aliases,
        path=page("community_conversation", "conversation_id"),
    ),
)
register(
    Incoming,
    ("text",),
    How.OUTSIDER,
    why="What somebody wrote may name others; the whole text goes, for the network would tell it again.",
    outsider=Outsider(forget=_drop_texts, path=page("community_conversation", "conversation_id")),
)
register(Conversation, ("assigned_to", "snoozed_by"), How.UNLINK, why="The conversation belongs to the company.")
register(
    Answer,
    ("written_by", "reviewed_by"),
    How.UNLINK,
    why="What the company answered stays; only who wrote it or looked at it is forgotten.",
)
register(
    Answer,
    ("text",),
    How.OUTSIDER,
    why="What the company answered may name whom it answers; the name is taken out here, the network keeps what it has.",
    outsider=Outsider(path=page("community_conversation", "conversation_id")),
)
register(AutoAnswering, ("changed_by",), How.UNLINK, why="The rules belong to the company.")
register(KindRule, ("owner", "then"), How.UNLINK, why="The rule belongs to the company.")
register(
    InboxRules,
    ("checked_people",),
    How.ANONYMISE,
    why="Who needed a second person is taken out; the rule stays.",
    find=lambda person: Q(checked_people=person),
    forget=_uncheck,
)
register(
    Case,
    ("order_ref",),
    How.OUTSIDER,
    why="The order somebody asked about names them by its number; it goes with them, the figures of the case stay.",
    outsider=Outsider(path=page("community_conversation", "conversation_id")),
)
register(
    Case,
    ("rating", "rating_key", "rated_at"),
    How.NOT_ABOUT_A_PERSON,
    why="Stars are kept at the case, and who gave them nowhere; the key is chance.",
)
register(HandlingFigure, ("entered_by",), How.UNLINK, why="The figure belongs to the company.")
register(Note, ("by",), How.UNLINK, why="What colleagues said about a case stays; only who said it is forgotten.")
register(
    Note,
    ("text",),
    How.OUTSIDER,
    why="A note on a conversation may name whoever wrote; the name is taken out.",
    outsider=Outsider(path=page("community_conversation", "conversation_id")),
)
register(Draft, ("person",), How.DELETE)
register(
    Draft,
    ("text",),
    How.OUTSIDER,
    why="An answer somebody has begun may name whom it answers; the name is taken out.",
    outsider=Outsider(path=page("community_conversation", "conversation_id")),
)
register(Presence, ("person",), How.DELETE)
register(SavedReply, ("changed_by",), How.UNLINK, why="The reply belongs to the company.")
register(SavedView, ("person",), How.DELETE)
register(CameOf, ("by",), How.UNLINK, why="That something came of it stays; only who saw it is forgotten.")
register(
    FeedbackItem,
    ("receiver_person", "decided_by", "noted_by"),
    How.UNLINK,
    why="What the company learnt stays; only who of the team had to do with it is forgotten.",
    secret=("public_key",),
)
register(
    FeedbackItem,
    ("title", "insight", "decision", "change", "result", "public_text"),
    How.OUTSIDER,
    why="It is to be noted without names; where one slipped in, it is taken out.",
    outsider=Outsider(path=page("community_feedback_item", "pk")),
)


def _empty_part(rows: Rows, person: Person) -> None:
    rows.update(reach="")
    rows.filter(person=person).update(person=None)
    rows.filter(deputy=person).update(deputy=None)


def _off_the_ladder(rows: Rows, person: Person) -> None:
    for level in rows.distinct():
        level.people.remove(person)
        # How this level is reached may be how this person is: to be written anew.
        level.reach = ""
        level.save(update_fields=["reach"])


_WORK = "What was laid down and decided belongs to the company; only who did it is forgotten."
register(ModerationSettings, ("changed_by",), How.UNLINK, why=_WORK)
register(Netiquette, ("published_by",), How.UNLINK, why=_WORK)
register(PolicyPart, ("changed_by",), How.UNLINK, why=_WORK)
register(SafetyCheck, ("begun_by",), How.UNLINK, why=_WORK)
register(SafetyAnswer, ("answered_by",), How.UNLINK, why=_WORK)
register(Escalation, ("opened_by", "taken_by"), How.UNLINK, why=_WORK)
register(EscalationEntry, ("person",), How.UNLINK, why=_WORK)
register(WatchShift, ("person",), How.DELETE)
register(Impulse, ("made_by",), How.UNLINK, why=_WORK)
register(
    CrisisRole,
    ("person", "deputy"),
    How.ANONYMISE,
    why="The part stays and is to be given anew; how they were reached goes with them.",
    find=lambda person: Q(person=person) | Q(deputy=person),
    forget=_empty_part,
)
register(Crisis, ("lead", "began_by", "ended_by", "reviewed_by"), How.UNLINK, why=_WORK)
register(CrisisTask, ("person", "done_by"), How.UNLINK, why=_WORK)
register(CrisisEntry, ("person",), How.UNLINK, why="The log stays whole; only who wrote a line is forgotten.")
register(
    Level,
    ("people",),
    How.ANONYMISE,
    why="The level stays; who was on it and how they were reached goes.",
    find=lambda person: Q(people=person),
    forget=_off_the_ladder,
)


def _forget_in_log(_actor: Actor, rows: Rows, whom: Sought, _now: datetime) -> None:
    """Take the names out of lines of the log; the table lets nobody else change a word of it."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('leitstand.forgetting', 'on', true)")
        for entry in rows:
            CrisisEntry.objects.filter(pk=entry.pk).update(text=without(entry.text, whom))
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('leitstand.forgetting', '', true)")


_MAY_NAME = "What happened may be told with names of people outside; the name is taken out, what happened stays."
register(
    Escalation,
    ("title", "reason", "outcome"),
    How.OUTSIDER,
    why=_MAY_NAME,
    outsider=Outsider(path=page("community_escalation", "pk")),
)
register(
    Crisis,
    ("title", "reason", "what", "worked", "failed", "changes"),
    How.OUTSIDER,
    why=_MAY_NAME,
    outsider=Outsider(path=page("community_crisis", "pk")),
)
register(
    CrisisEntry,
    ("text",),
    How.OUTSIDER,
    why="The log stays whole but for the name of whoever has a right to be forgotten.",
    outsider=Outsider(forget=_forget_in_log, path=page("community_crisis", "crisis_id")),
)
register(
    SafetyCheck,
    ("title",),
    How.OUTSIDER,
    why="A partner that is looked through may be a person; the name is taken out.",
    outsider=Outsider(path=page("community_safety_check", "pk")),
)
register(
    SafetyAnswer,
    ("note",),
    How.OUTSIDER,
    why="A reason may name people outside; the name is taken out.",
    outsider=Outsider(path=page("community_safety_check", "check_of_id")),
)
