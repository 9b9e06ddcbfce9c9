"""The nine steps of a campaign (guide 2.4) and their gates: which are open, which step can be passed. Pure.

The steps lie in campaign_steps.toml: questions, and findings over answers and reckoned facts. A finding of level "gap"
shuts the gate; its `do` says what opens it. "warn" is shown and shuts nothing.
"""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from leitstand.kernel.words import Words, words_of
from leitstand.strategy.core.conditions import Answer, Answers
from leitstand.strategy.core.sheet_files import sheet_from
from leitstand.strategy.core.sheets import Finding, Sheet, judge

# What the house reckons itself and a condition may ask for, by step.
FACTS: Final[Mapping[str, frozenset[str]]] = {
    "market": frozenset({"needed_hours", "channels"}),
    "position": frozenset({"rivals", "unrated", "ahead"}),
    "groups": frozenset({"groups", "without_content"}),
    "goal": frozenset({"before_start"}),
    "start": frozenset({"look_age", "ready_posts", "fillers", "filler_minimum", "without_content", "gaps"}),
    "feedback": frozenset({"is_launched", "count_age"}),
    "benchmark": frozenset({"is_launched", "reviews"}),
    "steer": frozenset({"is_launched", "is_alarmed", "has_lead"}),
    "present": frozenset({"gaps", "fillers"}),
}
# Up to and with this one everything must be settled before the campaign goes out.
LAUNCH: Final = "start"


@dataclass(frozen=True, slots=True)
class Effort:
    """The figures the hours of a campaign are reckoned with: our own estimates, see campaign_steps.toml."""

    minutes_a_comment: float
    share_a_channel: float
    control_hours: float
    group_limit: int
    max_gap_days: int
    look_days: int
    voices_minimum: int
    negative_alarm: float
    rival_alarm: float
    note: Words


@dataclass(frozen=True, slots=True)
class Progress:
    """What is kept of one step. `waived_by` names who opened a shut gate."""

    answers: Answers
    has_responsible: bool = False
    evidence: str = ""
    is_passed: bool = False
    is_waived: bool = False


@dataclass(frozen=True, slots=True)
class StepState:
    """Where one step stands. `is_reached`: everything before it is settled.

    `is_behind`: the campaign is out, so that what had to be settled before counts as settled; a look at trends may age.
    """

    number: int
    step: Sheet
    progress: Progress
    findings: tuple[Finding, ...]
    lacks: tuple[str, ...]
    is_reached: bool
    is_behind: bool = False

    @property
    def shut(self) -> tuple[Finding, ...]:
        """What shuts the gate."""
        return tuple(found for found in self.findings if found.level == "gap")

    @property
    def is_open(self) -> bool:
        """Whether the gate is open: nothing found, somebody responsible, evidence written down."""
        return not self.shut and not self.lacks

    @property
    def is_settled(self) -> bool:
        """Whether the campaign is through; a step that was passed and whose gate fell shut since is not."""
        return self.is_behind or self.progress.is_waived or (self.progress.is_passed and self.is_open)

    @property
    def can_pass(self) -> bool:
        """Whether it can be passed now."""
        return self.is_reached and self.is_open and not self.is_settled


@cache
def _read() -> tuple[tuple[Sheet, ...], Effort]:
    raw = tomllib.loads(files("leitstand.planning").joinpath("campaign_steps.toml").read_text(encoding="utf-8"))
    steps = []
    for part in cast("Sequence[Mapping[str, object]]", raw["step"]):
        name = str(part["id"])
        rest = {key: value for key, value in part.items() if key != "id"}
        steps.append(sheet_from(name, rest, also=FACTS[name], where="campaign_steps.toml"))
    if [step.id for step in steps] != list(FACTS):
        raise ValueError("campaign_steps.toml: the nine steps stand in the order of the guide")
    told = cast("Mapping[str, object]", raw["effort"])
    numbers = {key: value for key, value in told.items() if key not in ("note", "source", "as_of")}
    return tuple(steps), Effort(**numbers, note=words_of(told["note"], "effort"))  # type: ignore[arg-type]  # the dataclass refuses what it does not know


def steps() -> tuple[Sheet, ...]:
    """Return the nine steps; raises ValueError for a file that is not whole."""
    return _read()[0]


def effort() -> Effort:
    """Return the figures the house reckons with."""
    return _read()[1]


def step_called(name: str) -> Sheet | None:
    """Return one step; None where there is none of this name."""
    return next((one for one in steps() if one.id == name), None)


def states_of(
    progress: Mapping[str, Progress], facts: Mapping[str, Mapping[str, Answer]], *, is_launched: bool = False
) -> tuple[StepState, ...]:
    """Judge all steps: answers and reckoned facts together, in the order of the guide."""
    found: list[StepState] = []
    is_reached, is_behind = True, is_launched
    for number, step in enumerate(steps(), 1):
        kept = progress.get(step.id, Progress({}))
        judgement = judge(step, {**kept.answers, **facts.get(step.id, {})})
        lacks = tuple(
            name
            for name, is_there in (("responsible", kept.has_responsible), ("evidence", bool(kept.evidence.strip())))
            if not is_there
        )
        state = StepState(number, step, kept, judgement.findings, lacks, is_reached, is_behind)
        found.append(state)
        is_behind = is_behind and step.id != LAUNCH
        is_reached = is_reached and state.is_settled
    return tuple(found)


def launch_blocked(states: Sequence[StepState]) -> StepState | None:
    """Return the first step that keeps the campaign from going out; None where nothing does."""
    for state in states:
        if not state.is_settled:
            return state
        if state.step.id == LAUNCH:
            return None
    return None
