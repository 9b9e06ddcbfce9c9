"""The record of processing and the dossier as data tells them. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of

WHOSE: Final = ("team", "outside")
_NEEDED: Final = frozenset({"id", "whose", "name", "people", "data", "purpose", "basis", "see", "tables"})
_KNOWN: Final = frozenset({"traces", "kept", "until", "from", "out"})


@dataclass(frozen=True, slots=True)
class Processing:
    """One row of the record: what is stored about whom, why, on what basis. `kept` names a period, `until` says when it ends."""

    id: str
    whose: str
    name: Words
    people: Words
    data: Words
    purpose: Words
    basis: str
    see: str
    tables: tuple[str, ...]
    traces: bool = False
    kept: str = ""
    until: Words | None = None
    origin: Words | None = None
    out: Words | None = None


@dataclass(frozen=True, slots=True)
class Register:
    """The whole record, with its source and the day it was read."""

    rows: tuple[Processing, ...]
    source: str
    read_on: date

    def of_table(self, label: str, whose: str) -> Processing | None:
        """Return the row a table belongs to, for the team or for people outside."""
        return next((row for row in self.rows if row.whose == whose and label in row.tables), None)

    def traces(self) -> Processing | None:
        """Return the row for whatever only names who of the team did something."""
        return next((row for row in self.rows if row.traces), None)


def register_of(raw: Table) -> Register:
    """Read the record; raises ValueError naming the row where one is not whole."""
    rows = tuple(_row(one) for one in tame.rows(raw["processing"], "processing"))
    if len({row.id for row in rows}) != len(rows):
        raise ValueError("processing: an id stands twice")
    return Register(rows, tame.text(raw["source"], "processing"), tame.day(raw["read_on"], "processing"))


def _row(raw: Table) -> Processing:
    name = f"processing {raw.get('id', '?')}"
    tame.keys(raw, name, needed=_NEEDED, known=_KNOWN)
    whose = tame.text(raw["whose"], name)
    if whose not in WHOSE:
        raise ValueError(f"{name}: whose is one of {', '.join(WHOSE)}")
    if "kept" not in raw and "until" not in raw:
        raise ValueError(f"{name}: wants a period (kept) or when it ends (until)")
    if whose == "outside" and "from" not in raw:
        raise ValueError(f"{name}: wants where it comes from (Art. 15 (1) (g))")
    title, people, data, purpose = (
        words_of(raw[key], f"{name} {key}") for key in ("name", "people", "data", "purpose")
    )
    return Processing(
        tame.text(raw["id"], name),
        whose,
        title,
        people,
        data,
        purpose,
        tame.text(raw["basis"], name),
        tame.text(raw["see"], name),
        tame.texts(raw["tables"], name),
        raw.get("traces") is True,
        tame.text(raw.get("kept", ""), name),
        _words(raw, "until", name),
        _words(raw, "from", name),
        _words(raw, "out", name),
    )


def _words(raw: Mapping[str, object], key: str, name: str) -> Words | None:
    return words_of(raw[key], f"{name} {key}") if key in raw else None


@dataclass(frozen=True, slots=True)
class Line:
    """One statement of the dossier, with the file that shows it. `possible` is for evaluations, `who` needs that permission."""

    what: Words
    shown_by: str
    possible: bool = False
    who: str = ""
    limit: Words | None = None
    goal: Words | None = None
    kept: str = ""
    until: Words | None = None


@dataclass(frozen=True, slots=True)
class Dossier:
    """What works council and data protection ask of the product."""

    evaluations: tuple[Line, ...]
    logs: tuple[Line, ...]
    measures: tuple[Line, ...]
    law: str
    source: str
    read_on: date


def dossier_of(raw: Table) -> Dossier:
    """Read the dossier; raises ValueError naming the line where one is not whole."""
    evaluations, logs, measures = (
        tuple(_line(one, f"dossier {kind} {place}") for place, one in enumerate(tame.rows(raw[kind], kind)))
        for kind in ("evaluation", "log", "measure")
    )
    law, source = tame.text(raw["law"], "dossier"), tame.text(raw["source"], "dossier")
    return Dossier(evaluations, logs, measures, law, source, tame.day(raw["read_on"], "dossier"))


def _line(raw: Table, name: str) -> Line:
    known = frozenset({"possible", "who", "limit", "goal", "kept", "until"})
    tame.keys(raw, name, needed=frozenset({"what", "shown_by"}), known=known)
    return Line(
        words_of(raw["what"], name),
        tame.text(raw["shown_by"], name),
        raw.get("possible") is True,
        tame.text(raw.get("who", ""), name),
        _words(raw, "limit", name),
        _words(raw, "goal", name),
        tame.text(raw.get("kept", ""), name),
        _words(raw, "until", name),
    )
