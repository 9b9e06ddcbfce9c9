"""What is to be done about an incident, and by when. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of

SOON: Final = timedelta(hours=4)


class Standing(StrEnum):
    """How a step stands against its deadline."""

    DONE = "done"
    OVERDUE = "overdue"
    SOON = "soon"
    COMING = "coming"


@dataclass(frozen=True, slots=True)
class PlaybookStep:
    """One thing to do, within so many hours of the moment it was known."""

    id: str
    words: Words
    hours: int


@dataclass(frozen=True, slots=True)
class Playbook:
    """What is done about one kind of incident. `identity`: whether the person behind it may have to be found out."""

    id: str
    name: Words
    means: Words
    law: str
    source: str
    read_on: date
    identity: bool
    steps: Sequence[PlaybookStep]


@dataclass(frozen=True, slots=True)
class Due:
    """A step with its deadline."""

    step: PlaybookStep
    at: datetime
    standing: Standing


def due(playbook: Playbook, known_at: datetime, done: Collection[str], now: datetime) -> list[Due]:
    """Return the steps with their deadlines, in the order of the playbook."""
    return [
        Due(step, at := known_at + timedelta(hours=step.hours), _standing(step, at, done, now))
        for step in playbook.steps
    ]


def _standing(step: PlaybookStep, at: datetime, done: Collection[str], now: datetime) -> Standing:
    if step.id in done:
        return Standing.DONE
    if now >= at:
        return Standing.OVERDUE
    return Standing.SOON if at - now <= SOON else Standing.COMING


def playbooks_of(raw: Table) -> Mapping[str, Playbook]:
    """Read the playbooks; raises ValueError naming the one that is not whole."""
    found = {}
    for one in tame.rows(raw["playbook"], "playbooks"):
        name = f"playbook {one.get('id', '?')}"
        keys = frozenset({"id", "name", "means", "law", "source", "read_on", "identity", "step"})
        tame.keys(one, name, needed=keys, known=frozenset())
        steps = [
            PlaybookStep(
                tame.text(step["id"], name),
                words_of(step["words"], f"{name} {step['id']}"),
                _hours(step["hours"], name),
            )
            for step in tame.rows(one["step"], name)
        ]
        if len({step.id for step in steps}) != len(steps):
            raise ValueError(f"{name}: a step stands twice")
        found[tame.text(one["id"], name)] = Playbook(
            tame.text(one["id"], name),
            words_of(one["name"], f"{name} name"),
            words_of(one["means"], f"{name} means"),
            tame.text(one["law"], name),
            tame.text(one["source"], name),
            tame.day(one["read_on"], name),
            one["identity"] is True,
            steps,
        )
    return found


def _hours(raw: object, where: str) -> int:
    if not isinstance(raw, int) or isinstance(raw, bool) or raw < 1:
        raise ValueError(f"{where}: hours is a number from 1 on, not {raw!r}")
    return raw
