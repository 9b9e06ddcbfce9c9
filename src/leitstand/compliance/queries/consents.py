"""What is on record of somebody outside: their consents, whether they want no advertising, and other grounds."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Q, QuerySet

from leitstand.compliance.core.balancing import PARTS, missing
from leitstand.compliance.core.consents import HeldConsent, State, Way, mark_of, plain_address
from leitstand.compliance.core.outbound import Balanced, Customer
from leitstand.compliance.models import Balancing, Consent, CustomerGround, MessageSetting, Suppression
from leitstand.contacts.models import Contact
from leitstand.house.models import Workspace
from leitstand.house.zones import day_in


@dataclass(frozen=True)
class Outsider:
    """Whom a message goes to: by which way, to which addresses (handle and network's id are both theirs), and who that is."""

    workspace: Workspace
    way: Way
    network: str
    addresses: tuple[str, ...]
    contact: Contact | None = None

    @cached_property
    def plain(self) -> frozenset[str]:
        """Their addresses on this way as they are compared."""
        return frozenset(plain for each in self.addresses if (plain := plain_address(self.way, each)))

    @cached_property
    def marks(self) -> frozenset[str]:
        """The hashes of every address of theirs we know, on whatever way."""
        salt = salt_of(self.workspace)
        found = {mark_of(self.way, self.network, each, salt=salt) for each in self.addresses if each.strip()}
        return frozenset(found | marks_of_contact(self.workspace, self.contact))


def salt_of(workspace: Workspace) -> str:
    """Return the salt of a workspace's hashes, made on first use."""
    return MessageSetting.objects.get_or_create(workspace=workspace)[0].salt


def marks_of_contact(workspace: Workspace, contact: Contact | None) -> set[str]:
    """Return the hashes of all that is known of a contact."""
    if contact is None:
        return set()
    salt = salt_of(workspace)
    found = {mark_of(Way.EMAIL, "", contact.email, salt=salt)} if contact.email else set()
    for network, key in contact.profiles.values_list("network", "key"):
        found.add(mark_of(Way.DM, network, key, salt=salt))
    ways = Consent.objects.filter(workspace=workspace, contact=contact).values_list("way", "network", "address")
    return found | {mark_of(Way(way), network, address, salt=salt) for way, network, address in ways}


def is_suppressed(workspace: Workspace, marks: Iterable[str]) -> bool:
    """Whether one of these addresses belongs to somebody who wants no advertising."""
    return Suppression.objects.filter(workspace=workspace, mark__in=list(marks)).exists()


def consents_of(who: Outsider) -> QuerySet[Consent]:
    """Return every consent of theirs in this workspace, on whatever way."""
    theirs = Q(way=who.way.value, network=who.network, plain__in=who.plain)
    if who.contact is not None:
        theirs |= Q(contact=who.contact)
    return Consent.objects.filter(theirs, workspace=who.workspace).select_related("text", "workspace")


def held(consent: Consent) -> HeldConsent:
    """Return a consent as the gate sees it."""
    return HeldConsent(
        consent.pk,
        Way(consent.way),
        consent.network,
        State(consent.state),
        frozenset(evidence_of(consent)),
        day_in(consent.workspace, consent.given_at) if consent.given_at else None,
        consent.ends,
    )


def evidence_of(consent: Consent) -> list[str]:
    """Name what is on record of it (values of the fact consent.evidence)."""
    told = {
        "wording": bool(consent.text.wording.strip()),
        "version": consent.text.version > 0,
        "time": consent.given_at is not None,
        "channel": bool(consent.place.strip()),
        "identity": bool(consent.address.strip()),
        "confirmation": bool(consent.confirmed_words.strip() or consent.proof_note.strip())
        or (bool(consent.confirmed_by) and consent.proofs.exists()),
    }
    return [name for name, is_there in told.items() if is_there]


def customer_of(who: Outsider) -> CustomerGround | None:
    """Return what was told of an existing customer; for e-mail alone."""
    if who.way is not Way.EMAIL:
        return None
    theirs = Q(plain__in=who.plain)
    rows = CustomerGround.objects.filter(theirs, workspace=who.workspace, ended_at=None)
    return rows.first()


def as_customer(told: CustomerGround | None) -> Customer | None:
    """Return it as the gate sees it."""
    if told is None:
        return None
    return Customer(
        told.pk,
        told.address_from_sale,
        told.similar_goods,
        told.no_objection,
        told.told_at_collection,
        bool(told.proof.strip() and told.sale.strip() and told.goods.strip()),
    )


def told_of(balancing: Balancing) -> dict[str, object]:
    """Return the parts of a weighing."""
    names = (*PARTS, "outcome", "reviewer", "decided_on", "review_on")
    return {name: getattr(balancing, name if name != "reviewer" else "reviewer_id") for name in names}


def as_balanced(balancing: Balancing | None) -> Balanced | None:
    """Return it as the gate sees it."""
    if balancing is None:
        return None
    return Balanced(balancing.pk, not missing(told_of(balancing)), balancing.outcome == "prevails", balancing.review_on)
