"""How this room forgets people: those who are heard, and those of the team."""

from collections.abc import Iterable
from datetime import datetime

from leitstand.house.actor import Actor
from leitstand.house.core.taking_out import Sought
from leitstand.house.erasure import How, Outsider, Rows, register
from leitstand.listening.models import (
    Alarm,
    AlarmRaised,
    Chance,
    ChanceTerm,
    Correction,
    Finding,
    Handling,
    Intake,
    MadeOf,
    Match,
    Mention,
    Passed,
    Search,
    Source,
    Stream,
    TermDay,
    Topic,
    WatchWord,
)


def _forget_mentions(_actor: Actor, rows: Rows, _whom: Sought, now: datetime) -> None:
    """Take somebody's mentions out whole: the words go with the name, for a search of their network would lead back."""
    rows.update(
        author_key="", author_handle="", author_name="", author_url="", url="", text="",
        author_forgotten_at=now, text_forgotten_at=now,
    )  # fmt: skip


def _drop(_actor: Actor, rows: Rows, _whom: Sought, _now: datetime) -> None:
    rows.delete()


def _aliases(mention: Mention) -> Iterable[str]:
    return [mention.author_handle, mention.author_name]


register(
    Mention,
    ("author_handle", "author_name", "author_url", "author_key"),
    How.OUTSIDER,
    why="People outside who said something in public. Names go after the workspace's period, sooner where a network says so.",
    outsider=Outsider(
        seek=("author_handle", "author_name", "author_url", "url"), forget=_forget_mentions, aliases=_aliases
    ),
)
register(
    Mention,
    ("text",),
    How.OUTSIDER,
    why="What somebody said may name others; the name is taken out here, the network keeps what it has.",
)
register(
    Intake,
    ("item",),
    How.OUTSIDER,
    why="What was just read and waits to be matched, for minutes as a rule.",
    outsider=Outsider(forget=_drop),
)
register(
    Passed,
    ("item",),
    How.OUTSIDER,
    why="What fitted no search, kept for 30 days so that a new search finds it.",
    outsider=Outsider(forget=_drop),
)
register(
    Match, ("misspelt",), How.NOT_ABOUT_A_PERSON, why="The spelling by which a search was found, as a single word."
)
register(
    Alarm, ("by_mail",), How.NOT_ABOUT_A_PERSON, why="Whether an alarm goes out by mail; to whom is told elsewhere."
)
register(
    Alarm,
    ("words",),
    How.OUTSIDER,
    why="An alarm may look for somebody by name; the name is taken out of it.",
)
register(
    Correction,
    ("text",),
    How.OUTSIDER,
    why="What somebody said, with the tone a person gave it; goes when the network's time is over.",
    outsider=Outsider(forget=_drop),
)
register(Correction, ("by",), How.UNLINK, why="What was learnt from it belongs to the company.")
register(
    TermDay,
    ("term",),
    How.OUTSIDER,
    why="A word many have written on a day may be somebody's name.",
    outsider=Outsider(forget=_drop),
)
register(
    WatchWord, ("word",), How.OUTSIDER, why="A word to watch for may be somebody's name; the name is taken out of it."
)
register(
    Topic,
    ("name", "question"),
    How.OUTSIDER,
    why="A topic may ask about somebody by name; the name is taken out of it.",
)
register(Topic, ("made_by",), How.UNLINK, why="The topic belongs to the company.")
register(
    Finding,
    ("figure", "why", "action"),
    How.OUTSIDER,
    why="A finding may name somebody outside; the name is taken out of it.",
)
register(Finding, ("made_by", "owner"), How.UNLINK, why="What was found stays; only who wrote it is forgotten.")
register(Search, ("made_by",), How.UNLINK, why="The search belongs to the company.")
register(
    Search,
    ("name", "query", "subject"),
    How.OUTSIDER,
    why="A search may look for somebody by name; the name is taken out of it.",
)
register(
    Source,
    ("name", "phrase"),
    How.OUTSIDER,
    why="What a network is asked for may be somebody's name; it follows from the searches.",
)
register(AlarmRaised, ("seen_by",), How.UNLINK, why="That somebody looked after it stays; only who is forgotten.")
register(AlarmRaised, ("note",), How.OUTSIDER, why="A note may name people outside; the name is taken out.")
register(
    Handling, ("owner", "marked_by"), How.UNLINK, why="What was judged belongs to the company; only who is forgotten."
)
register(MadeOf, ("by",), How.UNLINK, why="What came of a mention stays; only who made it is forgotten.")
register(
    MadeOf, ("note",), How.OUTSIDER, why="What was answered by hand may name people outside; the name is taken out."
)
register(Chance, ("owner", "handed_by"), How.UNLINK, why="The chance belongs to the company.")
register(Chance, ("note",), How.OUTSIDER, why="Why a chance ended may name people outside; the name is taken out.")
register(
    Chance, ("terms",), How.NOT_ABOUT_A_PERSON, why="The words of the house, or of the company, that told the chance."
)
register(
    ChanceTerm, ("query",), How.OUTSIDER, why="A word for chances may be somebody's name; the name is taken out of it."
)

register(Stream, ("address",), How.NOT_ABOUT_A_PERSON, why="The server at which a network is heard.")
