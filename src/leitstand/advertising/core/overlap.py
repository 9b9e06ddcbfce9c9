"""Days told twice in different grain would count twice: days against a whole period, advertisements against the whole. Pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Told:
    """What one row covers."""

    ad: str
    first: date
    last: date

    def days(self) -> Iterator[date]:
        """Return each day."""
        for past in range((self.last - self.first).days + 1):
            yield self.first + timedelta(days=past)


class Covered:
    """Which days of a campaign are told, and in which grain; a day is looked up, so that long reports stay quick."""

    def __init__(self, rows: Iterable[Told] = ()) -> None:
        # By day: each advertisement ("" the whole campaign) with the spans that tell of it.
        self._days: dict[date, dict[str, set[tuple[date, date]]]] = defaultdict(lambda: defaultdict(set))
        for one in rows:
            self.add(one)

    def add(self, told: Told) -> None:
        """Remember what a row covers."""
        for day in told.days():
            self._days[day][told.ad].add((told.first, told.last))

    def clashes(self, told: Told) -> bool:
        """Whether another row tells of these days in another grain; the very same row is renewed, not doubled."""
        same = {(told.first, told.last)}
        for day in told.days():
            here = self._days.get(day)
            if here is None:
                continue
            if here.get(told.ad, same) - same:
                return True
            if any(bool(ad) != bool(told.ad) for ad in here):
                return True
        return False
