"""A campaign's posts wait for its launch (guide 2.4): the gate of approval and queue asks here."""

from django.utils.translation import gettext as _

from leitstand.house.errors import Impossible
from leitstand.planning.models import CampaignPlan, CampaignReview, Item


def waits_for(item: Item) -> tuple[str, str] | None:
    """Return code and sentence of what an item's campaign makes it wait for; None where nothing does."""
    if item.campaign_id is None:
        return None
    plan = CampaignPlan.objects.select_related("campaign").filter(pk=item.campaign_id).first()
    if plan is None:
        return None
    if plan.launched_at is None:
        return "not_launched", _(
            "The campaign “%(name)s” is not launched yet. Its posts can be approved once it is; the first five steps come before."
        ) % {"name": plan.campaign}
    last = CampaignReview.objects.filter(plan=plan).values_list("decision", flat=True).first()
    if last == "stop":
        return "campaign_stopped", _(
            "The campaign “%(name)s” was stopped. Decide on its page that it goes on, or take the post out of it."
        ) % {"name": plan.campaign}
    return None


def must_be_launched(item: Item) -> None:
    """Raise Impossible while the item's campaign waits for its launch or was stopped."""
    waits = waits_for(item)
    if waits is not None:
        raise Impossible(waits[1], code=waits[0])
