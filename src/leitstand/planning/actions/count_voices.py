"""Write down how a campaign is spoken of on a day."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import CampaignPlan, CampaignPulse

MOST = 1_000_000


class VoiceFields(TypedDict):
    """The voices of one day, as a person counted them."""

    day: date
    positive: int
    neutral: int
    negative: int
    rival_mentions: int
    note: str


@transaction.atomic
def count_voices(actor: Actor, plan: CampaignPlan, fields: VoiceFields, *, today: date, now: datetime) -> CampaignPulse:
    """Keep the count of a day; a second count of the same day replaces the first."""
    actor.require(Permission.ANSWER)
    actor.own(plan)
    errors: dict[str, str] = {}
    if fields["day"] > today:
        errors["day"] = _("Voices of a day to come cannot be counted.")
    counts = {name: fields[name] for name in ("positive", "neutral", "negative", "rival_mentions")}
    errors |= {
        name: _("Please enter a number from 0 to a million.") for name, n in counts.items() if not 0 <= n <= MOST
    }
    if errors:
        raise Invalid(errors)
    pulse, _is_new = CampaignPulse.objects.update_or_create(
        plan=plan,
        day=fields["day"],
        defaults={
            **counts,
            "workspace": actor.workspace,
            "note": fields["note"].strip()[:500],
            "counted_by": actor.person,
        },
    )
    audit.record(actor, "planning.count_voices", plan.campaign, now=now, details={"day": pulse.day.isoformat()})
    return pulse
