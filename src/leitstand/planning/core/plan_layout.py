"""Where a company's own plan keeps what: found by what its headings say, and corrected by the person who knows it. Pure.

Two layouts are known. *months*: projects and tracks one beneath the other, months beside each other (guide 2.2, figure 9).
*list*: one line for each post or event, its facts in columns with headings.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from leitstand.kernel.sheets import Cell, Sheet, spread, text_of
from leitstand.planning.core.day_words import Month, nearest_month, read_month

Kind = Literal["months", "list"]
LOOKED_AT: Final = 25
"""A heading stands in one of the first lines."""

# What a column is about: the words people head it with.
OF_MONTHS: Final[Mapping[str, tuple[str, ...]]] = {
    "project": ("projekt", "projekte", "project", "projects", "thema", "themen", "maßnahme", "maßnahmen", "vorhaben"),
    "track": ("spur", "track", "kanal", "kanäle", "bereich", "instrument", "medium", "kategorie"),
    "what": ("beschreibung", "description", "inhalt", "was", "aufgabe", "details"),
    "lead": ("lead", "verantwortlich", "verantwortliche", "zuständig", "wer", "owner", "leitung"),
    "starts": ("beginn", "von", "start", "first day", "erster tag"),
    "ends": ("ende", "bis", "end", "last day", "letzter tag"),
    "place": ("ort", "place", "location", "halle"),
}
OF_LISTS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("nummer in leitstand", "number in leitstand"),
    "title": (
        "titel", "title", "thema", "pressethema", "überschrift", "betreff", "was", "post", "beitrag", "idee", "name",
        "veranstaltung", "event", "messe", "anlass", "headline",
    ),
    "day": ("datum", "date", "termin", "tag", "am", "day", "von", "beginn", "start", "veröffentlichung", "erscheint", "startdatum"),
    "ends": ("bis", "ende", "end", "enddatum", "ends", "letzter tag", "last day"),
    "time": ("uhrzeit", "zeit", "time", "um"),
    "text": ("text", "beitragstext", "posttext", "copy", "caption"),
    "channels": ("kanal", "kanäle", "netzwerk", "netzwerke", "plattform", "plattformen", "channel", "channels", "wo"),
    "kind": ("format", "art", "inhalt", "inhaltsart", "content", "typ", "type"),
    "campaign": ("kampagne", "campaign"),
    "lead": ("verantwortlich", "verantwortliche", "zuständig", "wer", "lead", "owner", "redaktion"),
    "goal": ("ziel", "goal", "zweck"),
    "audience": ("zielgruppe", "audience", "for whom", "für wen", "leserschaft"),
    "notes": ("notiz", "notizen", "bemerkung", "bemerkungen", "kommentar", "notes", "beschreibung", "description"),
    "place": ("ort", "place", "location", "halle"),
    "link": ("link", "url", "adresse", "website", "webseite"),
}  # fmt: skip
_YEAR: Final = re.compile(r"\b(20\d\d)\b")


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong at one cell: `value` is what stands there, `hint` what may be meant. Places count from 0."""

    row: int
    column: int
    code: str
    value: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Layout:
    """Where what stands; rows and columns from 0. `months` gives the first day of the month for each of their columns."""

    kind: Kind
    head: int
    first: int
    columns: Mapping[str, int]
    months: Mapping[int, date] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return what can be kept."""
        return {
            "kind": self.kind,
            "head": self.head,
            "first": self.first,
            "columns": dict(self.columns),
            "months": {str(column): month.isoformat() for column, month in self.months.items()},
        }


@dataclass(frozen=True, slots=True)
class Guess:
    """A layout that was found; None where the sheet looks like neither. `faults` are headings that nearly say something."""

    layout: Layout | None
    faults: tuple[CellFault, ...] = ()


def guess(sheet: Sheet, *, year: int) -> Guess:
    """Find out where a sheet keeps what; `year` is that of the first month where none is said."""
    head = _head_of_months(sheet)
    if head is not None:
        return _months(sheet, head, year)
    found = _head_of_list(sheet)
    if found is None:
        return Guess(None)
    row, columns = found
    return Guess(Layout("list", row, row + 1, columns))


def layout_at(sheet: Sheet, kind: Kind, head: int, columns: Mapping[str, int], *, year: int) -> Guess:
    """Return the layout that a person corrected: the line of the headings, and the columns by what they are about."""
    if kind == "list":
        return Guess(Layout("list", head, head + 1, dict(columns)))
    found = _months(sheet, head, year)
    if found.layout is None:
        return found
    kept = found.layout
    first = max(kept.first, head + 1)
    return Guess(Layout("months", head, first, dict(columns), kept.months), found.faults)


def shape_of(sheet: Sheet, layout: Layout) -> str:
    """Return what tells files of one kind from others: the headings and what they are about, never the months or lines."""
    told = [sheet.name, layout.kind]
    told += [f"{role}={_heading(sheet, layout, column)}" for role, column in sorted(layout.columns.items())]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


def _heading(sheet: Sheet, layout: Layout, column: int) -> str:
    rows = range(max(0, layout.head - 2), layout.first)
    return " ".join(word for row in rows if (word := _word(sheet.at(row, column))))


def _word(cell: Cell) -> str:
    return text_of(cell).casefold().strip(" :*#.")


def _head_of_months(sheet: Sheet) -> int | None:
    best, most = None, 1
    for row in range(min(LOOKED_AT, len(sheet.cells))):
        cells = [sheet.at(row, column) for column in range(sheet.width)]
        found = {month for cell in cells if (month := _named(cell))}
        near = [cell for cell in cells if found and not _named(cell) and nearest_month(cell)]  # mistyped ones count too
        count = len(found) + len(near)
        if count > most:
            best, most = row, count
    return best


def _named(cell: Cell) -> Month | None:
    """A month as a heading; a date heads a month only on its first day, else it is one of a list's dates."""
    if isinstance(cell, date) and cell.day != 1:
        return None
    return read_month(cell)


