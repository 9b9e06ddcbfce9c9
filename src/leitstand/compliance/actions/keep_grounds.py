"""Keep grounds beside consent: an existing customer with all four conditions, and a weighing of interests."""

from datetime import date, datetime
from typing import Final, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.balancing import PARTS
from leitstand.compliance.core.consents import Way, plain_address
from leitstand.compliance.models import Balancing, CustomerGround
from leitstand.compliance.models.grounds import OUTCOMES
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person

CONDITIONS: Final = ("address_from_sale", "similar_goods", "no_objection", "told_at_collection")
LEAST_PROOF: Final = 10
MOST: Final = 4000


class CustomerFields(TypedDict):
    """What is told of an existing customer; a condition left open does not hold."""

    contact: Contact | None
    address: str
    sale: str
    goods: str
    address_from_sale: bool | None
    similar_goods: bool | None
    no_objection: bool | None
    told_at_collection: bool | None
    proof: str


class BalancingFields(TypedDict):
    """The parts of a weighing of interests."""

    name: str
    our_interest: str
    necessity: str
    their_interest: str
    expectation: str
    safeguards: str
    balance: str
    outcome: str
    reviewer: Person | None
    decided_on: date | None
    review_on: date | None


@transaction.atomic
def keep_customer(actor: Actor, fields: CustomerFields, *, now: datetime) -> CustomerGround:
    """Keep what was told; raises Invalid at a condition that does not hold, for then the exception does not either."""
    actor.require(Permission.ANSWER)
    contact = fields["contact"]
    if contact is not None:
        actor.own(contact)
    address = " ".join(fields["address"].split())
    errors = _customer_faults(actor, fields, address)
    if errors:
        raise Invalid(errors)
    made = CustomerGround(
        workspace=actor.workspace, plain=plain_address(Way.EMAIL, address), added_at=now, added_by=actor.person
    )
    told: dict[str, object] = {**fields, "address": address}
    for name, value in told.items():
        setattr(made, name, " ".join(value.split()) if name in ("sale", "goods") and isinstance(value, str) else value)
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Invalid({"address": _("This customer is kept already.")}) from None
    note_heard(actor.workspace, [made.contact_id], at=now)
    audit.record(actor, "compliance.keep_customer", made, now=now)
    return made


def _customer_faults(actor: Actor, fields: CustomerFields, address: str) -> dict[str, str]:
    errors: dict[str, str] = {}
    try:
        validate_email(address)
    except ValidationError:
        errors["address"] = _("Please enter a whole e-mail address.")
    if is_suppressed(actor.workspace, Outsider(actor.workspace, Way.EMAIL, "", (address,), fields["contact"]).marks):
        errors["address"] = _("This person wants no advertising; the exception ends with that.")
    for name in CONDITIONS:
        answer = fields[name]
        if answer is None:
            errors[name] = _("Please answer; all four conditions must hold.")
        elif answer is False:
            errors[name] = _("Then the exception does not hold, and a consent is needed.")
    for name, most in (("sale", 200), ("goods", 300)):
        value = str(fields[name])  # type: ignore[literal-required]
        if not value.split() or len(value) > most:
            errors[name] = _("Please fill this in; it is part of the proof.")
    if not LEAST_PROOF <= len(" ".join(fields["proof"].split())) <= MOST:
        errors["proof"] = _("Say what proves the four conditions, and where it is kept.")
    return errors


@transaction.atomic
def end_customer(actor: Actor, ground: CustomerGround, *, now: datetime) -> None:
    """Let the exception hold no longer; what was told stays as proof."""
    actor.require(Permission.ANSWER)
    actor.own(ground)
    if ground.ended_at is not None:
        return
    ground.ended_at = now
    ground.save(update_fields=["ended_at"])
    audit.record(actor, "compliance.end_customer", ground, now=now)


@transaction.atomic
def keep_balancing(
    actor: Actor, fields: BalancingFields, *, now: datetime, balancing: Balancing | None = None
) -> Balancing:
    """Keep a weighing as far as it is; only a whole one can be leant on. Raises Invalid at the field."""
    actor.require(Permission.APPROVE)
    if balancing is not None:
        actor.own(balancing)
    errors: dict[str, str] = {}
    if not fields["name"].split() or len(fields["name"]) > 160:
        errors["name"] = _("Say in at most %(count)d characters what is to be done.") % {"count": 160}
    for name in PARTS:
        if len(str(fields[name])) > MOST:
            errors[name] = _("At most %(count)d characters, please.") % {"count": MOST}
    if fields["outcome"] not in {"", *(name for name, _words in OUTCOMES)}:
        errors["outcome"] = _("Please choose one of the outcomes.")
    reviewer = fields["reviewer"]
    if reviewer is not None and not Membership.objects.filter(workspace=actor.workspace, person=reviewer).exists():
        errors["reviewer"] = _("This person does not work here.")
    decided, again = fields["decided_on"], fields["review_on"]
    if decided is not None and again is not None and again <= decided:
        errors["review_on"] = _("Look again on a later day than it was decided.")
    if errors:
        raise Invalid(errors)
    kept = balancing or Balancing(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(kept, name, " ".join(value.split()) if name == "name" and isinstance(value, str) else value)
    kept.kept_at, kept.kept_by = now, actor.person
    kept.save()
    audit.record(actor, "compliance.keep_balancing", kept, now=now, details={"outcome": kept.outcome})
    return kept
