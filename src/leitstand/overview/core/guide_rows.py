"""The guide's rows: id, what it asks in our words and both languages, the place in the product that answers it."""

import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

MOST_LETTERS: Final = 110
ROW_ID: Final = re.compile(r"G(\d+(?:\.\d+)*)-(\d{2})")


@dataclass(frozen=True, slots=True)
class Words:
    """The same said in English and in German."""

    en: str
    de: str

    def speak(self, language: str) -> str:
        """Return the German words for every kind of German (`de`, `de-at` …), the English ones otherwise."""
        return self.de if language.split("-", maxsplit=1)[0] == "de" else self.en


@dataclass(frozen=True, slots=True)
class Row:
    """One row: `place` names where in the product it is answered, empty while it is not."""

    id: str
    asks: Words
    place: str = ""

    @property
    def section(self) -> str:
        """The section of the guide: G2.1-19 → 2.1."""
        return self.id.removeprefix("G").rsplit("-", 1)[0]


@dataclass(frozen=True, slots=True)
class Section:
    """A section with its rows, in the guide's order."""

    number: str
    title: Words
    rows: tuple[Row, ...]

    @property
    def chapter(self) -> str:
        """The chapter of the guide: 3.3.1 → 3."""
        return self.number.split(".")[0]

    @property
    def answered(self) -> int:
        """How many rows have a place in the product."""
        return sum(1 for row in self.rows if row.place)


def read(texts: Iterable[str]) -> tuple[Section, ...]:
    """Read the data files: `[sections]` number → {en, de}, `[rows]` id → {en, de, place}.

    Raises ValueError for whatever the page could not show honestly: a row of no section, a gap in the numbers, a
    language that is missing, a line too long to be one line.
    """
    titles: dict[str, Words] = {}
    rows: dict[str, Row] = {}
    for text in texts:
        data = tomllib.loads(text)
        for number, entry in data.get("sections", {}).items():
            if number in titles:
                raise ValueError(f"section {number} stands twice")
            titles[number] = _words(f"section {number}", entry)
        for key, entry in data.get("rows", {}).items():
            if key in rows:
                raise ValueError(f"{key} stands twice")
            rows[key] = _row(key, entry)
    stray = sorted({row.section for row in rows.values()} - titles.keys())
    if stray:
        raise ValueError(f"rows of unknown sections: {stray}")
    by_section: dict[str, list[Row]] = {number: [] for number in titles}
    for row in rows.values():
        by_section[row.section].append(row)
    return tuple(_section(number, titles[number], members) for number, members in by_section.items())


def narrow(
    sections: Iterable[Section], *, words: str = "", number: str = "", is_built: bool | None = None
) -> tuple[Section, ...]:
    """Keep the rows that hold every word (in either language, or in id and title), of one section or chapter, built or not."""
    wanted = words.casefold().split()
    found = []
    for section in sections:
        if number and number not in (section.number, section.chapter):
            continue
        title = f"{section.number} {section.title.en} {section.title.de}"
        rows = tuple(
            row
            for row in section.rows
            if (is_built is None or bool(row.place) == is_built)
            and _holds(f"{row.id} {row.asks.en} {row.asks.de} {title}", wanted)
        )
        if rows:
            found.append(replace(section, rows=rows))
    return tuple(found)


def _holds(text: str, wanted: Sequence[str]) -> bool:
    folded = text.casefold()
    return all(word in folded for word in wanted)


def _section(number: str, title: Words, rows: Sequence[Row]) -> Section:
    expected = [f"G{number}-{count:02}" for count in range(1, len(rows) + 1)]
    if not rows or [row.id for row in rows] != expected:
        raise ValueError(f"section {number} has gaps or is out of order")
    return Section(number, title, tuple(rows))


def _row(key: str, entry: Mapping[str, str]) -> Row:
    if not ROW_ID.fullmatch(key):
        raise ValueError(f"{key} is not the id of a row")
    stray = sorted(entry.keys() - {"en", "de", "place"})
    if stray:
        raise ValueError(f"{key} says what no row has: {stray}")
    asks = _words(key, entry)
    for line in (asks.en, asks.de):
        if len(line) > MOST_LETTERS:
            raise ValueError(f"{key} takes more than a line: {line}")
    return Row(key, asks, entry.get("place", ""))


def _words(key: str, entry: Mapping[str, str]) -> Words:
    words = Words(entry.get("en", "").strip(), entry.get("de", "").strip())
    if not (words.en and words.de):
        raise ValueError(f"{key} must say in both languages what it asks")
    return words
