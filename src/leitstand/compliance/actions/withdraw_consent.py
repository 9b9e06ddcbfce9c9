"""Withdraw a consent, block somebody who wants no advertising, and lift such a block; at once, whoever asks."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.consents import ON_NETWORKS, State, Way, plain_address
from leitstand.compliance.models import Consent, CustomerGround, Suppression
from leitstand.compliance.models.consents import WITHDRAWN_BY
from leitstand.compliance.queries.consents import Outsider, consents_of
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid

_OPEN = (State.ASKED.value, State.GIVEN.value)
LEAST_REASON = 10


@transaction.atomic
def withdraw_consent(actor: Actor, consent: Consent, *, by: str, note: str = "", now: datetime) -> Consent:
    """End it, with all other consents of this person: from now on they get no advertising by any way."""
    actor.require(Permission.ANSWER)
    actor.own(consent)
    if by not in dict(WITHDRAWN_BY):
        raise Invalid({"by": _("Say how they told you.")})
    if consent.state == State.WITHDRAWN.value:
        return consent
    who = Outsider(actor.workspace, Way(consent.way), consent.network, (consent.address,), consent.contact)
    block(actor, who, reason=by, now=now, note=note)
    consent.refresh_from_db()
    if consent.state != State.WITHDRAWN.value:  # one that had expired: the wish is kept with it all the same
        _end(actor, consent, by=by, note=note, now=now)
    return consent


@transaction.atomic
def block_address(
    actor: Actor,
    *,
    way: str,
    network: str,
    address: str,
    contact: Contact | None = None,
    by: str,
    now: datetime,
) -> int:
    """Block somebody by their address, whether there is a consent or not; returns how many consents ended."""
    actor.require(Permission.ANSWER)
    if contact is not None:
        actor.own(contact)
    errors: dict[str, str] = {}
    if way not in list(Way):
        raise Invalid({"way": _("Please choose a way.")})
    if not plain_address(Way(way), address) or len(address) > 254:
        errors["address"] = _("Enter the address or handle.")
    if Way(way) in ON_NETWORKS and not network:
        errors["network"] = _("Say on which network.")
    if by not in dict(WITHDRAWN_BY):
        errors["by"] = _("Say how they told you.")
    if errors:
        raise Invalid(errors)
    where = network if Way(way) in ON_NETWORKS else ""
    return block(actor, Outsider(actor.workspace, Way(way), where, (address,), contact), reason=by, now=now)


@transaction.atomic
def block(actor: Actor, who: Outsider, *, reason: str, now: datetime, note: str = "") -> int:
    """End every consent and ground of theirs and keep the hashes of all their addresses; in the caller's name."""
    found = list(consents_of(who).select_for_update(of=("self",)).filter(state__in=_OPEN))
    marks = set(who.marks)
    for one in found:
        marks |= Outsider(actor.workspace, Way(one.way), one.network, (one.address,)).marks
        _end(actor, one, by=reason, note=note, now=now)
    if who.way is Way.EMAIL:
        grounds = CustomerGround.objects.filter(workspace=actor.workspace, plain__in=who.plain, ended_at=None)
        grounds.update(ended_at=now)
    if who.contact is not None:
        CustomerGround.objects.filter(workspace=actor.workspace, contact=who.contact, ended_at=None).update(
            ended_at=now
        )
    rows = [
        Suppression(workspace=actor.workspace, mark=mark, reason=reason, since=now, set_by=actor.person)
        for mark in sorted(marks)
    ]
    Suppression.objects.bulk_create(rows, ignore_conflicts=True)
    audit.record(actor, "compliance.block", None, now=now, details={"by": reason, "consents": len(found)})
    return len(found)


def _end(actor: Actor, consent: Consent, *, by: str, note: str, now: datetime) -> None:
    consent.state, consent.withdrawn_at, consent.withdrawn_by = State.WITHDRAWN.value, now, by
    consent.withdrawal_note = " ".join(note.split())[:300]
    consent.token_hash, consent.token_ends = "", None
    consent.save()
    audit.record(actor, "compliance.withdraw_consent", consent, now=now, details={"by": by})


@transaction.atomic
def lift_block(actor: Actor, *, way: str, network: str, address: str, reason: str, now: datetime) -> None:
    """Lift a block for somebody who has agreed anew by themselves; the address must be known, for only its hash is kept."""
    actor.require(Permission.APPROVE)
    if way not in list(Way):
        raise Invalid({"way": _("Please choose a way.")})
    if len(" ".join(reason.split())) < LEAST_REASON:
        raise Invalid({"reason": _("Say how and when they agreed anew; it stands under your name.")})
    where = network if Way(way) in ON_NETWORKS else ""
    who = Outsider(actor.workspace, Way(way), where, (address,))
    marks = set(who.marks) | _marks_of_the_same(who)
    gone, _kinds = Suppression.objects.filter(workspace=actor.workspace, mark__in=marks).delete()
    if not gone:
        raise Impossible(_("This address is not blocked."), code="not_blocked")
    audit.record(
        actor, "compliance.lift_block", None, now=now, details={"reason": " ".join(reason.split())[:300], "count": gone}
    )


def _marks_of_the_same(who: Outsider) -> set[str]:
    """Return the other hashes of the same person, as far as their contact is still known."""
    contacts: Iterable[Contact | None] = {one.contact for one in consents_of(who).select_related("contact")}
    if who.way is Way.EMAIL:
        contacts = {*contacts, *Contact.objects.filter(workspace=who.workspace, email__iexact=who.addresses[0].strip())}
    else:
        known = Contact.objects.filter(
            workspace=who.workspace, profiles__network=who.network, profiles__key__in=who.plain
        )
        contacts = {*contacts, *known}
    return {
        mark
        for contact in contacts
        if contact is not None
        for mark in Outsider(who.workspace, who.way, who.network, who.addresses, contact).marks
    }
