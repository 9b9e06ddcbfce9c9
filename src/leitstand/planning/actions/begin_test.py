"""Try two to four variants of a post in a campaign."""

from collections.abc import Sequence
from datetime import datetime
from string import ascii_uppercase
from typing import Final, TypedDict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import zone_of
from leitstand.planning.core.local_time import resolve
from leitstand.planning.core.variant_days import variant_days
from leitstand.planning.models import Campaign, Item, VariantTest

FEWEST: Final = 2
MOST: Final = 4


class VariantFields(TypedDict):
    """What is tried; from a single post as many variants are made as `count` says."""

    name: str
    differs: str
    item_ids: Sequence[UUID]
    count: int


@transaction.atomic
def begin_test(actor: Actor, campaign: Campaign, fields: VariantFields, *, now: datetime) -> VariantTest:
    """Begin a test with posts of the campaign; variants made of one go out on alike days at the same hour."""
    actor.require(Permission.PLAN)
    actor.own(campaign)
    items = list(campaign.items.filter(pk__in=fields["item_ids"], deleted_at=None).order_by("planned_at", "pk"))
    errors: dict[str, str] = {}
    if not fields["name"].split():
        errors["name"] = _("Give it a name.")
    if not fields["differs"].split():
        errors["differs"] = _("Say what differs; only one thing should.")
    wanted = fields["count"] if len(items) == 1 else len(items)
    if not FEWEST <= wanted <= MOST:
        errors["items"] = _("A test holds two to four variants against each other.")
    if errors:
        raise Invalid(errors)
    test = VariantTest.objects.create(
        campaign=campaign,
        workspace=actor.workspace,
        name=" ".join(fields["name"].split())[:120],
        differs=" ".join(fields["differs"].split())[:300],
        created_at=now,
    )
    test.items.set(items if len(items) > 1 else [items[0], *_variants(actor, items[0], wanted, now)])
    audit.record(actor, "planning.begin_test", campaign, now=now, details={"test": test.name})
    return test


def _variants(actor: Actor, item: Item, count: int, now: datetime) -> list[Item]:
    zone = zone_of(actor.workspace)
    local = item.planned_at.astimezone(zone).replace(tzinfo=None) if item.planned_at else None
    days = variant_days(local.date(), count)[1:] if local else [None] * (count - 1)
    made = []
    for letter, day in zip(ascii_uppercase[1:], days, strict=False):
        at = resolve(datetime.combine(day, local.time()), zone).moment if day and local else None
        made.append(
            create_item(
                actor,
                {
                    "title": _("%(title)s – variant %(letter)s") % {"title": item.title[:180], "letter": letter},
                    "text": item.text,
                    "audience": item.audience,
                    "goal": item.goal,
                    "kind": item.kind,
                    "target_group_id": item.target_group_id,
                    "journey_stage_id": item.journey_stage_id,
                    "pillar_id": item.pillar_id,
                    "motive": item.motive,
                    "category": item.category,
                    "post_format": item.post_format,
                    "delivery": item.delivery,
                    "planned_at": at,
                    "channel_ids": item.channel_ids,
                    "campaign_id": item.campaign_id,
                },
                now=now,
            ).item
        )
    return made
