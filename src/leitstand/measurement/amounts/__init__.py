"""What is told of the amounts KPIs are made of: a fixed number of reads, however many KPIs, spans and posts.

Every source is read once, by day or by one dimension; days are added up into as many spans as are asked for. Of formulas with
several figures of posts only those posts count that tell all of them, so that a rate never divides what some tell by what
others tell.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from leitstand.house.spans import Span
from leitstand.measurement.amounts.cuts import (
    NOTHING,
    OUTSIDE_SLICE,
    POST_COLUMNS,
    Dimension,
    Key,
    Rows,
    Slice,
    together,
)
from leitstand.measurement.amounts.money import MONEY, money, money_of_parts
from leitstand.measurement.amounts.others import others, outside, zero_where_silent
from leitstand.measurement.amounts.pages import followers, followers_by_channel
from leitstand.measurement.amounts.posts import posts
from leitstand.measurement.core.kpi_files import catalogue
from leitstand.measurement.core.kpis import SILENT, Formula, Result, Told, compute


@dataclass(frozen=True, slots=True)
class Gathered:
    """What was read, by day; `of` adds up the days of one span for one formula."""

    days: Mapping[str, Rows]
    standing: Mapping[tuple[Span, str], Told]
    outside: frozenset[str]
    in_use: frozenset[str]

    def of(self, span: Span, formula: Formula) -> dict[str, Told]:
        """Return what is told of each amount of a formula in a span."""
        pair, told = _pair(formula), {}
        for name in formula.amounts:
            if name in self.outside:
                told[name] = OUTSIDE_SLICE
            elif (span, name) in self.standing:
                told[name] = self.standing[span, name]
            else:
                rows = self.days.get(pair if name in (*POST_COLUMNS, "posts") else "", {})
                added = together(
                    row[name] for day, row in rows.items() if name in row and span.first <= day <= span.last
                )
                told[name] = NOTHING if added.value is None and name in self.in_use else added
        return told

    def result(self, span: Span, formula: Formula) -> Result:
        """Work a formula out for a span."""
        return compute(formula, self.of(span, formula), catalogue().amounts)


def gather(cut: Slice, spans: Sequence[Span], formulas: Iterable[Formula]) -> Gathered:
    """Read what these formulas need over these spans: at most one read a source, and one for what is a standing."""
    wanted = list(formulas)
    names = frozenset(name for formula in wanted for name in formula.amounts)
    first, last = min(span.first for span in spans), max(span.last for span in spans)
    days: dict[str, Rows] = {}
    if names & {*POST_COLUMNS, "posts"}:
        days |= posts(cut, Span(first, last), {_pair(formula) for formula in wanted}, "day")
    days[""] = others(cut, Span(first, last), names, "day")
    standing = followers(cut, spans) if "followers" in names else {}
    if names & MONEY and not cut.is_of_posts:
        standing |= money(cut, spans)
    return Gathered(days, standing, outside(cut, names), zero_where_silent(cut, names))


def by_dimension(cut: Slice, span: Span, formula: Formula, dimension: Dimension) -> dict[Key, Result]:
    """Work a formula out for each channel, campaign, format … of a span; followers are those of the channels looked at."""
    pair = _pair(formula)
    found: Rows = defaultdict(dict)
    if formula.amounts & {*POST_COLUMNS, "posts"}:
        for key, row in posts(cut, span, {pair}, dimension)[pair].items():
            found[key] |= row
    names = formula.amounts - {*POST_COLUMNS, "posts", "followers"}
    if names:
        if dimension not in ("channel", "campaign"):
            return {}
        if names & MONEY:
            for key, row in money_of_parts(cut, span, dimension).items():
                found[key] |= row
        for key, row in others(cut, span, names, dimension).items():
            found[key] |= row
    if "followers" in formula.amounts:
        each = followers_by_channel(cut, [span])
        everybody = together(each.values())
        for key in set(found) | ({channel for _span, channel in each} if dimension == "channel" else set()):
            found[key]["followers"] = each.get((span, key), SILENT) if dimension == "channel" else everybody
    amounts = catalogue().amounts
    return {key: compute(formula, row, amounts) for key, row in found.items() if key is not None}


def _pair(formula: Formula) -> str:
    """Return the figures of posts a formula needs together, as one name."""
    return "+".join(sorted(formula.amounts & set(POST_COLUMNS)))


__all__ = ["POST_COLUMNS", "Dimension", "Gathered", "Slice", "by_dimension", "gather"]
