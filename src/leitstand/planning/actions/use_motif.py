"""Make posts of an advertising motif: free ones and sponsored ones (guide 2.3)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.connector_kit import registry
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done, tidied
from leitstand.planning.core.links import tag_of, tagged
from leitstand.planning.core.motifs import post_text
from leitstand.planning.models import DELIVERIES, CampaignMotif, CampaignPlan

KINDS: Final = {"print": "picture", "online": "picture", "video": "video"}


class UseFields(TypedDict):
    """How a motif is used: free ("organic") or sponsored ("paid"), where and when."""

    delivery: str
    channel_ids: Sequence[int]
    planned_at: datetime | None


@transaction.atomic
def use_motif(actor: Actor, motif: CampaignMotif, fields: UseFields, *, now: datetime) -> list[Done]:
    """Put posts of a motif on the plan, one for each network, as each has its own address of the landing page.

    What is sponsored must lead somewhere. Raises Invalid at the field; a missing landing page is told at `url`.
    """
    actor.require(Permission.PLAN)
    actor.own(motif)
    delivery, address = fields["delivery"], motif.landing_page
    errors: dict[str, str] = {}
    if delivery not in dict(DELIVERIES):
        errors["delivery"] = _("There is no such choice.")
    if delivery == "paid" and not address:
        errors["url"] = _("A sponsored post needs a landing page: choose one of the campaign or enter its address.")
    elif address and not fields["channel_ids"]:
        errors["channels"] = _("Choose the channels: each network has its own address of the landing page.")
    if not (address or motif.headline or motif.text or motif.call_to_action):
        errors["text"] = _("The motif has no words yet that a post could say.")
    if errors:
        raise Invalid(errors)
    by_network = _by_network(tidied(actor, {"channel_ids": fields["channel_ids"]})["channel_ids"])
    tag, group = _campaign_words(motif)
    done = []
    for network, channels in by_network.items():
        target = tagged(address, source=network, campaign=tag, paid=delivery == "paid") if address else ""
        made = create_item(
            actor,
            {
                "title": _title(motif, network if len(by_network) > 1 else "", delivery),
                "text": post_text(headline=motif.headline, text=motif.text, call=motif.call_to_action, address=target),
                "kind": KINDS.get(motif.origin, "link" if address else "text"),
                "goal": motif.campaign.goal,
                "category": "own",
                "delivery": delivery,
                "target_group_id": group,
                "journey_stage_id": motif.journey_stage_id,
                "campaign_id": motif.campaign_id,
                "channel_ids": channels,
                "planned_at": fields["planned_at"],
            },
            now=now,
        )
        motif.items.add(made.item)
        done.append(made)
    audit.record(
        actor,
        "planning.use_motif",
        motif.campaign,
        now=now,
        details={"name": motif.name, "delivery": delivery, "count": len(done)},
    )
    return done


def _by_network(channel_ids: Sequence[int]) -> dict[str, list[int]]:
    """Return the channels by network, in their order; without channels one post without a network is made."""
    networks = dict(Channel.objects.filter(pk__in=channel_ids).values_list("pk", "network"))
    found: dict[str, list[int]] = {}
    for one in channel_ids:
        found.setdefault(networks[one], []).append(one)
    return found or {"": []}


def _campaign_words(motif: CampaignMotif) -> tuple[str, int | None]:
    """Return the campaign's name in addresses, and its target group where it has exactly one."""
    plan = CampaignPlan.objects.filter(pk=motif.campaign_id).first()
    groups = list(plan.groups.values_list("pk", flat=True)[:2]) if plan else []
    tag = (plan.utm_name if plan else "") or tag_of(motif.campaign.name)
    return tag, groups[0] if len(groups) == 1 else None


def _title(motif: CampaignMotif, network: str, delivery: str) -> str:
    how = _("sponsored") if delivery == "paid" else _("organic")
    if network:
        return _("%(name)s (%(network)s, %(how)s)") % {"name": motif.name, "network": _name(network), "how": how}
    return _("%(name)s (%(how)s)") % {"name": motif.name, "how": how}


def _name(network: str) -> str:
    try:
        return registry.manifest(network).name
    except registry.UnknownNetwork:
        return network
