"""Say who watches a campaign from when to when; keep ideas to bring it back on track, and put one on the plan."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.models import Impulse, WatchShift
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.models import Campaign, Item


@transaction.atomic
def keep_shift(
    actor: Actor, campaign: Campaign, person: Person, *, begins: datetime, ends: datetime, now: datetime
) -> WatchShift:
    """Put somebody on the roster; raises Invalid where the times or the person do not fit."""
    actor.require(Permission.ANSWER)
    actor.own(campaign)
    if begins >= ends:
        raise Invalid({"ends": _("The end lies before the beginning.")})
    if not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        raise Invalid({"person": _("This person does not work here.")})
    made = WatchShift.objects.create(
        workspace=actor.workspace, campaign=campaign, person=person, begins=begins, ends=ends
    )
    audit.record(actor, "community.keep_shift", campaign, now=now)
    return made


@transaction.atomic
def drop_shift(actor: Actor, shift: WatchShift, *, now: datetime) -> None:
    """Take somebody off the roster."""
    actor.require(Permission.ANSWER)
    actor.own(shift)
    audit.record(actor, "community.drop_shift", shift.campaign, now=now)
    shift.delete()


@transaction.atomic
def keep_impulse(actor: Actor, *, title: str, text: str, now: datetime) -> Impulse:
    """Keep an idea of the team's own."""
    actor.require(Permission.ANSWER)
    if not title.strip() or not text.strip():
        raise Invalid({"title": _("Say what the idea is, and how it is done.")})
    made = Impulse.objects.create(
        workspace=actor.workspace,
        title=" ".join(title.split())[:120],
        text=text.strip(),
        made_by=actor.person,
        made_at=now,
    )
    audit.record(actor, "community.keep_impulse", made, now=now)
    return made


@transaction.atomic
def pick_impulse(actor: Actor, *, title: str, text: str, campaign: Campaign | None, now: datetime) -> Item:
    """Put an idea on the plan as an idea of the campaign; from there it goes its usual way."""
    actor.require(Permission.PLAN)
    if campaign is not None:
        actor.own(campaign)
    item = create_item(
        actor,
        {"title": title[:120], "notes": text, "campaign_id": campaign.pk if campaign else None},
        now=now,
    ).item
    audit.record(actor, "community.pick_impulse", item, now=now)
    return item
