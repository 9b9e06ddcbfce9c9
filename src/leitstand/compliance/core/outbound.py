"""Whether a message may go out to a person: what it is for, by which way, on which ground. Pure.

Two laws ask, and both must be content: the GDPR (Art. 6) for using the person's data, § 7 UWG for the advertising itself.
What the wording itself breaks is found by the rules of kind "message"; here it is decided whether there is a ground at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from leitstand.compliance.core.consents import EVIDENCE, HeldConsent, State, Way


class Purpose(StrEnum):
    """What a message is for; the ids live for ever."""

    SERVICE = "service"
    CONTRACT = "contract"
    ADVERTISING = "advertising"


class Basis(StrEnum):
    """What the sender leans on, where there is a choice; never chosen for them."""

    CONSENT = "consent"
    CUSTOMER = "customer"
    BALANCING = "balancing"


class Why(StrEnum):
    """Why a message does not go out."""

    NO_PURPOSE = "no_purpose"
    SUPPRESSED = "suppressed"
    NO_CONSENT = "no_consent"
    NOT_CONFIRMED = "not_confirmed"
    OVER = "over"
    CUSTOMER_OPEN = "customer_open"
    CUSTOMER_WAY = "customer_way"
    BALANCING_NOT_ENOUGH = "balancing_not_enough"
    BALANCING_OPEN = "balancing_open"
    NO_CONTRACT = "no_contract"
    NO_GROUND = "no_ground"


class Gdpr(StrEnum):
    """On which ground of Art. 6 GDPR the person's data are used."""

    CONSENT = "consent"
    CONTRACT = "contract"
    ASKED = "asked"
    INTERESTS = "interests"
    CUSTOMER = "customer"
    NONE = "none"


class Uwg(StrEnum):
    """What § 7 UWG says of it."""

    NO_ADVERTISING = "no_advertising"
    CONSENT = "consent"
    CUSTOMER = "customer"
    MISSING = "missing"


# The rule whose words explain it, "" where there is none.
RULES: Final[dict[Why, str]] = {
    Why.NO_PURPOSE: "",
    Why.SUPPRESSED: "DM-06",
    Why.NO_CONSENT: "DM-01",
    Why.NOT_CONFIRMED: "DM-01",
    Why.OVER: "DM-01",
    Why.CUSTOMER_OPEN: "DM-03",
    Why.CUSTOMER_WAY: "DM-03",
    Why.BALANCING_NOT_ENOUGH: "DM-01",
    Why.BALANCING_OPEN: "",
    Why.NO_CONTRACT: "",
    Why.NO_GROUND: "",
}
# How the law's vocabulary names the way (message.channel).
CHANNELS: Final[dict[Way, str]] = {
    Way.EMAIL: "email",
    Way.DM: "network_dm",
    Way.INMAIL: "network_dm",
    Way.GROUP: "network_dm",
    Way.MESSENGER: "messenger",
    Way.PHONE: "phone",
}
_PURPOSES: Final = {Purpose.SERVICE: "support", Purpose.CONTRACT: "contract", Purpose.ADVERTISING: "advertising"}
_STANDS: Final = {State.GIVEN: "given", State.ASKED: "requested", State.WITHDRAWN: "withdrawn", State.EXPIRED: "none"}


@dataclass(frozen=True, slots=True)
class Customer:
    """What was told of an existing customer (§ 7 Abs. 3 UWG); None is not told, and does not count as yes."""

    id: int
    address_from_sale: bool | None = None
    similar_goods: bool | None = None
    no_objection: bool | None = None
    told_at_collection: bool | None = None
    is_proved: bool = False

    @property
    def holds(self) -> bool:
        """Whether all four conditions are told with yes, and proved."""
        told = (self.address_from_sale, self.similar_goods, self.no_objection, self.told_at_collection)
        return self.is_proved and all(each is True for each in told)


@dataclass(frozen=True, slots=True)
class Balanced:
    """A record of weighing interests (Art. 6(1)(f) GDPR)."""

    id: int
    is_complete: bool
    prevails: bool
    review_on: date | None

    def holds(self, on: date) -> bool:
        """Whether it can be leant on: whole, in our favour, and not due for a second look."""
        return self.is_complete and self.prevails and self.review_on is not None and on <= self.review_on


