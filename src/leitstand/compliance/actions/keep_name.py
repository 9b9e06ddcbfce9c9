"""Keep the names the company wants, and how each stands on each network."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.actions.check_platform import reserve_handle
from leitstand.channels.models import PlatformCheck
from leitstand.compliance.core.handles import plain, skeleton
from leitstand.compliance.models import HandleClaim, WishedName
from leitstand.compliance.models.names import CLAIM_STATES, NAME_KINDS
from leitstand.compliance.platform_law import platform_laws
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person

MOST = 200


class ClaimFields(TypedDict):
    """How a name stands on one network, as a person saw it."""

    state: str
    spelling: str
    url: str
    reserver: Person | None
    reserve_by: date | None
    note: str


@transaction.atomic
def wish_name(actor: Actor, *, name: str, kind: str, now: datetime) -> WishedName:
    """Put a name on the list; raises Invalid where it stands there already."""
    actor.require(Permission.WRITE)
    tidy = " ".join(name.split())
    errors: dict[str, str] = {}
    if not plain(tidy):
        errors["name"] = _("Please enter a name of letters or digits.")
    elif len(tidy) > 80:
        errors["name"] = _("At most %(count)d characters, please.") % {"count": 80}
    elif WishedName.objects.filter(workspace=actor.workspace, name__iexact=tidy).exists():
        errors["name"] = _("This name is on the list already.")
    elif WishedName.objects.filter(workspace=actor.workspace).count() >= MOST:
        errors["name"] = _("At most %(count)d names, please.") % {"count": MOST}
    if kind not in dict(NAME_KINDS):
        errors["kind"] = _("Please choose one of the kinds.")
    if errors:
        raise Invalid(errors)
    made = WishedName.objects.create(
        workspace=actor.workspace,
        name=tidy,
        skeleton=skeleton(tidy)[:160],
        kind=kind,
        added_by=actor.person,
        added_at=now,
    )
    audit.record(actor, "compliance.wish_name", made, now=now, details={"kind": kind})
    return made


@transaction.atomic
def drop_name(actor: Actor, wished: WishedName, *, now: datetime) -> None:
    """Take a name off the list, with what was found about it."""
    actor.require(Permission.WRITE)
    actor.own(wished)
    audit.record(actor, "compliance.drop_name", wished, now=now)
    wished.delete()


@transaction.atomic
def claim_handle(
    actor: Actor, wished: WishedName, platform: str, fields: ClaimFields, *, today: date, now: datetime
) -> HandleClaim:
    """Keep how a name stands on a network; nothing is asked of the network, a person has looked."""
    actor.require(Permission.WRITE)
    actor.own(wished)
    errors: dict[str, str] = {}
    if platform not in platform_laws():
        errors["state"] = _("This network is not known here.")
    if fields["state"] not in dict(CLAIM_STATES):
        errors["state"] = _("Please choose one of the states.")
    if fields["url"] and not fields["url"].startswith(("https://", "http://")):
        errors["url"] = _("Please enter the whole address, beginning with https.")
    for name, most in (("url", 500), ("spelling", 100), ("note", 500)):
        if len(str(fields[name])) > most:  # type: ignore[literal-required]  # names of the table above
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    if (
        fields["reserver"]
        and not Membership.objects.filter(workspace=actor.workspace, person=fields["reserver"]).exists()
    ):
        errors["reserver"] = _("This person does not work here.")
    if errors:
        raise Invalid(errors)
    found, _made = HandleClaim.objects.update_or_create(
        wished=wished,
        platform=platform,
        defaults={
            **{name: " ".join(value.split()) if isinstance(value, str) else value for name, value in fields.items()},
            "workspace": actor.workspace,
            "seen_on": today,
            "seen_by": actor.person,
        },
    )
    if found.state == "own" and actor.may(Permission.PLAN):
        # What was wanted before an account was opened is reserved by that: both pages say the same.
        same = PlatformCheck.objects.filter(workspace=actor.workspace, platform=platform, handle_reserved_on=None)
        for check in same.filter(handle__in={wished.name, found.spelling} - {""}):
            reserve_handle(actor, check, now=now)
    details = {"platform": platform, "state": found.state}
    audit.record(actor, "compliance.claim_handle", wished, now=now, details=details)
    return found
