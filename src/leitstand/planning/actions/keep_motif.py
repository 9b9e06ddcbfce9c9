"""Keep a motif of a campaign's advertising, or take it out."""

from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.addresses import wrong_address
from leitstand.planning.models import MOTIF_ORIGINS, Campaign, CampaignMotif
from leitstand.strategy.models import JourneyStage

MOST: Final = 50
LONGEST: Final = {"name": 120, "headline": 200, "text": 5000, "call_to_action": 120, "evaluated_in": 120}


class MotifFields(TypedDict):
    """What is kept of a motif; `page_id` is one of the campaign's pages."""

    name: str
    origin: str
    headline: str
    text: str
    call_to_action: str
    journey_stage_id: int | None
    page_id: int | None
    url: str
    evaluated_in: str
    evaluated_url: str


@transaction.atomic
def keep_motif(
    actor: Actor, campaign: Campaign, fields: MotifFields, *, now: datetime, motif: CampaignMotif | None = None
) -> CampaignMotif:
    """Create or change a motif; posts that were made of it stay as they are. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    if motif is not None:
        actor.own(motif)
    errors = _wrong(fields) | _strange(actor, campaign, fields)
    if motif is None and campaign.motifs.count() >= MOST:
        errors["name"] = _("At most %(count)d motifs, please.") % {"count": MOST}
    if errors:
        raise Invalid(errors)
    found = motif or CampaignMotif(campaign=campaign, workspace=actor.workspace, created_at=now)
    for name in ("name", "headline", "call_to_action", "evaluated_in"):
        setattr(found, name, " ".join(fields[name].split()))
    found.origin, found.text = fields["origin"], fields["text"].replace("\r\n", "\n").strip()
    found.journey_stage_id, found.page_id = fields["journey_stage_id"], fields["page_id"]
    found.url, found.evaluated_url = fields["url"].strip(), fields["evaluated_url"].strip()
    found.save()
    audit.record(actor, "planning.keep_motif", campaign, now=now, details={"name": found.name})
    return found


@transaction.atomic
def drop_motif(actor: Actor, motif: CampaignMotif, *, now: datetime) -> None:
    """Take a motif out; its posts stay on the plan."""
    actor.require(Permission.PLAN)
    actor.own(motif)
    audit.record(actor, "planning.drop_motif", motif.campaign, now=now, details={"name": motif.name})
    motif.delete()


def _wrong(fields: MotifFields) -> dict[str, str]:
    errors = {
        name: _("At most %(count)d characters, please.") % {"count": most}
        for name, most in LONGEST.items()
        if len(fields[name]) > most  # type: ignore[literal-required]
    }
    if not fields["name"].split():
        errors["name"] = _("Give the motif a name.")
    if fields["origin"] not in dict(MOTIF_ORIGINS):
        errors["origin"] = _("Please choose one of the answers.")
    for name, address in (("url", fields["url"]), ("evaluated_url", fields["evaluated_url"])):
        if address.strip() and (wrong := wrong_address(address)):
            errors[name] = wrong
    if fields["page_id"] is not None and fields["url"].strip():
        errors["url"] = _("Choose a page of the campaign or enter an address, not both.")
    if fields["origin"] == "network" and not fields["evaluated_in"].split():
        errors["evaluated_in"] = _("What is made in a network's ad manager is evaluated there: name the tool.")
    return errors


def _strange(actor: Actor, campaign: Campaign, fields: MotifFields) -> dict[str, str]:
    """Return what is wrong with things the motif points to."""
    errors: dict[str, str] = {}
    stage, page = fields["journey_stage_id"], fields["page_id"]
    if stage is not None and not JourneyStage.objects.filter(workspace=actor.workspace, pk=stage).exists():
        errors["journey_stage_id"] = _("This stage is no longer there.")
    if page is not None and not campaign.links.filter(pk=page).exists():
        errors["page_id"] = _("This page is no longer there.")
    return errors
