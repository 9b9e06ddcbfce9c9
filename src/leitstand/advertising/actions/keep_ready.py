"""Answer the readiness check, write down which data a campaign uses, keep the register of suppliers."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.readiness import readiness
from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import DataUse, PaidCampaign, ReadinessAnswer, Supplier
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.zones import day_in


class UseFields(TypedDict):
    """What is said of the data a campaign uses."""

    why_seen: str
    own_data: str
    platform_data: str
    purpose: str
    consent: str
    consent_where: str
    deleted_after: str


class SupplierFields(TypedDict):
    """What is kept of a supplier."""

    name: str
    service: str
    certificate: str
    certificate_until: date | None
    link: str
    checked_on: date | None
    contract: bool
    note: str


@transaction.atomic
def answer_readiness(actor: Actor, answers: Mapping[str, tuple[bool | None, str]], *, now: datetime) -> None:
    """Keep what is met and what it rests on; None takes an answer back. The day moves only where an answer changed."""
    actor.require(Permission.PLAN)
    known = {row.point: row for row in ReadinessAnswer.objects.filter(workspace=actor.workspace)}
    gone: list[str] = []
    kept: list[ReadinessAnswer] = []
    today = day_in(actor.workspace, now)
    for point, (is_met, note) in answers.items():
        if readiness().point(point) is None:
            continue
        if is_met is None:
            gone.append(point)
            continue
        row, said = known.get(point), " ".join(note.split())[:300]
        if row is None or (row.is_met, row.note) != (is_met, said):
            told = {"is_met": is_met, "note": said, "answered_on": today, "by": actor.person}
            kept.append(ReadinessAnswer(workspace=actor.workspace, point=point, **told))
    ReadinessAnswer.objects.filter(workspace=actor.workspace, point__in=gone).delete()
    ReadinessAnswer.objects.bulk_create(
        kept,
        update_conflicts=True,
        unique_fields=["workspace", "point"],
        update_fields=["is_met", "note", "answered_on", "by"],
    )
    audit.record(actor, "advertising.answer_readiness", actor.workspace, now=now)


@transaction.atomic
def keep_data_use(actor: Actor, paid: PaidCampaign, fields: UseFields, *, now: datetime) -> DataUse:
    """Write down which data a paid campaign uses. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(paid)
    found = DataUse.objects.filter(paid=paid).first() or DataUse(paid=paid, workspace=actor.workspace)
    found.changed_at = now
    put(found, fields)
    errors = errors_of(found, exclude=("paid",))
    if found.own_data and found.consent == "none_needed":
        errors["consent"] = _("Data of customers serve advertising only with their consent.")
    if found.consent == "given" and not found.consent_where:
        errors["consent_where"] = _("A consent that cannot be found again proves nothing.")
    if found.own_data and not found.deleted_after:
        errors["deleted_after"] = _("Say when the data are deleted.")
    refuse(errors)
    found.save()
    audit.record(actor, "advertising.keep_data_use", paid, now=now)
    return found


@transaction.atomic
def keep_supplier(actor: Actor, fields: SupplierFields, *, now: datetime, supplier: Supplier | None = None) -> Supplier:
    """Enter or change a supplier. Raises Invalid at the field, Foreign for another workspace's."""
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (supplier,) if one is not None))
    found = supplier or Supplier(workspace=actor.workspace, added_at=now)
    put(found, fields)
    errors = errors_of(found)
    if found.certificate and not found.link:
        errors["link"] = _("Say where the certificate can be looked up; a logo proves nothing.")
    if found.checked_on and found.checked_on > day_in(actor.workspace, now):
        errors["checked_on"] = _("This day is still to come.")
    refuse(errors)
    found.save()
    audit.record(actor, "advertising.keep_supplier", found, now=now)
    return found


@transaction.atomic
def drop_supplier(actor: Actor, supplier: Supplier, *, now: datetime) -> None:
    """Take a supplier out of the register."""
    actor.require(Permission.PLAN)
    actor.own(supplier)
    audit.record(actor, "advertising.drop_supplier", supplier, now=now)
    supplier.delete()
