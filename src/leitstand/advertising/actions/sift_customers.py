"""Sift own customers for advertising: only with consent to the purpose, and never those who want no advertising."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.customers import Customer, Sifted, Wanted, normal, sift
from leitstand.compliance.core.consents import Way, mark_of
from leitstand.compliance.models import Suppression
from leitstand.compliance.queries.consents import salt_of
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


@transaction.atomic
def sift_customers(actor: Actor, customers: tuple[Customer, ...], wanted: Wanted, *, now: datetime) -> Sifted:
    """Return the hashes of those who may be addressed; nobody of the list is kept. Raises Invalid without a purpose."""
    actor.require(Permission.PLAN)
    if len(wanted.purpose.strip()) < 3:
        raise Invalid({"purpose": _("Name the purpose as the consent names it.")})
    salt = salt_of(actor.workspace)
    marks = {mark_of(Way.EMAIL, "", one.email, salt=salt): normal(one.email) for one in customers if one.email}
    blocked = Suppression.objects.filter(workspace=actor.workspace, mark__in=list(marks))
    suppressed = frozenset(marks[mark] for mark in blocked.values_list("mark", flat=True))
    found = sift(customers, wanted, suppressed)
    audit.record(actor, "advertising.sift_customers", actor.workspace, now=now, details={"count": len(found.hashes)})
    return found