@dataclass(frozen=True, slots=True)
class Message:
    """What is to go out. `answers_them`: in a conversation the person began. `contract`: which one it is needed for."""

    purpose: Purpose | None
    way: Way
    network: str = ""
    answers_them: bool = False
    contract: str = ""
    basis: Basis | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """What is on record of whom it goes to."""

    is_suppressed: bool = False
    consents: Sequence[HeldConsent] = ()
    customer: Customer | None = None
    balancing: Balanced | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the gate says; `consent` is the number of the consent it leans on."""

    stops: tuple[Why, ...]
    gdpr: Gdpr
    uwg: Uwg
    consent: int | None = None

    @property
    def goes(self) -> bool:
        """Whether nothing stands against it."""
        return not self.stops

    @property
    def rules(self) -> tuple[str, ...]:
        """The rules whose words say why not."""
        return tuple(dict.fromkeys(rule for why in self.stops if (rule := RULES[why])))


def may_go_out(message: Message, recipient: Recipient, *, on: date) -> Decision:
    """Decide; the list of those who want nothing comes before everything but answers to their own questions."""
    if recipient.is_suppressed and _is_unasked(message):
        return Decision((Why.SUPPRESSED,), Gdpr.NONE, Uwg.MISSING)
    match message.purpose:
        case None:
            return Decision((Why.NO_PURPOSE,), Gdpr.NONE, Uwg.MISSING)
        case Purpose.ADVERTISING:
            return _advertising(message, recipient, on)
        case Purpose.CONTRACT:
            if not message.contract.strip():
                return Decision((Why.NO_CONTRACT,), Gdpr.NONE, Uwg.NO_ADVERTISING)
            return Decision((), Gdpr.CONTRACT, Uwg.NO_ADVERTISING)
        case _:
            return _service(message, recipient, on)


def _is_unasked(message: Message) -> bool:
    if message.purpose is Purpose.ADVERTISING or message.purpose is None:
        return True
    return message.purpose is Purpose.SERVICE and not message.answers_them


def _service(message: Message, recipient: Recipient, on: date) -> Decision:
    if message.answers_them:
        return Decision((), Gdpr.ASKED, Uwg.NO_ADVERTISING)
    held = _in_force(message, recipient, on)
    if held is not None:
        return Decision((), Gdpr.CONSENT, Uwg.NO_ADVERTISING, held.id)
    if message.basis is not Basis.BALANCING or recipient.balancing is None:
        return Decision((Why.NO_GROUND,), Gdpr.NONE, Uwg.NO_ADVERTISING)
    if not recipient.balancing.holds(on):
        return Decision((Why.BALANCING_OPEN,), Gdpr.NONE, Uwg.NO_ADVERTISING)
    return Decision((), Gdpr.INTERESTS, Uwg.NO_ADVERTISING)


def _advertising(message: Message, recipient: Recipient, on: date) -> Decision:
    if message.basis is Basis.CUSTOMER:
        return _to_customer(message, recipient)
    held = _in_force(message, recipient, on)
    if held is not None:
        return Decision((), Gdpr.CONSENT, Uwg.CONSENT, held.id)
    if message.basis is Basis.BALANCING:
        carried = recipient.balancing is not None and recipient.balancing.holds(on)
        return Decision((Why.BALANCING_NOT_ENOUGH,), Gdpr.INTERESTS if carried else Gdpr.NONE, Uwg.MISSING)
    return Decision((_why_none(message, recipient),), Gdpr.NONE, Uwg.MISSING)


def _to_customer(message: Message, recipient: Recipient) -> Decision:
    if message.way is not Way.EMAIL:
        return Decision((Why.CUSTOMER_WAY,), Gdpr.NONE, Uwg.MISSING)
    if recipient.customer is None or not recipient.customer.holds:
        return Decision((Why.CUSTOMER_OPEN,), Gdpr.NONE, Uwg.MISSING)
    return Decision((), Gdpr.CUSTOMER, Uwg.CUSTOMER)


def _in_force(message: Message, recipient: Recipient, on: date) -> HeldConsent | None:
    return next((one for one in recipient.consents if one.opens(message.way, message.network, on)), None)


def _why_none(message: Message, recipient: Recipient) -> Why:
    states = {one.state for one in recipient.consents if (one.way, one.network) == (message.way, message.network)}
    if State.ASKED in states:
        return Why.NOT_CONFIRMED
    return Why.OVER if states else Why.NO_CONSENT


def facts_of(message: Message, recipient: Recipient, *, on: date) -> dict[str, object]:
    """Return what the rules of kind "message" want to know of it, from the register and never from the sender's word."""
    held = _in_force(message, recipient, on)
    facts: dict[str, object] = {
        "message.channel": CHANNELS[message.way],
        "message.first_contact": not message.answers_them,
        "message.suppressed": recipient.is_suppressed and _is_unasked(message),
        "message.exception": "none",
        "consent.status": "given" if held else _status(message, recipient),
    }
    if message.purpose is not None:
        facts["message.purpose"] = _PURPOSES[message.purpose]
    if held is not None:
        facts["consent.evidence"] = sorted(held.evidence)
        facts["consent.phone_record"] = held.evidence == set(EVIDENCE)
        facts["consent.kept_five_years"] = True
    if message.purpose is Purpose.ADVERTISING and message.basis is Basis.CUSTOMER and recipient.customer is not None:
        told = recipient.customer
        facts |= {
            "message.exception": "existing_customer",
            "customer.address_from_sale": told.address_from_sale,
            "customer.similar_goods": told.similar_goods,
            "customer.objected": None if told.no_objection is None else not told.no_objection,
            "customer.told_at_collection": told.told_at_collection,
        }
    return facts


def _status(message: Message, recipient: Recipient) -> str:
    fitting = [one for one in recipient.consents if (one.way, one.network) == (message.way, message.network)]
    told = {_STANDS[one.state] for one in fitting if one.state is not State.GIVEN}
    return next((each for each in ("withdrawn", "requested") if each in told), "none")
