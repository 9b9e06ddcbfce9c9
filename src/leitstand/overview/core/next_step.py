"""The next best step: one thing to do now, with its reason; the first that applies."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class StepId(StrEnum):
    """What may be the best thing to do next, from the most urgent on."""

    RESUME_SENDING = "resume_sending"
    CONNECT_CHANNEL = "connect_channel"
    DECIDE_UNCLEAR = "decide_unclear"
    SIGN_IN_AGAIN = "sign_in_again"
    DECIDE_HELD = "decide_held"
    APPROVE = "approve"
    MEND = "mend"
    WRITE_TODAY = "write_today"
    FIRST_POST = "first_post"
    SUBMIT_SOON = "submit_soon"
    EASE_PLAN = "ease_plan"
    WAKE_ACCOUNT = "wake_account"
    DECIDE_IDEAS = "decide_ideas"
    PLACE_FILLERS = "place_fillers"
    FILL_GAP = "fill_gap"
    STOCK_UP = "stock_up"
    ENTER_FIGURES = "enter_figures"
    BEGIN_START = "begin_start"
    HURDLE = "hurdle"
    START_STEP = "start_step"
    SET_TARGET = "set_target"
    LOOK_AT_RESULTS = "look_at_results"


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies on a person's desk, as counts; `days_without_plan` counts working days from tomorrow on."""

    may_write: bool
    may_approve: bool
    may_decide: bool
    may_connect: bool
    may_type: bool
    is_stopped: bool
    channels: int
    channels_needing_sign_in: int
    posts_ever: int
    unclear: int
    held_or_refused: int
    to_approve: int
    to_mend: int
    unwritten_today: int
    unsubmitted_soon: int
    days_without_plan: int
    without_figures: int
    may_plan: bool = True
    fillers: int = 0
    stock_missing: int = 0
    ideas: int = 0
    hours_missing: int = 0
    silent_accounts: int = 0
    may_manage: bool = False
    goals_without_target: int = 0
    # "begin", "hurdle", "step" or "" for nothing left; and the id of the hurdle or step.
    start_kind: str = ""
    start_id: str = ""


@dataclass(frozen=True, slots=True)
class NextStep:
    """The step and the number its reason speaks of."""

    id: StepId
    count: int = 0
    about: str = ""


# A plan with this many empty working days ahead deserves an idea now.
GAP_DAYS: Final = 3


def next_step(desk: Desk) -> NextStep:
    """Return the one best step for this person; looking at the results is always left."""
    # The way of the start comes before the first post; a team that writes already meets it when nothing else waits.
    way: Sequence[tuple[bool, StepId, int]] = (
        (desk.start_kind == "begin" and desk.may_manage, StepId.BEGIN_START, 0),
        (desk.start_kind == "hurdle" and desk.may_plan, StepId.HURDLE, 0),
        (desk.start_kind == "step" and desk.may_plan, StepId.START_STEP, 0),
    )
    ladder: Sequence[tuple[bool, StepId, int]] = (
        (desk.is_stopped and desk.may_decide, StepId.RESUME_SENDING, 0),
        (not desk.channels and desk.may_connect, StepId.CONNECT_CHANNEL, 0),
        (bool(desk.unclear) and desk.may_decide, StepId.DECIDE_UNCLEAR, desk.unclear),
        (bool(desk.channels_needing_sign_in) and desk.may_connect, StepId.SIGN_IN_AGAIN, desk.channels_needing_sign_in),
        (bool(desk.held_or_refused) and desk.may_decide, StepId.DECIDE_HELD, desk.held_or_refused),
        (bool(desk.to_approve) and desk.may_approve, StepId.APPROVE, desk.to_approve),
        (bool(desk.to_mend) and desk.may_write, StepId.MEND, desk.to_mend),
        (bool(desk.unwritten_today) and desk.may_write, StepId.WRITE_TODAY, desk.unwritten_today),
        *(way if not desk.posts_ever else ()),
        (not desk.posts_ever and desk.may_write, StepId.FIRST_POST, 0),
        (bool(desk.unsubmitted_soon) and desk.may_write, StepId.SUBMIT_SOON, desk.unsubmitted_soon),
        (bool(desk.hours_missing) and desk.may_plan, StepId.EASE_PLAN, desk.hours_missing),
        (bool(desk.silent_accounts) and desk.may_plan, StepId.WAKE_ACCOUNT, desk.silent_accounts),
        (
            desk.days_without_plan >= GAP_DAYS and bool(desk.fillers) and desk.may_plan,
            StepId.PLACE_FILLERS,
            desk.fillers,
        ),
        (desk.days_without_plan >= GAP_DAYS and desk.may_plan, StepId.FILL_GAP, desk.days_without_plan),
        (bool(desk.ideas) and desk.may_plan, StepId.DECIDE_IDEAS, desk.ideas),
        (bool(desk.stock_missing) and desk.may_plan, StepId.STOCK_UP, desk.stock_missing),
        (bool(desk.without_figures) and desk.may_type, StepId.ENTER_FIGURES, desk.without_figures),
        (bool(desk.goals_without_target) and desk.may_plan, StepId.SET_TARGET, desk.goals_without_target),
        *way,
    )
    step, count = next(((step, count) for applies, step, count in ladder if applies), (StepId.LOOK_AT_RESULTS, 0))
    return NextStep(step, count, desk.start_id if step in (StepId.HURDLE, StepId.START_STEP) else "")
