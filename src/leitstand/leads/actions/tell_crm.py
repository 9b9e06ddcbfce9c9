"""Put a new lead or opportunity on the list of what is told to the CRMs; the list outlasts a CRM that is away."""

from datetime import datetime

from django.db import transaction

from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.leads.models import CrmConnection, CrmTold, Opportunity


def key_of(contact: Contact | None, opportunity: Opportunity | None) -> str:
    """Return the name by which a CRM knows it, for good."""
    return f"leitstand-o{opportunity.pk}" if opportunity else f"leitstand-c{contact.pk if contact else 0}"


@transaction.atomic
def tell_soon(
    actor: Actor, *, contact: Contact | None, opportunity: Opportunity | None = None, source: str = "", now: datetime
) -> int:
    """Have every CRM that wants to know told of it, once; returns how many."""
    rows = [
        CrmTold(
            workspace=actor.workspace,
            connection=connection,
            key=key_of(contact, opportunity),
            contact=contact,
            opportunity=opportunity,
            source=source[:120],
            added_at=now,
        )
        for connection in CrmConnection.objects.filter(workspace=actor.workspace, tells=True)
    ]
    CrmTold.objects.bulk_create(rows, ignore_conflicts=True)
    if rows:
        audit.record(actor, "leads.tell_crm", opportunity, now=now, details={"count": len(rows)})
    return len(rows)


@transaction.atomic
def tell_again(actor: Actor, told: CrmTold, *, now: datetime) -> None:
    """Offer to the CRM once more what it refused."""
    actor.require(Permission.ANSWER)
    actor.own(told)
    told.is_refused, told.problem = False, ""
    told.save(update_fields=["is_refused", "problem"])
    CrmConnection.objects.filter(pk=told.connection_id).update(next_at=now)
    audit.record(actor, "leads.tell_crm", told.connection, now=now, details={"again": True})
