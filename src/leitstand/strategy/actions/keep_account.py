"""Keep an account in the register, or take it out."""

from collections.abc import Mapping
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platforms
from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.core.demand import USUAL_HOURS
from leitstand.strategy.models import Account

MOST_POSTS: int = 200


class AccountFields(TypedDict):
    """What is kept of an account; `posts_a_week` maps kinds of content to numbers."""

    platform: str
    name: str
    kind: str
    state: str
    languages: list[str]
    market: str
    purpose: str
    breadth: str
    owner: Person | None
    channel: Channel | None
    posts_a_week: Mapping[str, float]


@transaction.atomic
def keep_account(actor: Actor, fields: AccountFields, *, now: datetime, account: Account | None = None) -> Account:
    """Create or change an account; raises Invalid at the field, Foreign for something of another workspace."""
    actor.require(Permission.PLAN)
    if account is not None:
        actor.own(account)
    _check(actor, fields, account)
    found = account or Account(workspace=actor.workspace, created_at=now)
    for name, value in fields.items():
        setattr(found, name, value)
    found.name = found.name.strip()
    found.posts_a_week = {kind: number for kind, number in fields["posts_a_week"].items() if number}
    found.save()
    audit.record(actor, "strategy.keep_account", found, now=now)
    return found


@transaction.atomic
def drop_account(actor: Actor, account: Account, *, now: datetime) -> None:
    """Take an account out of the register; a channel that is connected stays connected."""
    actor.require(Permission.PLAN)
    actor.own(account)
    audit.record(actor, "strategy.drop_account", account, now=now)
    account.delete()


def _check(actor: Actor, fields: AccountFields, account: Account | None) -> None:
    errors = {}
    if not fields["name"].strip():
        errors["name"] = _("Please say what the account is called.")
    if fields["platform"] not in {platform.id for platform in platforms()}:
        errors["platform"] = _("Nothing is known about this network.")
    if not fields["languages"]:
        errors["languages"] = _("Please name at least one language.")
    if set(fields["posts_a_week"]) - USUAL_HOURS.keys():
        errors["posts_a_week"] = _("One of these kinds of content does not exist.")
    if any(not 0 <= number <= MOST_POSTS for number in fields["posts_a_week"].values()):
        errors["posts_a_week"] = _("Please enter between 0 and 200 posts a week.")
    if fields["owner"] and not Membership.objects.filter(workspace=actor.workspace, person=fields["owner"]).exists():
        errors["owner"] = _("This person is no member here.")
    if fields["channel"]:
        actor.own(fields["channel"])
        others = Account.objects.filter(channel=fields["channel"])
        if account is not None:
            others = others.exclude(pk=account.pk)
        if others.exists():
            errors["channel"] = _("This channel belongs to another account already.")
    if errors:
        raise Invalid(errors)
