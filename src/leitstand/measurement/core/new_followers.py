"""Where new followers come from, as networks export it: by day, one column for each source or one line for each. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitstand.kernel.sheets import Cell
from leitstand.measurement.core.table import DAY, Fault, day_in, parse_figure, said_in

# The sources we name; what else a network says is kept in its own words. Their order is that of the form.
SOURCES: Final = (
    "organic",
    "search",
    "recommended",
    "profile",
    "shared",
    "paid",
    "invited",
    "website",
    "event",
    "staff",
)
# LinkedIn's export of followers and YouTube's table of subscription sources (help pages of both, read on 2026-11-27).
NAMES: Final[Mapping[str, str]] = {
    "organic followers": "organic",
    "organic": "organic",
    "organische follower": "organic",
    "organisch": "organic",
    "sponsored followers": "paid",
    "sponsored": "paid",
    "gesponserte follower": "paid",
    "paid": "paid",
    "bezahlt": "paid",
    "werbung": "paid",
    "anzeigen": "paid",
    "auto-invited followers": "invited",
    "invited followers": "invited",
    "automatisch eingeladene follower": "invited",
    "eingeladene follower": "invited",
    "eingeladen": "invited",
    "youtube search": "search",
    "youtube-suche": "search",
    "search": "search",
    "suche": "search",
    "suggested videos": "recommended",
    "videovorschläge": "recommended",
    "browse features": "recommended",
    "suggestions": "recommended",
    "vorschläge": "recommended",
    "empfehlungen": "recommended",
    "your channel": "profile",
    "dein kanal": "profile",
    "profile": "profile",
    "profil": "profile",
    "shares": "shared",
    "geteilte beiträge": "shared",
    "website": "website",
    "webseite": "website",
    "external": "website",
    "extern": "website",
    "event": "event",
    "veranstaltung": "event",
    "messe": "event",
    "employees": "staff",
    "staff": "staff",
    "mitarbeitende": "staff",
}
SOURCE: Final = (
    "source",
    "quelle",
    "subscription source",
    "abo-quelle",
    "herkunft",
    "traffic source",
    "zugriffsquelle",
)
COUNT: Final = (
    "new followers", "neue follower", "new subscribers", "subscribers gained", "subscribers", "neue abonnenten",
    "neue abonnent*innen", "gewonnene abonnenten", "abonnenten", "follower", "followers", "anzahl", "count",
)  # fmt: skip
NAME_MAX: Final = 60


@dataclass(frozen=True, slots=True)
class Won:
    """New followers of one day from one source; `source` is one of SOURCES or the network's own words."""

    line: int
    day: date
    source: str
    count: int


@dataclass(frozen=True, slots=True)
class WonTable:
    """What was read; `ignored` are the columns nobody knows."""

    rows: tuple[Won, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def source_of(told: str) -> str:
    """Return a source under our name, or as it was told."""
    bare = " ".join(told.split())[:NAME_MAX]
    return bare if bare in SOURCES else NAMES.get(bare.lower(), bare)


def read_new_followers(lines: Sequence[Sequence[Cell]]) -> WonTable:
    """Read a table whose first line that names a day column is its head; the same source twice on a day is a fault."""
    found = next((place for place, line in enumerate(lines) if any(said_in(cell) in DAY for cell in line)), None)
    if found is None:
        return WonTable(faults=(Fault(1, "no_day_column", ", ".join(DAY)),))
    names = [said_in(cell) for cell in lines[found]]
    columns = _columns(names)
    if columns is None:
        return WonTable(faults=(Fault(found + 1, "no_sources"),))
    ignored = tuple(name for place, name in enumerate(names) if name and place not in columns.used)
    rows: list[Won] = []
    faults: list[Fault] = []
    seen: set[tuple[date, str]] = set()
    for number, line in enumerate(lines[found + 1 :], start=found + 2):
        if not any(said_in(cell) for cell in line):
            continue
        day = day_in(_at(line, columns.day))
        if day is None:
            faults.append(Fault(number, "bad_day", said_in(_at(line, columns.day))))
            continue
        for source, written in columns.told(line):
            won = _won(number, day, source, written, seen)
            if isinstance(won, Fault):
                faults.append(won)
            else:
                rows.append(won)
    return WonTable(tuple(rows), tuple(faults), ignored)


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where what stands: `wide` has one column for each source; else one names the source and one the count."""

    day: int
    wide: Mapping[int, str]
    source: int = -1
    count: int = -1

    @property
    def used(self) -> frozenset[int]:
        return frozenset({self.day, *(self.wide or (self.source, self.count))})

    def told(self, line: Sequence[Cell]) -> list[tuple[str, str]]:
        """Return sources with what is written for each; an empty field is not told."""
        if self.wide:
            found = [(source, said_in(_at(line, place))) for place, source in self.wide.items()]
        else:
            found = [(source_of(str(_at(line, self.source) or "")), said_in(_at(line, self.count)))]
        return [(source, written) for source, written in found if written not in ("", "-", "–")]


def _columns(names: Sequence[str]) -> _Columns | None:
    day = next(place for place, name in enumerate(names) if name in DAY)
    source = next((place for place, name in enumerate(names) if name in SOURCE), None)
    count = next((place for place, name in enumerate(names) if name in COUNT), None)
    if source is not None and count is not None:
        return _Columns(day, {}, source, count)
    wide = {place: NAMES[name] for place, name in enumerate(names) if name in NAMES and place != day}
    return _Columns(day, wide) if wide else None


def _won(line: int, day: date, source: str, written: str, seen: set[tuple[date, str]]) -> Won | Fault:
    count = parse_figure(written)
    if not source:
        return Fault(line, "no_source")
    if count is None or count != int(count):
        return Fault(line, "bad_figure", written)
    if (day, source) in seen:
        return Fault(line, "source_twice", source)
    seen.add((day, source))
    return Won(line, day, source, int(count))


def _at(line: Sequence[Cell], place: int) -> Cell:
    return line[place] if len(line) > place else None
