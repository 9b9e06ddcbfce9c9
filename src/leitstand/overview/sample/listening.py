"""Give the sample company searches, and 300 mentions over sixty days: praise, questions, one bad week, and chances that are worked on."""

import random
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from importlib.resources import files
from typing import Any, Final

from leitstand.house.actor import Actor
from leitstand.house.zones import day_in
from leitstand.listening.actions.count_terms import count_changed_terms
from leitstand.listening.actions.keep_chance import close_chance, hand_over_chance
from leitstand.listening.actions.keep_finding import FindingFields, keep_finding
from leitstand.listening.actions.keep_search import SearchFields, keep_search
from leitstand.listening.actions.keep_topic import TopicFields, keep_topic
from leitstand.listening.actions.take_in import take_in
from leitstand.listening.actions.work_off import work_off
from leitstand.listening.core.items import Item
from leitstand.listening.models import Chance, LookBack, Search, Source

MENTIONS: Final = 300
DAYS: Final = 60
# Eleven to nine days ago an anlage stood still, and people said so.
BAD_DAYS: Final = range(9, 12)
_LOST: Final = "Hat schon beim Händler vor Ort gekauft."

Words = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class _Said:
    source: int
    item: Item


def listening_of_company(actor: Actor, *, now: datetime) -> None:
    """Set up the searches and let the mentions come in as they would have."""
    data = tomllib.loads(files("leitstand.overview.sample").joinpath("listening.toml").read_text(encoding="utf-8"))
    begun = now - timedelta(days=DAYS)
    for told in data["searches"]:
        fields = SearchFields(
            name=told["name"],
            query=told["query"],
            purpose=told["purpose"],
            subject=told["subject"],
            misspellings=True,
            languages=[],
            overlap=20,
        )
        keep_search(actor, fields, now=begun)
    # Nothing is stored yet that they could be matched against.
    LookBack.objects.filter(workspace=actor.workspace).update(ended_at=begun)
    said = list(_mentions(data["words"], [one["followers"] for one in data["sources"]], now))
    for place, told in enumerate(data["sources"]):
        source = Source.objects.create(
            workspace=actor.workspace, kind="file", name=told["name"], scope=f"file:{told['name']}", last_at=now
        )
        take_in(actor, source, [one.item for one in said if one.source == place], now=now)
    while work_off():
        pass
    _chances(actor, now)
    # Two weeks of words, so that the bad days are among them.
    count_changed_terms(now=now - timedelta(days=6), until=lambda: False)
    _findings(actor, data["topic"], data["finding"], now=now)


def _findings(actor: Actor, topic: Mapping[str, Any], finding: Mapping[str, str], *, now: datetime) -> None:
    """Follow a question, and write down what the bad days meant."""
    searches = list(Search.objects.filter(workspace=actor.workspace, name__in=topic["searches"]))
    fields = TopicFields(
        name=topic["name"], question=topic["question"], searches=searches, sources=[], days=DAYS, first=None, last=None
    )
    kept = keep_topic(actor, fields, now=now - timedelta(days=8))
    today = day_in(actor.workspace, now)
    keep_finding(
        actor,
        FindingFields(
            figure=finding["figure"], why=finding["why"], action=finding["action"], owner=actor.person,
            due_on=today + timedelta(days=5), first=today - timedelta(days=11), last=today - timedelta(days=9), mentions=[],
            decision=None,
        ),
        topic=kept,
        now=now - timedelta(days=7),
    )  # fmt: skip


def _chances(actor: Actor, now: datetime) -> None:
    """Have the newest chances worked on, each as far as chances get."""
    chances = list(Chance.objects.filter(workspace=actor.workspace).order_by("-at", "pk")[:5])
    due = day_in(actor.workspace, now) + timedelta(days=2)
    for chance in chances[:3]:
        hand_over_chance(actor, chance, actor.person, due_on=due, now=now)
    for chance, end, why in zip(chances[3:], ("lost", "irrelevant"), (_LOST, ""), strict=False):
        close_chance(actor, chance, end, why, now=now)


def _mentions(words: Words, followers: Sequence[int], now: datetime) -> Iterator[_Said]:
    rng = random.Random(60)  # noqa: S311 - the same company each time
    for number in range(MENTIONS):
        ago = rng.choice(BAD_DAYS) if number % 5 == 0 else rng.randrange(DAYS)
        kind = "blame" if ago in BAD_DAYS else rng.choice(("praise", "praise", "neutral", "neutral", "blame", "asking"))
        name = rng.choice(words["spellings"])
        if ago not in BAD_DAYS and number % 4 == 3:
            name = "Prismalux" if number % 3 == 0 else "Optimetrik"
        text = " ".join((rng.choice(words["openings"]), rng.choice(words[kind]), rng.choice(words["endings"])))
        source = rng.randrange(len(followers))
        who = rng.choice(words["people"])
        at = now - timedelta(days=ago, hours=rng.randrange(12), minutes=rng.randrange(60))
        shares = rng.choice((0, 0, 1, 2, 9))
        yield _Said(
            source,
            Item(
                f"muster-{number}",
                at,
                text.replace("{name}", name),
                author_id=who,
                author_handle=who,
                likes=rng.randrange(40),
                comments=rng.randrange(6),
                shares=shares,
                followers=followers[source] + rng.randrange(900) if followers[source] else None,
                sharers_followers=shares * 250 if followers[source] else None,
            ),
        )
