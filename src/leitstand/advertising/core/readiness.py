"""Is everything there for automatic advertising (guide 4.2)? Data with consent, events, catalogue, creatives. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Literal

from leitstand.advertising.core import data_files as read
from leitstand.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Point:
    """One point; `must`: without it its part is not ready."""

    id: str
    words: Words
    must: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A part of what is needed."""

    id: str
    words: Words
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """An address elsewhere with its name."""

    name: Words
    link: str


@dataclass(frozen=True, slots=True)
class Readiness:
    """Everything the file says; `controls` by ads manager are where people choose for themselves."""

    parts: tuple[Part, ...]
    controls: Mapping[str, Link]
    directories: tuple[Link, ...]

    def point(self, name: str) -> Point | None:
        """Return a point by its id; None where there is none."""
        return next((point for part in self.parts for point in part.points if point.id == name), None)


State = Literal["ready", "open", "missing"]


@cache
def readiness() -> Readiness:
    """Return the check of this installation; raises ValueError for a file that is not whole."""
    raw = read.load("readiness")
    return Readiness(
        tuple(
            Part(
                read.text(part, "id"),
                read.words(part),
                tuple(
                    Point(read.text(one, "id"), read.words(one), read.yes(one, "must"))
                    for one in read.many(part, "point")
                ),
            )
            for part in read.many(raw, "part")
        ),
        {read.text(one, "network"): Link(read.words(one), read.text(one, "link")) for one in read.many(raw, "control")},
        tuple(
            Link(Words(read.text(one, "name"), read.text(one, "name")), read.text(one, "link"))
            for one in read.many(raw, "directory")
        ),
    )


def state_of(part: Part, answers: Mapping[str, bool]) -> State:
    """Say how a part stands: something is missing, something is not answered yet, or it is ready."""
    must = [point.id for point in part.points if point.must]
    if any(answers.get(name) is False for name in must):
        return "missing"
    return "open" if any(name not in answers for name in must) else "ready"
