"""Lists that are ticked off: the campaign kit with its ceiling, and the set-up of an ads account. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from leitstand.advertising.core import data_files as read
from leitstand.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list."""

    id: str
    words: Words
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Checklist:
    """A list with its points."""

    id: str
    words: Words
    has_costs: bool
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a list is: `done` of `needed` points that must be done; what all cost, and what is left below the ceiling."""

    done: int
    needed: int
    cost: Decimal
    left: Decimal | None

    @property
    def is_whole(self) -> bool:
        """Whether everything that must be done is done."""
        return self.done == self.needed

    @property
    def is_over(self) -> bool:
        """Whether it costs more than it may."""
        return self.left is not None and self.left < 0


@cache
def checklists() -> Mapping[str, Checklist]:
    """Return the lists of this installation by their ids; raises ValueError for a file that is not whole."""
    found = [
        Checklist(
            read.text(one, "id"),
            read.words(one),
            read.yes(one, "costs"),
            tuple(
                Point(read.text(point, "id"), read.words(point), read.yes(point, "optional"))
                for point in read.many(one, "item")
            ),
        )
        for one in read.many(read.load("checklists"), "list")
    ]
    ids = [point.id for one in found for point in one.points]
    if len(ids) != len(set(ids)):
        raise ValueError("checklists: a point stands twice")
    return {one.id: one for one in found}


def progress(
    checklist: Checklist, done: Iterable[str], costs: Mapping[str, Decimal | None], *, ceiling: Decimal | None = None
) -> Progress:
    """Say how far a list is; `costs` by point, None where nobody told it."""
    ticked = set(done)
    must = [point.id for point in checklist.points if not point.is_optional]
    cost = sum((costs.get(point.id) or Decimal(0) for point in checklist.points), Decimal(0))
    return Progress(
        sum(1 for name in must if name in ticked), len(must), cost, None if ceiling is None else ceiling - cost
    )
