"""Whether a tool is worth its money: what of it is used, who can run it, where data is stranded, whether there is time. Pure.

The questions are the guide's (2.2 and 4.5); the thresholds are our own and stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, Literal

# Below this share of its functions a tool is used to a fraction only.
FRACTION: Final = 0.4
# So many tools whose data stays in them make a patchwork.
PATCHWORK: Final = 3
CENT: Final = Decimal("0.01")
Verdict = Literal["keep", "find_time", "train", "smaller", "connect", "drop", "unknown"]


@dataclass(frozen=True, slots=True)
class Tool:
    """What is known of a tool. Money and saved hours by the month, hours needed and available by the week; None is not known."""

    name: str
    cost: Decimal
    users: int
    able: int
    functions: int
    used: int
    connections: int
    silos: int
    hours_saved: Decimal | None = None
    hours_needed: Decimal | None = None
    hours_available: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Use:
    """A tool in the report; `worth` is what it saves in euro less its cost, None where hours or rate are not known."""

    share: int | None
    cost_per_user: Decimal | None
    worth: Decimal | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What was found, by id, and what follows."""

    findings: tuple[str, ...]
    verdict: Verdict


def use_of(tool: Tool, *, rate: Decimal | None) -> Use:
    """Reckon a tool's line in the report."""
    worth = None if tool.hours_saved is None or rate is None else _cent(tool.hours_saved * rate - tool.cost)
    return Use(
        round(100 * tool.used / tool.functions) if tool.functions else None,
        _cent(tool.cost / tool.users) if tool.users else None,
        worth,
    )


def judge(tool: Tool, *, rate: Decimal | None = None) -> Judgement:
    """Judge one tool; the verdict follows the gravest finding."""
    use = use_of(tool, rate=rate)
    found = [
        ("no_time", _lacks_time(tool)),
        ("loses_money", use.worth is not None and use.worth < 0),
        ("nobody_able", tool.able == 0),
        ("one_able", tool.able == 1),
        ("fraction", bool(tool.functions) and tool.used < FRACTION * tool.functions),
        ("silo", tool.silos > 0),
        ("unconnected", tool.connections == 0),
        ("functions_unknown", not tool.functions),
        ("time_unknown", tool.hours_needed is None or tool.hours_available is None),
    ]
    findings = tuple(name for name, holds in found if holds)
    return Judgement(findings, _verdict(findings, tool))


def is_patchwork(tools: Sequence[Tool]) -> bool:
    """Whether so many tools keep data to themselves that looking things together becomes work of its own."""
    return sum(1 for tool in tools if tool.silos > 0) >= PATCHWORK


def _lacks_time(tool: Tool) -> bool:
    if tool.hours_needed is None or tool.hours_available is None:
        return False
    return tool.hours_available < tool.hours_needed


def _verdict(findings: Sequence[str], tool: Tool) -> Verdict:
    if "fraction" in findings and "loses_money" in findings:
        return "drop"
    if "no_time" in findings:
        return "find_time"
    if "nobody_able" in findings:
        return "train"
    if "functions_unknown" in findings or "time_unknown" in findings:
        return "unknown"
    if ("fraction" in findings and tool.cost) or "loses_money" in findings:
        return "smaller"
    if "one_able" in findings:
        return "train"
    return "connect" if "silo" in findings else "keep"


def _cent(number: Decimal) -> Decimal:
    return number.quantize(CENT, ROUND_HALF_UP)