def _months(sheet: Sheet, head: int, year: int) -> Guess:
    found: dict[int, date] = {}
    faults: list[CellFault] = []
    named = [column for column in range(sheet.width) if _named(sheet.at(head, column))]
    if not named:
        return Guess(None)
    current, last = _year_above(sheet, head, named[0]) or year, 0
    for column in range(named[0], sheet.width):
        cell = sheet.at(head, column)
        month = _named(cell)
        if month is None:
            if text_of(cell) and (hint := nearest_month(cell)):
                faults.append(CellFault(head, column, "no_month", text_of(cell), hint.capitalize()))
            continue
        said = month.year or _year_above(sheet, head, column)
        current = said or (current + 1 if month.number < last else current)
        last = month.number
        found[column] = date(current, month.number, 1)
    columns = _roles(sheet, head, named[0])
    below = max((row for row in (head, head + 1) if _is_heading_row(sheet, row, named[0])), default=head)
    return Guess(Layout("months", head, below + 1, columns, found), tuple(faults))


def _year_above(sheet: Sheet, head: int, column: int) -> int | None:
    """Return the year that stands over a month, in a joined cell too."""
    joined = spread(sheet)
    for row in range(head - 1, max(-1, head - 4), -1):
        at = joined.get((row, column), (row, column))
        if found := _YEAR.search(text_of(sheet.at(*at))):
            return int(found[1])
    return None


def _roles(sheet: Sheet, head: int, before: int) -> dict[str, int]:
    found: dict[str, int] = {}
    for row in (head, head - 1, head + 1):
        for column in range(before):
            role = _role(_word(sheet.at(row, column)), OF_MONTHS)
            if role and role not in found and column not in found.values():
                found[role] = column
    if "project" not in found:
        taken = set(found.values())
        found["project"] = next((column for column in range(before) if column not in taken), 0)
    return found


def _is_heading_row(sheet: Sheet, row: int, before: int) -> bool:
    return any(_role(_word(sheet.at(row, column)), OF_MONTHS) for column in range(before))


def _role(word: str, roles: Mapping[str, tuple[str, ...]]) -> str:
    return next((role for role, words in roles.items() if word in words), "") if word else ""


def _head_of_list(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    best: tuple[int, dict[str, int]] | None = None
    for row in range(min(LOOKED_AT, len(sheet.cells))):
        found: dict[str, int] = {}
        for column in range(len(sheet.cells[row])):
            role = _role(_word(sheet.at(row, column)), OF_LISTS)
            if role and role not in found:
                found[role] = column
        says_what = {"title", "text", "day"} & found.keys()
        if says_what and len(found) > 1 and (best is None or len(found) > len(best[1])):
            best = row, found
    return best
