"""Keep the register of partners, and make a post with one."""

from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.models import PARTNER_KINDS, Item, Partner, Release


class PartnerFields(TypedDict):
    """What is said about a partner."""

    name: str
    kind: str
    contact: str
    email: str
    mention: str
    note: str


@transaction.atomic
def keep_partner(actor: Actor, fields: PartnerFields, *, now: datetime, partner: Partner | None = None) -> Partner:
    """Enter or change a partner; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if partner is not None:
        actor.own(partner)
    name = " ".join(fields["name"].split())[:120]
    errors = {} if name else {"name": _("Please enter the name.")}
    same = Partner.objects.filter(workspace=actor.workspace, name=name)
    if same.exclude(pk=partner.pk if partner else 0).exists():
        errors["name"] = _("This partner is in the register already.")
    if fields["kind"] not in dict(PARTNER_KINDS):
        errors["kind"] = _("There is no such choice.")
    if errors:
        raise Invalid(errors)
    found = partner or Partner(workspace=actor.workspace, added_at=now)
    found.name, found.kind, found.email = name, fields["kind"], fields["email"].strip()
    found.contact, found.mention = fields["contact"].strip()[:120], fields["mention"].strip()[:200]
    found.note = fields["note"].strip()[:300]
    found.save()
    audit.record(actor, "planning.keep_partner", found, now=now)
    return found


@transaction.atomic
def drop_partner(actor: Actor, partner: Partner, *, now: datetime) -> None:
    """Take a partner out of the register; the posts and their approvals stay."""
    actor.require(Permission.PLAN)
    actor.own(partner)
    audit.record(actor, "planning.drop_partner", partner, now=now)
    partner.delete()


@transaction.atomic
def join_partner(actor: Actor, item: Item, partner: Partner, *, now: datetime) -> Release:
    """Make a post one that is made with a partner: it needs their approval before ours."""
    actor.require(Permission.PLAN)
    actor.own(item, partner)
    if LEVEL_OF[Stage(item.stage)] is Level.MEASUREMENT:
        raise Impossible(_("This post is published already."), code="out")
    found = Release.objects.filter(item=item, partner=partner, kind="partner").first()
    if found is not None:
        return found
    made = Release.objects.create(
        workspace=actor.workspace, kind="partner", item=item, partner=partner, name=partner.contact or partner.name,
        email=partner.email, created_at=now,
    )  # fmt: skip
    audit.record(actor, "planning.join_partner", made, now=now, details={"item": str(item.pk)})
    return made


@transaction.atomic
def part_from_partner(actor: Actor, release: Release, *, now: datetime) -> None:
    """Make a post without the partner after all."""
    actor.require(Permission.PLAN)
    actor.own(release)
    if release.kind != "partner":
        raise Impossible(_("This agreement belongs to the post."), code="not_partner")
    audit.record(actor, "planning.part_from_partner", release, now=now)
    release.delete()
