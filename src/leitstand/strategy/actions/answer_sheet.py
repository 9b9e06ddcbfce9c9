"""Answer a worksheet: the newest answers are judged and kept, the older ones stay as history."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.core.sheet_files import sheet
from leitstand.strategy.core.sheets import due, judge, tame
from leitstand.strategy.models import SheetAnswer

_WRONG: Final[dict[str, "str | Promise"]] = {
    "unknown": gettext_lazy("This worksheet has no such question."),
    "required": gettext_lazy("Please answer this."),
    "number": gettext_lazy("Please enter a number."),
    "least": gettext_lazy("This number is too small."),
    "most": gettext_lazy("This number is too large."),
    "choice": gettext_lazy("Please choose one of the answers."),
    "date": gettext_lazy("Please enter a day."),
}


@transaction.atomic
def answer_sheet(
    actor: Actor, *, name: str, answers: Mapping[str, object], now: datetime, subject: str = ""
) -> SheetAnswer:
    """Judge and keep the answers; raises Invalid with a sentence for each question that was answered wrong."""
    actor.require(Permission.PLAN)
    whole = sheet(name)
    if whole is None:
        raise Invalid({"sheet": _("There is no such worksheet.")})
    right, wrong = tame(whole, answers)
    if wrong:
        raise Invalid({problem.question: str(_WRONG[problem.code]) for problem in wrong})
    judgement = judge(whole, right)
    SheetAnswer.objects.filter(
        workspace=actor.workspace, sheet=name, subject=subject, is_current=True
    ).select_for_update().update(is_current=False)
    kept = SheetAnswer.objects.create(
        workspace=actor.workspace,
        sheet=name,
        subject=subject,
        answers=right,
        findings=[finding.id for finding in judgement.findings],
        verdict=judgement.verdict.id if judgement.verdict else "",
        answered_by=actor.person,
        answered_at=now,
        review_on=due(now.date(), whole.review_months),
    )
    audit.record(actor, "strategy.answer_sheet", kept, now=now, details={"decision": kept.verdict})
    return kept
