"""Enter an opportunity, change or delete it."""

from datetime import datetime
from decimal import Decimal
from typing import NotRequired, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.leads.actions.tell_crm import tell_soon
from leitstand.leads.models import DISCOVERIES, Opportunity
from leitstand.planning.models import Campaign

MOST = Decimal(1_000_000_000)


class OpportunityFields(TypedDict):
    """What is kept of an opportunity; `value` None: nobody has told it yet."""

    title: str
    organisation: str
    contact: Contact | None
    campaign: Campaign | None
    owner: Person | None
    value: Decimal | None
    discovered: NotRequired[str]


@transaction.atomic
def keep_opportunity(
    actor: Actor, fields: OpportunityFields, *, now: datetime, opportunity: Opportunity | None = None
) -> Opportunity:
    """Enter or change an opportunity. Raises Invalid at the field, Foreign for what is another workspace's."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (opportunity, fields["contact"], fields["campaign"]) if one is not None))
    title, organisation = (" ".join(fields[name].split()) for name in ("title", "organisation"))
    errors: dict[str, str] = {}
    if not title:
        errors["title"] = _("Say what it is about.")
    elif len(title) > 160:
        errors["title"] = _("At most %(count)d characters, please.") % {"count": 160}
    if len(organisation) > 120:
        errors["organisation"] = _("At most %(count)d characters, please.") % {"count": 120}
    value = fields["value"]
    if value is not None and not 0 <= value <= MOST:
        errors["value"] = _("Please enter an amount from 0 to a billion.")
    discovered = fields.get("discovered", opportunity.discovered if opportunity else "")
    if discovered and discovered not in dict(DISCOVERIES):
        errors["discovered"] = _("Please choose one of the answers.")
    owner = fields["owner"]
    if owner is not None and not Membership.objects.filter(workspace=actor.workspace, person=owner).exists():
        errors["owner"] = _("This person does not work here.")
    if errors:
        raise Invalid(errors)
    found = opportunity or Opportunity(workspace=actor.workspace, added_at=now)
    found.title, found.organisation, found.value = title, organisation, value
    found.contact, found.campaign, found.owner = fields["contact"], fields["campaign"], owner
    found.discovered = discovered
    found.save()
    if opportunity is None:
        tell_soon(actor, contact=None, opportunity=found, now=now)
    note_heard(actor.workspace, [found.contact_id], at=now)
    audit.record(actor, "leads.keep_opportunity", found, now=now)
    return found


@transaction.atomic
def drop_opportunity(actor: Actor, opportunity: Opportunity, *, now: datetime) -> None:
    """Delete an opportunity with its steps."""
    actor.require(Permission.ANSWER)
    actor.own(opportunity)
    audit.record(actor, "leads.drop_opportunity", opportunity, now=now)
    opportunity.delete()
