"""Read posts or events out of a list of one line each. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Final

from leitstand.kernel.sheets import Cell, Sheet, text_of
from leitstand.planning.core.day_words import read_day, read_time
from leitstand.planning.core.plan_layout import CellFault, Layout

_AND: Final = re.compile(r"\s*(?:[,;/\n+&|]|\bund\b|\band\b)\s*")
_BROKEN: Final = re.compile(r"#(?:REF!|NAME\?|VALUE!|WERT!|BEZUG!|N/A|NV|DIV/0!|NULL!|ZAHL!|NUM!)")
_GUARDED: Final = re.compile(r"'(?=\s*[=+\-@\t\r\n])")
TITLE_MAX: Final = 200
CELL_MAX: Final = 32_767
"""What a cell of a workbook can hold."""
UNCHANGED: Final = "…"
"""What our own export writes where a text is longer than a cell can be; read in again, it leaves the text alone."""


@dataclass(frozen=True, slots=True)
class Known:
    """What a workspace has, by the names people write (folded): channels, kinds of content, campaigns."""

    channels: Mapping[str, tuple[int, ...]]
    kinds: Mapping[str, str]
    campaigns: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One line: a post, a topic or an event. Roles without a column are None, empty cells ""."""

    row: int
    id: str
    title: str
    day: date | None
    ends: date | None
    time: tuple[int, int] | None
    text: str | None
    channels: tuple[int, ...] | None
    kind: str
    campaign: int | None
    lead: str
    goal: str | None
    audience: str | None
    notes: str | None
    place: str
    link: str


@dataclass(frozen=True, slots=True)
class ListRead:
    """What was read."""

    rows: tuple[ReadRow, ...] = ()
    faults: tuple[CellFault, ...] = ()
    leads: tuple[str, ...] = ()


def read_list(sheet: Sheet, layout: Layout, known: Known, *, year: int) -> ListRead:
    """Return the lines of a list; a day without a year is one of `year`."""
    faults: list[CellFault] = []
    rows: list[ReadRow] = []
    for number in range(layout.first, len(sheet.cells)):
        line = _Line(sheet, layout.columns, number, faults)
        if not any(text_of(cell) for cell in sheet.cells[number]):
            continue
        before = len(faults)
        row = _read(line, known, year)
        if row is not None and len(faults) == before:
            rows.append(row)
    return ListRead(tuple(rows), tuple(faults), tuple(dict.fromkeys(row.lead for row in rows if row.lead)))


@dataclass(frozen=True, slots=True)
class _Line:
    sheet: Sheet
    columns: Mapping[str, int]
    number: int
    faults: list[CellFault]

    def cell(self, role: str) -> Cell:
        column = self.columns.get(role)
        if column is None:
            return None
        if (self.number, column) in self.sheet.unsolved:
            self.wrong(role, "unsolved")
            return None
        return self.sheet.at(self.number, column)

    def one_line(self, role: str) -> str:
        text = _GUARDED.sub("", text_of(self.cell(role)), count=1)
        if _BROKEN.search(text):
            self.wrong(role, "broken", text)
            return ""
        return text

    def lines(self, role: str) -> str | None:
        if role not in self.columns:
            return None
        cell = self.cell(role)
        text = cell if isinstance(cell, str) else text_of(cell)
        if text == UNCHANGED:
            return None
        return _GUARDED.sub("", text, count=1).replace("\r\n", "\n").strip()

    def wrong(self, role: str, code: str, value: str = "", hint: str = "") -> None:
        self.faults.append(CellFault(self.number, self.columns[role], code, value, hint))


def _read(line: _Line, known: Known, year: int) -> ReadRow | None:
    title, text = line.one_line("title"), line.lines("text")
    day = _day(line, "day", year)
    if not title and not text:
        if line.one_line("day"):
            line.wrong("title" if "title" in line.columns else "day", "no_title")
        return None
    if len(title) > TITLE_MAX:
        line.wrong("title", "too_long", title)
    for role in ("goal", "audience", "place"):
        if len(line.one_line(role)) > TITLE_MAX:
            line.wrong(role, "too_long", line.one_line(role))
    ends = _day(line, "ends", day.year if day else year)
    if ends is not None and day is not None and ends < day:
        line.wrong("ends", "ends_before", line.one_line("ends"))
    return ReadRow(
        line.number, line.one_line("id"), title, day, ends, _time(line), text, _channels(line, known),
        _choice(line, "kind", known.kinds, "no_kind"), _campaign(line, known), line.one_line("lead"),
        line.lines("goal"), line.lines("audience"), line.lines("notes"), line.one_line("place"), line.one_line("link"),
    )  # fmt: skip


def _day(line: _Line, role: str, year: int) -> date | None:
    told = line.one_line(role)
    if not told:
        return None
    day = read_day(line.cell(role), year=year)
    if day is None:
        day = read_day(told, year=year)
    if day is None:
        line.wrong(role, "no_date", told)
    return day


def _time(line: _Line) -> tuple[int, int] | None:
    told = line.one_line("time")
    if told:
        found = read_time(line.cell("time"))
        if found is None:
            line.wrong("time", "no_time", told)
        return found
    moment = read_time(line.cell("day")) if hasattr(line.cell("day"), "hour") else None
    return moment if moment != (0, 0) else None


def _channels(line: _Line, known: Known) -> tuple[int, ...] | None:
    if "channels" not in line.columns:
        return None
    found: list[int] = []
    told = line.one_line("channels")
    parts = [part.strip() for part in told.split(";")]
    for name in parts if all(part.casefold() in known.channels for part in parts) else _AND.split(told):
        if not name or name in ("-", "–"):
            continue
        ids = known.channels.get(name.casefold().lstrip("@"), ())
        if len(ids) == 1:
            found.append(ids[0])
        elif ids:
            line.wrong("channels", "several_channels", name)
        else:
            line.wrong("channels", "no_channel", name, _near(name, known.channels))
    return tuple(dict.fromkeys(found))


def _choice(line: _Line, role: str, choices: Mapping[str, str], code: str) -> str:
    told = line.one_line(role)
    if not told:
        return ""
    found = choices.get(told.casefold())
    if found is None:
        line.wrong(role, code, told, _near(told, choices))
    return found or ""


def _campaign(line: _Line, known: Known) -> int | None:
    told = line.one_line("campaign")
    if told and told.casefold() not in known.campaigns:
        line.wrong("campaign", "no_campaign", told, _near(told, known.campaigns))
    return known.campaigns.get(told.casefold()) if told else None


def _near(told: str, choices: Mapping[str, object]) -> str:
    near = get_close_matches(told.casefold(), list(choices), 1, 0.7)
    return near[0] if near else ""


def keys_of(rows: Sequence[ReadRow]) -> list[str]:
    """Return what each line is known by from one time to the next: its number, else its title and how often it stood before."""
    seen: dict[str, int] = {}
    keys = []
    for row in rows:
        name = row.id or (row.title or row.text or "").casefold()
        seen[name] = seen.get(name, 0) + 1
        keys.append(f"id:{row.id.partition(':')[0]}" if row.id else f"{name}#{seen[name]}")
    return keys
