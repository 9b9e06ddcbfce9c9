"""By when the source of a rule is read again. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.rules import SURE, Rule
from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Pace:
    """After how many days a source is read again, and why then."""

    days: int
    why: Words


@dataclass(frozen=True, slots=True)
class Source:
    """Something beside the rules that leans on a source: a calendar, a register, a network's terms."""

    id: str
    title: Words
    law: str
    source: str
    read_on: date
    sure: str
    retired_on: date | None = None


def paces_of(raw: Mapping[str, Table]) -> Mapping[str, Pace]:
    """Read the periods by how sure a rule is; raises ValueError where one is missing."""
    if set(raw) != set(SURE):
        raise ValueError(f"reread: wants {', '.join(SURE)}")
    return {sure: _pace(told, f"reread {sure}") for sure, told in raw.items()}


def _pace(raw: Table, name: str) -> Pace:
    tame.keys(raw, name, needed=frozenset({"days", "why"}), known=frozenset())
    days = raw["days"]
    if not isinstance(days, int) or isinstance(days, bool) or days <= 0:
        raise ValueError(f"{name}: days is a number of days")
    return Pace(days, words_of(raw["why"], name))


def reread_by(rule: Rule | Source, last: date | None, paces: Mapping[str, Pace]) -> date:
    """Return the day by which the source of a rule, or of something beside them, is read again, from the latest day somebody read it."""
    return max(rule.read_on, last or rule.read_on) + timedelta(days=paces[rule.sure].days)
