"""Reads of worksheets."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from leitstand.house.models import Workspace
from leitstand.strategy.core.sheet_files import sheets
from leitstand.strategy.core.sheets import Judgement, Sheet, judge
from leitstand.strategy.models import SheetAnswer


@dataclass(frozen=True, slots=True)
class SheetState:
    """A worksheet with its newest answers, judged as the rules stand today."""

    sheet: Sheet
    answer: SheetAnswer | None
    judgement: Judgement | None
    is_due: bool


def states(workspace: Workspace, *, today: date, subject: str = "") -> Sequence[SheetState]:
    """Return every worksheet with where it stands, in the order of the guide; one query."""
    current = {
        answer.sheet: answer
        for answer in SheetAnswer.objects.filter(workspace=workspace, subject=subject, is_current=True).select_related(
            "answered_by"
        )
    }
    return [_state(one, current.get(one.id), today) for one in sheets()]


def state_of(workspace: Workspace, whole: Sheet, *, today: date, subject: str = "") -> SheetState:
    """Return one worksheet with where it stands."""
    answer = (
        SheetAnswer.objects.filter(workspace=workspace, sheet=whole.id, subject=subject, is_current=True)
        .select_related("answered_by")
        .first()
    )
    return _state(whole, answer, today)


def history_of(workspace: Workspace, whole: Sheet, subject: str = "") -> Sequence[SheetAnswer]:
    """Return the answers of earlier days, newest first."""
    return list(
        SheetAnswer.objects.filter(
            workspace=workspace, sheet=whole.id, subject=subject, is_current=False
        ).select_related("answered_by")[:20]
    )


def _state(whole: Sheet, answer: SheetAnswer | None, today: date) -> SheetState:
    return SheetState(
        whole,
        answer,
        judge(whole, answer.answers) if answer else None,
        answer is not None and answer.review_on is not None and answer.review_on <= today,
    )
