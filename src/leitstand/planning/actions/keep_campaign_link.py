"""Keep a page a campaign leads to, or take it out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.addresses import wrong_address
from leitstand.planning.models import Campaign, CampaignLink

MOST = 30


@transaction.atomic
def keep_campaign_link(actor: Actor, campaign: Campaign, *, label: str, url: str, now: datetime) -> CampaignLink:
    """Add a page; its address is given out with source, medium and the campaign's name."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    errors: dict[str, str] = {}
    if not label.split() or len(label) > 80:
        errors["label"] = _("Give it a name of at most 80 characters.")
    if wrong := wrong_address(url):
        errors["url"] = wrong
    if campaign.links.count() >= MOST:
        errors["label"] = _("At most %(count)d pages, please.") % {"count": MOST}
    if errors:
        raise Invalid(errors)
    link = CampaignLink.objects.create(
        campaign=campaign, workspace=actor.workspace, label=" ".join(label.split()), url=url.strip()
    )
    audit.record(actor, "planning.keep_campaign_link", campaign, now=now, details={"label": link.label})
    return link


@transaction.atomic
def drop_campaign_link(actor: Actor, link: CampaignLink, *, now: datetime) -> None:
    """Take a page out; links that are out keep working."""
    actor.require(Permission.PLAN)
    actor.own(link)
    audit.record(actor, "planning.drop_campaign_link", link.campaign, now=now, details={"label": link.label})
    link.delete()
