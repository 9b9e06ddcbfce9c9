"""Reads kpis/*.toml, strictly: what is counted, and the KPIs made of it. Pure."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Final, cast

from leitstand.kernel.words import Words, words_of
from leitstand.measurement.core.kpis import (
    STAGES,
    Amount,
    Direction,
    Example,
    Formula,
    Kpi,
    Level,
    OverTime,
    Term,
    Unit,
    Variant,
)

Raw = Mapping[str, object]

SOURCES: Final = ("posts", "pages", "listening", "leads", "inbox", "money", "adverts", "links", "typed")
UNITS: Final = ("count", "percent", "euro", "factor", "points")
SETS: Final = ("branding", "engagement", "roi", "marketing", "next_step")
DEPARTMENTS: Final = ("communication", "marketing", "hr", "sales", "service", "management")
_AMOUNT: Final = {"id", "from", "name", "what", "unit", "over_time", "people", "estimated", "typed"}
_FORMULA: Final = {"over", "under", "times"}
_KPI: Final = _FORMULA | {
    "id", "guide", "unit", "direction", "level", "stage", "sets", "departments", "goals", "name", "what", "caution",
    "variant", "example",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All amounts and KPIs by their ids, in the order of the files."""

    amounts: Mapping[str, Amount]
    kpis: Mapping[str, Kpi]

    def of_set(self, name: str) -> tuple[Kpi, ...]:
        """Return the KPIs of one of the guide's lists."""
        return tuple(one for one in self.kpis.values() if name in one.sets)

    def of_department(self, name: str) -> tuple[Kpi, ...]:
        """Return what a department asks for."""
        return tuple(one for one in self.kpis.values() if name in one.departments)


@cache
def catalogue() -> Catalogue:
    """Return the catalogue of this installation; raises ValueError for a file that is not whole."""
    folder = files("leitstand.measurement").joinpath("kpis")
    told = [
        tomllib.loads(folder.joinpath(name).read_text(encoding="utf-8")) for name in ("amounts.toml", "catalogue.toml")
    ]
    return read(*told)


def read(amounts: Raw, kpis: Raw) -> Catalogue:
    """Tame what the files say; raises ValueError naming the place where they are not whole."""
    counted: dict[str, Amount] = {}
    for raw in _list(amounts, "amount"):
        amount = _amount(raw)
        if amount.id in counted:
            raise ValueError(f"amount {amount.id}: stands there twice")
        counted[amount.id] = amount
    found: dict[str, Kpi] = {}
    for raw in _list(kpis, "kpi"):
        kpi = _kpi(raw, counted)
        if kpi.id in found:
            raise ValueError(f"kpi {kpi.id}: stands there twice")
        found[kpi.id] = kpi
    return Catalogue(counted, found)


def _amount(raw: Raw) -> Amount:
    where = f"amount {raw.get('id')}"
    _only(raw, _AMOUNT, where)
    source, unit, over_time = str(raw.get("from")), str(raw.get("unit", "count")), str(raw.get("over_time", "sum"))
    if source not in SOURCES or unit not in UNITS or over_time not in ("sum", "last"):
        raise ValueError(f"{where}: from, unit or over_time is unknown")
    flags = [raw.get(name, False) is True for name in ("people", "estimated", "typed")]
    what = words_of(raw["what"], where) if "what" in raw else None
    name = words_of(raw.get("name"), where)
    return Amount(str(raw["id"]), source, name, what, cast("Unit", unit), cast("OverTime", over_time), *flags)


def _kpi(raw: Raw, amounts: Mapping[str, Amount]) -> Kpi:
    where = f"kpi {raw.get('id')}"
    _only(raw, _KPI, where)
    unit, direction, level, stage = (str(raw.get(name)) for name in ("unit", "direction", "level", "stage"))
    sets, departments, goals, guide = (_texts(raw, name) for name in ("sets", "departments", "goals", "guide"))
    if unit not in UNITS or direction not in ("up", "down", "") or level not in ("high", "low") or stage not in STAGES:
        raise ValueError(f"{where}: unit, direction, level or stage is unknown")
    if set(sets) - set(SETS) or set(departments) - set(DEPARTMENTS) or not departments or not goals or not guide:
        raise ValueError(f"{where}: sets, departments, goals or guide make no sense")
    usual = Variant("", None, _formula(raw, amounts, where))
    others = tuple(
        Variant(str(one["id"]), words_of(one.get("name"), where), _formula(one, amounts, where))
        for one in _list(raw, "variant")
    )
    examples = tuple(_example(one, usual.formula, where) for one in _list(raw, "example"))
    if not examples or len({one.id for one in others}) != len(others):
        raise ValueError(f"{where}: wants an example, and each variant once")
    return Kpi(
        id=str(raw["id"]),
        name=words_of(raw.get("name"), where),
        what=words_of(raw.get("what"), where),
        caution=_words(raw, "caution", where),
        unit=cast("Unit", unit),
        direction=cast("Direction", direction),
        level=cast("Level", level),
        stage=stage,
        sets=sets,
        departments=departments,
        goals=goals,
        guide=guide,
        variants=(usual, *others),
        examples=examples,
    )


def _formula(raw: Raw, amounts: Mapping[str, Amount], where: str) -> Formula:
    over, under = _terms(raw, "over"), _terms(raw, "under")
    if not over or {term.amount for term in (*over, *under)} - set(amounts):
        raise ValueError(f"{where}: made of nothing, or of what nobody counts")
    return Formula(over, under, _number(raw.get("times", 1), where))


def _terms(raw: Raw, name: str) -> tuple[Term, ...]:
    return tuple(Term(one.removeprefix("-"), one.startswith("-")) for one in _texts(raw, name))


def _example(raw: Raw, formula: Formula, where: str) -> Example:
    told = {name: _number(value, where) for name, value in cast("Raw", raw.get("told", {})).items()}
    if set(told) != formula.amounts or not raw.get("source"):
        raise ValueError(f"{where}: an example tells every amount of the formula, and who says so")
    result = _number(raw["result"], where) if "result" in raw else None
    return Example(told, result, str(raw["source"]))


def _number(value: object, where: str) -> Decimal:
    try:
        return Decimal(str(value))
    except InvalidOperation as wrong:
        raise ValueError(f"{where}: “{value}” is no number") from wrong


def _words(raw: Raw, name: str, where: str) -> Words | None:
    return words_of(raw[name], where) if name in raw else None


def _texts(raw: Raw, name: str) -> tuple[str, ...]:
    return tuple(str(one) for one in cast("Sequence[object]", raw.get(name, ())))


def _only(raw: Raw, names: set[str], where: str) -> None:
    if unknown := set(raw) - names:
        raise ValueError(f"{where}: nobody reads {', '.join(sorted(unknown))}")


def _list(raw: Raw, name: str) -> Sequence[Raw]:
    return cast("Sequence[Raw]", raw.get(name, ()))
