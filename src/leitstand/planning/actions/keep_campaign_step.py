"""Keep what was answered in one of a campaign's nine steps."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.changes import is_member
from leitstand.planning.core.campaign_gates import step_called
from leitstand.planning.models import COMPARED, CampaignPlan, CampaignRival, CampaignStep
from leitstand.strategy.core.sheets import tame
from leitstand.strategy.models import TargetGroup

RIVALS_MOST: Final = 12
_WRONG: Final[dict[str, "str | Promise"]] = {
    "unknown": gettext_lazy("This step has no such question."),
    "required": gettext_lazy("Please answer this."),
    "number": gettext_lazy("Please enter a number."),
    "least": gettext_lazy("This number is too small."),
    "most": gettext_lazy("This number is too large."),
    "choice": gettext_lazy("Please choose one of the answers."),
    "date": gettext_lazy("Please enter a day."),
}


class Rival(TypedDict):
    """A competitor as it is compared."""

    name: str
    value: str
    acceptance: str
    note: str


class StepFields(TypedDict):
    """What is kept of a step; `groups` count in the third, `rivals` in the second (None: left as they are)."""

    answers: Mapping[str, object]
    evidence: str
    responsible_id: int | None
    groups: Sequence[int] | None
    rivals: Sequence[Rival] | None


@transaction.atomic
def keep_campaign_step(
    actor: Actor, plan: CampaignPlan, step: str, fields: StepFields, *, now: datetime
) -> CampaignStep:
    """Keep the answers, whose they are and what proves them; raises Invalid at the question that was answered wrong."""
    actor.require(Permission.PLAN)
    actor.own(plan)
    whole = step_called(step)
    if whole is None:
        raise Foreign(step)
    right, wrong = tame(whole, fields["answers"])
    errors = {problem.question: str(_WRONG[problem.code]) for problem in wrong}
    if fields["responsible_id"] is not None and not is_member(actor.workspace, fields["responsible_id"]):
        errors["responsible"] = _("This person is no longer a member.")
    rivals = [one for one in fields["rivals"] or () if one["name"].split()]
    errors |= _wrong_rivals(rivals)
    if errors:
        raise Invalid(errors)
    row, _is_new = CampaignStep.objects.select_for_update().get_or_create(
        plan=plan, step=step, defaults={"workspace": actor.workspace}
    )
    row.answers, row.evidence, row.responsible_id = right, fields["evidence"].strip(), fields["responsible_id"]
    row.save()
    if fields["groups"] is not None:
        plan.groups.set(TargetGroup.objects.filter(workspace=actor.workspace, pk__in=fields["groups"], ended_at=None))
    if fields["rivals"] is not None:
        plan.rivals.all().delete()
        CampaignRival.objects.bulk_create(
            CampaignRival(
                plan=plan,
                workspace=actor.workspace,
                name=" ".join(one["name"].split()),
                value=one["value"],
                acceptance=one["acceptance"],
                note=one["note"].strip(),
            )
            for one in rivals
        )
    audit.record(actor, "planning.keep_campaign_step", plan.campaign, now=now, details={"step": step})
    return row


def _wrong_rivals(rivals: Sequence[Rival]) -> dict[str, str]:
    names = [" ".join(one["name"].lower().split()) for one in rivals]
    allowed = {"", *dict(COMPARED)}
    if len(rivals) > RIVALS_MOST:
        return {"rivals": _("At most %(count)d competitors, please.") % {"count": RIVALS_MOST}}
    if len(set(names)) < len(names):
        return {"rivals": _("Each competitor once, please.")}
    if any(len(one["name"]) > 80 or len(one["note"]) > 300 for one in rivals):
        return {"rivals": _("A competitor's name has at most 80 characters, its note 300.")}
    if any(one["value"] not in allowed or one["acceptance"] not in allowed for one in rivals):
        return {"rivals": _("Please choose one of the answers.")}
    return {}
