"""Read projects, tracks and months out of a company's own plan, cell by cell; what cannot be understood is named, never guessed. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from leitstand.kernel.sheets import Cell, Sheet, spread, text_of
from leitstand.planning.core.day_words import day_within, nearest_month, read_day
from leitstand.planning.core.plan_layout import CellFault, Layout
from leitstand.planning.core.tracks import Track, track_of

_TICKS: Final = frozenset({"x", "✓", "✔", "●", "•", "ja"})
_DROPPED: Final = frozenset({"entfällt", "entfaellt", "keine", "dropped", "none", "n/a"})
_BROKEN: Final = re.compile(r"#(?:REF!|NAME\?|VALUE!|WERT!|BEZUG!|N/A|NV|DIV/0!|NULL!|ZAHL!|NUM!)")
_PIECES: Final = re.compile(r"\s*;+\s*")
_LINES: Final = re.compile(r"[\n\r]+")
NAME_MAX: Final = 200
NOTHING: Final = "–"
"""What our own export writes where a project says nothing else, so that it is not taken for the heading of a group."""


@dataclass(frozen=True, slots=True)
class ReadMilestone:
    """What shall have happened in a month, on a day where one is said."""

    month: date
    day: date | None
    text: str


@dataclass(frozen=True, slots=True)
class ReadLine:
    """One track of a project."""

    track: Track
    what: str
    lead: str
    is_dropped: bool
    milestones: tuple[ReadMilestone, ...]
    row: int


@dataclass(frozen=True, slots=True)
class ReadProject:
    """A project with its tracks."""

    group: str
    name: str
    what: str
    lead: str
    lines: tuple[ReadLine, ...]
    row: int
    starts: date | None = None
    ends: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class PlanRead:
    """What was read; `leads` are the names of those who look after something, as they are written."""

    projects: tuple[ReadProject, ...] = ()
    faults: tuple[CellFault, ...] = ()
    leads: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Row:
    """One line of the sheet, by what its columns are about."""

    number: int
    project: str
    track: str
    what: str
    lead: str
    filled: int
    is_wide: bool
    continues: bool


def corrected(sheet: Sheet, words: Mapping[tuple[int, int], str]) -> Sheet:
    """Return the sheet with what a person put into single cells instead; the file itself stays as it is."""
    if not words:
        return sheet
    cells = [list(row) for row in sheet.cells]
    for (row, column), word in words.items():
        if row < len(cells):
            cells[row] += [None] * (column + 1 - len(cells[row]))
            cells[row][column] = word or None
    return replace(sheet, cells=cells, unsolved=sheet.unsolved - words.keys())


def read_plan(sheet: Sheet, layout: Layout) -> PlanRead:
    """Return the projects of a sheet whose months stand beside each other."""
    faults: list[CellFault] = []
    projects: list[ReadProject] = []
    group = ""
    track: Track | None = None
    rows = list(_rows(sheet, layout))
    for place, row in enumerate(rows):
        own = track_of(row.track) if row.track else None
        if row.track and own is None:
            faults.append(_fault(layout, "track", row, "no_track", row.track))
            continue
        if own is None and row.project and not row.continues:
            if _is_group(row, rows[place + 1 :], has_tracks="track" in layout.columns):
                group, track = row.project[:NAME_MAX], None
                continue
            projects.append(_project(sheet, layout, group, row, faults))
            track = None
            milestones = _milestones(sheet, layout, row, faults)
            if milestones:
                projects[-1] = _with(projects[-1], Track.ORGANISATION, replace(row, what=""), milestones)
            continue
        track = own or track
        milestones = _milestones(sheet, layout, row, faults)
        if not (own or row.what or row.lead or milestones):
            continue
        if not projects or track is None:
            faults.append(_fault(layout, "project", row, "no_project", row.what or row.lead or row.track))
            continue
        projects[-1] = _with(projects[-1], track, row, milestones)
    leads = dict.fromkeys(
        name for project in projects for name in (project.lead, *(line.lead for line in project.lines)) if name
    )
    return PlanRead(tuple(projects), tuple(faults), tuple(leads))


def _project(sheet: Sheet, layout: Layout, group: str, row: _Row, faults: list[CellFault]) -> ReadProject:
    columns = layout.columns
    days: dict[str, date | None] = {}
    for role in ("starts", "ends"):
        cell = sheet.at(row.number, columns[role]) if role in columns else None
        days[role] = read_day(cell)
        if text_of(cell) and days[role] is None:
            faults.append(CellFault(row.number, columns[role], "no_date", text_of(cell)))
    starts, ends = days["starts"], days["ends"]
    if starts and ends and ends < starts:
        told = text_of(sheet.at(row.number, columns["ends"]))
        faults.append(CellFault(row.number, columns["ends"], "ends_before", told))
    place = _said(sheet, columns, row.number, "place")[:NAME_MAX]
    what = "" if row.what == NOTHING else row.what
    return ReadProject(group, row.project[:NAME_MAX], what, row.lead, (), row.number, starts, ends or starts, place)


def _with(project: ReadProject, track: Track, row: _Row, milestones: tuple[ReadMilestone, ...]) -> ReadProject:
    words = {row.what.casefold(), *(one.text.casefold() for one in milestones)}
    is_dropped = bool(words & _DROPPED)
    kept = tuple(one for one in milestones if one.text.casefold() not in _DROPPED)
    what = "" if row.what.casefold() in _DROPPED else row.what
    line = ReadLine(track, what, row.lead, is_dropped, kept, row.number)
    return replace(project, lines=(*project.lines, line))


def _rows(sheet: Sheet, layout: Layout) -> Iterator[_Row]:
    joined = spread(sheet)
    columns = layout.columns
    project = columns["project"]
    has_own_track = "track" in columns
    for number in range(layout.first, len(sheet.cells)):
        above = joined.get((number, project))
        continues = above is not None and above[0] < number and above[1] == project
        name = text_of(sheet.at(number, project))
        track = text_of(sheet.at(number, columns["track"])) if has_own_track else ""
        if not has_own_track and track_of(name) is not None:
            name, track = "", name
        filled = sum(1 for cell in sheet.cells[number] if text_of(cell))
        if not filled:
            continue
        is_wide = any(area.top == number and area.left == project and area.right > project for area in sheet.joined)
        yield _Row(
            number, name, track, _said(sheet, columns, number, "what"), _said(sheet, columns, number, "lead"), filled,
            is_wide, continues,
        )  # fmt: skip


def _said(sheet: Sheet, columns: Mapping[str, int], row: int, role: str) -> str:
    return text_of(sheet.at(row, columns[role])) if role in columns else ""


def _is_group(row: _Row, following: list[_Row], *, has_tracks: bool) -> bool:
    """Whether a line heads a group of projects: nothing but a name stands there, and it is written or set like a heading."""
    if row.filled > 1:
        return False
    after = following[0] if following else None
    names_next = after is not None and bool(after.project) and not after.track
    return row.is_wide or (names_next and (row.project.isupper() or not has_tracks))


def _milestones(sheet: Sheet, layout: Layout, row: _Row, faults: list[CellFault]) -> tuple[ReadMilestone, ...]:
    found: list[ReadMilestone] = []
    for column, month in sorted(layout.months.items()):
        cell = sheet.at(row.number, column)
        if (row.number, column) in sheet.unsolved:
            faults.append(CellFault(row.number, column, "unsolved"))
            continue
        text = text_of(cell)
        if _BROKEN.search(text):
            faults.append(CellFault(row.number, column, "broken", text))
            continue
        if text:
            found += _of_cell(cell, month, row, column, faults)
    return tuple(found)


def _of_cell(cell: Cell, month: date, row: _Row, column: int, faults: list[CellFault]) -> Iterator[ReadMilestone]:
    about = row.what or row.track or row.project
    if isinstance(cell, (int, float)) and not isinstance(cell, bool) and 1 <= cell <= 31:
        day = _in_month(month, int(cell))
        if day is None:
            faults.append(CellFault(row.number, column, "no_day", text_of(cell)))
            return
        yield ReadMilestone(month, day, about[:NAME_MAX])
        return
    whole = read_day(cell, year=month.year)
    if whole is not None:
        yield ReadMilestone(whole.replace(day=1), whole, about[:NAME_MAX])
        return
    # Whoever writes one below the other means lines; else a semicolon parts.
    parts = _LINES.split(str(cell)) if "\n" in str(cell) else _PIECES.split(str(cell).strip())
    for piece in filter(None, (part.strip() for part in parts)):
        day, rest = day_within(piece, year=month.year)
        if rest.casefold() in _TICKS or (day and not rest):
            rest = about
        if rest or day:
            yield ReadMilestone(day.replace(day=1) if day else month, day, rest[:NAME_MAX])


def _in_month(month: date, number: int) -> date | None:
    day = month + timedelta(days=number - 1)
    return day if day.month == month.month else None


def _fault(layout: Layout, role: str, row: _Row, code: str, value: str) -> CellFault:
    column = layout.columns.get(role, layout.columns["project"])
    return CellFault(row.number, column, code, value, nearest_month(value).capitalize())
