"""Read an export of lead forms: name, company and address of whoever filled one in, and nothing else of it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from leitstand.advertising.core import data_files as read
from leitstand.advertising.core.columns import plain
from leitstand.kernel.sheets import Sheet, text_of

DEEPEST: Final = 20
# What an ads manager puts into a lead it made up to try the form.
_TRIAL: Final = "test lead"


@dataclass(frozen=True, slots=True)
class FormLead:
    """Who filled a form in; "" is not told."""

    name: str
    organisation: str
    email: str
    form: str


@dataclass(frozen=True, slots=True)
class FormLeads:
    """The leads of an export; `empty` rows named nobody, `trials` were made up by the ads manager."""

    leads: tuple[FormLead, ...]
    empty: int
    trials: int


class NoForms(ValueError):
    """No line of the table names a column for people and their addresses."""


@cache
def names() -> Mapping[str, str]:
    """Return which column a header names."""
    told = read.one(read.load("columns"), "lead_form")
    return {plain(header): column for column in told for header in read.texts(told, column)}


def read_forms(sheet: Sheet) -> FormLeads:
    """Read a sheet; raises NoForms."""
    top, columns = _header(sheet)
    found: dict[tuple[str, str], FormLead] = {}
    empty = trials = 0
    for row in range(top + 1, len(sheet.cells)):
        said = {name: text_of(sheet.at(row, at)) for name, at in columns.items()}
        if not any(said.values()):
            continue
        if any(_TRIAL in value.casefold() for value in said.values()):
            trials += 1
            continue
        # Some exports set a letter before what is a number to them: p:+49…, e-mail stays as it is.
        name = said.get("name") or " ".join(filter(None, (said.get("first_name"), said.get("last_name"))))
        email = said.get("email", "")
        if not email and not name:
            empty += 1
            continue
        lead = FormLead(name or email.partition("@")[0], said.get("organisation", ""), email, said.get("form", ""))
        # The same person twice in one file is one person.
        found.setdefault((email.casefold(), "" if email else name.casefold()), lead)
    return FormLeads(tuple(found.values()), empty, trials)


def _header(sheet: Sheet) -> tuple[int, dict[str, int]]:
    for row, cells in enumerate(sheet.cells[:DEEPEST]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(cells):
            which = names().get(plain(text_of(cell)))
            if which is not None:
                columns.setdefault(which, at)
        if "email" in columns and {"name", "first_name", "last_name"} & set(columns):
            return row, columns
    raise NoForms
