"""Read figures of a whole page as its network exports them: one line for each day, and never a single person. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from leitstand.kernel.reading import Metric
from leitstand.kernel.sheets import Cell
from leitstand.measurement.core.table import DAY, Fault, day_in, parse_figure, said_in

# Headings of exports of pages, as their networks and people write them.
HEADINGS: Final[Mapping[str, Metric]] = {
    "followers": Metric.FOLLOWERS,
    "follower": Metric.FOLLOWERS,
    "follower gesamt": Metric.FOLLOWERS,
    "total followers": Metric.FOLLOWERS,
    "abonnenten": Metric.FOLLOWERS,
    "visitors": Metric.PROFILE_VISITS,
    "besucher": Metric.PROFILE_VISITS,
    "besuche": Metric.PROFILE_VISITS,
    "profile visits": Metric.PROFILE_VISITS,
    "profilbesuche": Metric.PROFILE_VISITS,
    "page views": Metric.PROFILE_VISITS,
    "seitenaufrufe": Metric.PROFILE_VISITS,
    "reach": Metric.REACH,
    "reichweite": Metric.REACH,
    "reichweite der neuigkeiten": Metric.REACH,
    "reach of news": Metric.REACH,
    "impressions": Metric.IMPRESSIONS,
    "impressionen": Metric.IMPRESSIONS,
    "clicks": Metric.CLICKS,
    "klicks": Metric.CLICKS,
}
# A column of this name is about single people; a table with one is not a table of a page.
PEOPLE: Final = frozenset(
    {
        "name", "vorname", "nachname", "first name", "last name", "e-mail", "email", "profil", "profile", "profil-url",
        "profile url", "mitglied", "member", "person", "user", "nutzer", "benutzer", "username", "benutzername", "telefon",
        "phone", "geburtsdatum", "birthday",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class PageRow:
    """One day's figures of a page."""

    line: int
    day: date
    figures: Mapping[Metric, Decimal]


@dataclass(frozen=True, slots=True)
class PageTable:
    """What was read; `ignored` are the columns nobody knows."""

    rows: tuple[PageRow, ...] = ()
    faults: tuple[Fault, ...] = ()
    ignored: tuple[str, ...] = ()


def read_page_table(lines: Sequence[Sequence[Cell]]) -> PageTable:
    """Read a table whose first line that names a day column is its head; what stands above it is a title.

    A column about people refuses the whole table; so does a day that comes twice.
    """
    found = next((place for place, line in enumerate(lines) if _is_head(line)), None)
    if found is None:
        return PageTable(faults=(Fault(1, "no_day_column", ", ".join(DAY)),))
    names = [said_in(cell) for cell in lines[found]]
    people = [name for name in names if name in PEOPLE]
    if people:
        return PageTable(faults=(Fault(found + 1, "about_people", people[0]),))
    columns = {place: HEADINGS[name] for place, name in enumerate(names) if name in HEADINGS}
    if not columns:
        return PageTable(faults=(Fault(found + 1, "no_figures"),))
    day_at = next(place for place, name in enumerate(names) if name in DAY)
    known = set(columns) | {day_at}
    ignored = tuple(name for place, name in enumerate(names) if name and place not in known)
    rows, faults = _rows(lines[found + 1 :], found + 2, day_at, columns)
    return PageTable(tuple(rows), tuple(faults), ignored)


def _is_head(line: Sequence[Cell]) -> bool:
    return any(said_in(cell) in DAY for cell in line)


def _rows(
    lines: Sequence[Sequence[Cell]], first: int, day_at: int, columns: Mapping[int, Metric]
) -> tuple[list[PageRow], list[Fault]]:
    rows: list[PageRow] = []
    faults: list[Fault] = []
    days: set[date] = set()
    for number, line in enumerate(lines, start=first):
        if not any(said_in(cell) for cell in line):
            continue
        told = line[day_at] if len(line) > day_at else None
        day = day_in(told)
        if day is None:
            faults.append(Fault(number, "bad_day", said_in(told)))
            continue
        if day in days:
            faults.append(Fault(number, "day_twice", day.isoformat()))
            continue
        days.add(day)
        figures: dict[Metric, Decimal] = {}
        for place, metric in columns.items():
            cell = said_in(line[place]) if len(line) > place else ""
            if cell in ("", "-", "–"):
                continue
            value = _figure(line[place])
            if value is None:
                faults.append(Fault(number, "bad_figure", cell))
            else:
                figures[metric] = value
        rows.append(PageRow(number, day, figures))
    return rows, faults


def _figure(cell: Cell) -> Decimal | None:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return parse_figure(str(cell))
