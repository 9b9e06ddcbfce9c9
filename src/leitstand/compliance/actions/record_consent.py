"""Enter a consent into the register, with what proves it; one that is no consent is refused with the reason."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.consents import ON_NETWORKS, State, Way, plain_address
from leitstand.compliance.keeping import take_proof
from leitstand.compliance.models import Consent, ConsentProof, ConsentText
from leitstand.compliance.models.consents import CONFIRMED_BY
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in

# Clocks of others may be a little ahead.
_AHEAD: Final = timedelta(minutes=5)
LEAST_PROOF: Final = 10
MOST_PROOFS: Final = 20


class ConsentFields(TypedDict):
    """What is told of a consent. `confirmed_by` "": not confirmed yet, it is asked for by mail."""

    contact: Contact | None
    name: str
    way: str
    network: str
    address: str
    text: ConsentText | None
    source: str
    place: str
    requested_at: datetime
    confirmed_by: str
    proof_note: str
    is_adult: str
    ends: date | None


@transaction.atomic
def record_consent(
    actor: Actor,
    fields: ConsentFields,
    *,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
) -> Consent:
    """Keep it with everything that proves it; raises Invalid at the field. What was kept is never rewritten."""
    actor.require(Permission.ANSWER)
    text, contact = fields["text"], fields["contact"]
    actor.own(*(each for each in (text, contact) if each is not None))
    errors = _faults(actor, fields, has_file=bool(file_name), now=now)
    if errors or text is None:
        raise Invalid(errors)
    way = Way(fields["way"])
    address = " ".join(fields["address"].split())
    is_given = bool(fields["confirmed_by"])
    made = Consent(
        workspace=actor.workspace,
        contact=contact,
        name=" ".join(fields["name"].split()),
        way=way.value,
        network=fields["network"],
        address=address,
        plain=plain_address(way, address),
        text=text,
        state=(State.GIVEN if is_given else State.ASKED).value,
        source=fields["source"],
        place=" ".join(fields["place"].split()),
        is_adult=fields["is_adult"],
        requested_at=fields["requested_at"],
        given_at=fields["requested_at"] if is_given else None,
        confirmed_by=fields["confirmed_by"],
        ends=fields["ends"],
        proof_note=fields["proof_note"].strip(),
        added_at=now,
        added_by=actor.person,
    )
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise Invalid({"address": _("There is such a consent already; see the register.")}) from None
    if file_name:
        add_proof(actor, made, name=_("Proof"), file_name=file_name, chunks=chunks, now=now)
    note_heard(actor.workspace, [made.contact_id], at=made.requested_at)
    audit.record(actor, "compliance.record_consent", made, now=now, details={"way": way.value, "text": text.version})
    return made


def _faults(actor: Actor, fields: ConsentFields, *, has_file: bool, now: datetime) -> dict[str, str]:
    errors = _who_faults(actor, fields)
    text, told = fields["text"], fields["confirmed_by"]
    if text is None or text.retired_at is not None:
        errors["text"] = _("Choose the words they agreed to.")
    elif fields["way"] not in text.ways:
        errors["text"] = _("These words do not cover this way. Keep a version that names it, and ask anew.")
    refused = consent_register().refusal(fields["source"], fields["place"], fields["proof_note"])
    if fields["source"] not in consent_register().sources:
        errors["source"] = _("Say how it was given.")
    elif refused is not None:
        errors["source"] = refused.said(get_language() or "de")
    if not fields["place"].split() or len(fields["place"]) > 300:
        errors["place"] = _("Say where it was given: the page, the fair, the conversation.")
    if fields["requested_at"] > now + _AHEAD:
        errors["requested_at"] = _("This moment is still to come.")
    if told not in {"", *(name for name, _words in CONFIRMED_BY if name != "click")}:
        errors["confirmed_by"] = _("Please choose one of the kinds.")
    if told and not has_file and len(" ".join(fields["proof_note"].split())) < LEAST_PROOF:
        errors["proof_note"] = _("Add a file, or write down what proves it: which answer, on which day, kept where.")
    if not told and fields["way"] != Way.EMAIL:
        errors["confirmed_by"] = _(
            "Only by e-mail can somebody be asked to confirm. Say how this consent was confirmed."
        )
    if fields["ends"] is not None and fields["ends"] < day_in(actor.workspace, now):
        errors["ends"] = _("This day is over.")
    if fields["is_adult"] not in ("", "yes"):
        errors["is_adult"] = _("Children cannot agree by themselves; ask whoever has custody.")
    return errors


def _who_faults(actor: Actor, fields: ConsentFields) -> dict[str, str]:
    errors: dict[str, str] = {}
    if fields["way"] not in list(Way):
        return {"way": _("Please choose a way.")}
    way = Way(fields["way"])
    address = " ".join(fields["address"].split())
    if way in ON_NETWORKS and not fields["network"]:
        errors["network"] = _("Say on which network.")
    if way not in ON_NETWORKS and fields["network"]:
        errors["network"] = _("This way belongs to no network.")
    if not plain_address(way, address) or len(address) > 254:
        errors["address"] = _("Enter the address or handle.")
    elif way is Way.EMAIL:
        try:
            validate_email(address)
        except ValidationError:
            errors["address"] = _("Please enter a whole e-mail address.")
    who = Outsider(actor.workspace, way, fields["network"], (address,), fields["contact"])
    if not errors and is_suppressed(actor.workspace, who.marks):
        errors["address"] = _(
            "This person wants no advertising. Only if they have agreed anew by themselves may an approver lift the block first."
        )
    if len(fields["name"]) > 120:
        errors["name"] = _("At most %(count)d characters, please.") % {"count": 120}
    return errors


@transaction.atomic
def add_proof(
    actor: Actor, consent: Consent, *, name: str, file_name: str, chunks: Iterable[bytes], now: datetime
) -> ConsentProof:
    """Add a file that proves it, unchanged under its hash."""
    actor.require(Permission.ANSWER)
    actor.own(consent)
    if not name.split() or len(name) > 200:
        raise Invalid({"name": _("Say in at most %(count)d characters what it shows.") % {"count": 200}})
    if consent.proofs.count() >= MOST_PROOFS:
        raise Impossible(_("At most %(count)d files, please.") % {"count": MOST_PROOFS}, code="full")
    sha256, size = take_proof(chunks)
    made = ConsentProof.objects.create(
        workspace=actor.workspace,
        consent=consent,
        name=" ".join(name.split()),
        file_name=file_name[-200:],
        sha256=sha256,
        size=size,
        added_at=now,
        added_by=actor.person,
    )
    audit.record(actor, "compliance.add_proof", consent, now=now, details={"sha256": sha256})
    return made
