"""Keep whose a profile is, how it is secured, and what was decided about the risk it brings."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.core.account import REVIEW_AGAIN, SECURE_AGAIN
from leitstand.compliance.models import AccountFile
from leitstand.compliance.models.account import RISK_DECISIONS
from leitstand.compliance.platform_law import measures
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


class BelongingFields(TypedDict):
    """Whose a profile is, whether the network shares control, and where the way to the imprint begins."""

    is_personal: bool
    is_required: bool
    is_joint: bool | None
    link_page: str


class SecurityFields(TypedDict):
    """How a profile is secured, as looked through on a day."""

    two_factor: bool | None
    recovery: str
    leavers_removed: bool | None
    secured_on: date
    secure_again_on: date | None


class RiskFields(TypedDict):
    """What a profile risks for those who visit it, and what was decided."""

    risk: str
    measures: list[str]
    decision: str
    review_on: date | None


def file_of(actor: Actor, channel: Channel) -> AccountFile:
    """Return the profile's file, locked until the end of the transaction; made where there is none."""
    actor.own(channel)
    found, _made = AccountFile.objects.select_for_update(of=("self",)).get_or_create(
        channel=channel, defaults={"workspace": actor.workspace}
    )
    return found


@transaction.atomic
def keep_belonging(actor: Actor, channel: Channel, fields: BelongingFields, *, now: datetime) -> AccountFile:
    """Keep whose a profile is: a person's own may be steered only where the employer demands it."""
    actor.require(Permission.MANAGE_CHANNELS)
    page = fields["link_page"].strip()
    if page and not page.startswith(("https://", "http://")):
        raise Invalid({"link_page": _("Please enter the whole address, beginning with https.")})
    if len(page) > 500:
        raise Invalid({"link_page": _("At most %(count)d characters, please.") % {"count": 500}})
    found = file_of(actor, channel)
    found.is_personal, found.is_joint = fields["is_personal"], fields["is_joint"]
    found.is_required, found.link_page = fields["is_personal"] and fields["is_required"], page
    found.save()
    details = {"personal": found.is_personal, "required": found.is_required}
    audit.record(actor, "compliance.keep_belonging", channel, now=now, details=details)
    return found


@transaction.atomic
def keep_security(actor: Actor, channel: Channel, fields: SecurityFields, *, today: date, now: datetime) -> AccountFile:
    """Keep how a profile is secured; without another day it is looked through again in half a year."""
    actor.require(Permission.MANAGE_CHANNELS)
    errors = {}
    if fields["secured_on"] > today:
        errors["secured_on"] = _("This day is still to come.")
    again = fields["secure_again_on"] or fields["secured_on"] + SECURE_AGAIN
    if again <= fields["secured_on"]:
        errors["secure_again_on"] = _("This day lies before the one it was looked through.")
    if len(fields["recovery"]) > 200:
        errors["recovery"] = _("At most %(count)d characters, please.") % {"count": 200}
    if errors:
        raise Invalid(errors)
    found = file_of(actor, channel)
    found.two_factor, found.leavers_removed = fields["two_factor"], fields["leavers_removed"]
    found.recovery = " ".join(fields["recovery"].split())
    found.secured_on, found.secure_again_on, found.secured_by = fields["secured_on"], again, actor.person
    found.save()
    audit.record(actor, "compliance.keep_security", channel, now=now, details={"two_factor": found.two_factor})
    return found


@transaction.atomic
def decide_risk(actor: Actor, channel: Channel, fields: RiskFields, *, today: date, now: datetime) -> AccountFile:
    """Keep what was decided about a profile's risk; without another day it is looked at again in a year."""
    actor.require(Permission.APPROVE)
    errors = {}
    if not fields["risk"].split():
        errors["risk"] = _("Say what happens to the data of those who visit the profile, as far as you know.")
    if len(fields["risk"]) > 4000:
        errors["risk"] = _("At most %(count)d characters, please.") % {"count": 4000}
    if fields["decision"] not in dict(RISK_DECISIONS):
        errors["decision"] = _("Please choose one of the decisions.")
    if set(fields["measures"]) - set(measures()):
        errors["measures"] = _("There is no such measure.")
    if fields["decision"] == "reduce" and not fields["measures"]:
        errors["measures"] = _("Choose at least one way to less data.")
    if fields["review_on"] is not None and fields["review_on"] <= today:
        errors["review_on"] = _("This day is over already.")
    if errors:
        raise Invalid(errors)
    found = file_of(actor, channel)
    found.risk, found.measures, found.decision = fields["risk"].strip(), fields["measures"], fields["decision"]
    found.decided_on, found.decided_by = today, actor.person
    found.review_on = fields["review_on"] or today + REVIEW_AGAIN
    found.save()
    audit.record(actor, "compliance.decide_risk", channel, now=now, details={"decision": found.decision})
    return found
