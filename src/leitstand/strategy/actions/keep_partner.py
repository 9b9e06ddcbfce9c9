"""Keep a supplier or a role to be filled, with the answers of the checklist."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.core.staffing import checks_for
from leitstand.strategy.models import Partner


@transaction.atomic
def keep_partner(
    actor: Actor,
    *,
    kind: str,
    company: str,
    service: str,
    answers: Mapping[str, bool],
    note: str,
    now: datetime,
    partner: Partner | None = None,
) -> Partner:
    """Create or change an entry; answers to questions that are not for its kind are left out."""
    actor.require(Permission.PLAN)
    if partner is not None:
        actor.own(partner)
    errors = {}
    if kind not in ("supplier", "role"):
        errors["kind"] = _("Please choose a kind.")
    if not company.strip():
        errors["company"] = _("Please enter a name.")
    if errors:
        raise Invalid(errors)
    found = partner or Partner(workspace=actor.workspace)
    known = {check.id for check in checks_for(kind)}
    found.kind, found.company, found.service, found.note = kind, company.strip(), service.strip(), note.strip()
    found.answers = {name: answer for name, answer in answers.items() if name in known}
    found.updated_at = now
    found.save()
    audit.record(actor, "strategy.keep_partner", found, now=now)
    return found


@transaction.atomic
def drop_partner(actor: Actor, partner: Partner, *, now: datetime) -> None:
    """Take an entry out."""
    actor.require(Permission.PLAN)
    actor.own(partner)
    audit.record(actor, "strategy.drop_partner", partner, now=now)
    partner.delete()
