"""Ask before anything is sent to a person outside: what it is for, on which ground, and what its wording says."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from hashlib import sha256
from typing import Final

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.consents import Way
from leitstand.compliance.core.outbound import (
    Basis,
    Decision,
    Message,
    Purpose,
    Recipient,
    Why,
    facts_of,
    may_go_out,
)
from leitstand.compliance.core.rules import Finding
from leitstand.compliance.models import Balancing, Waiver
from leitstand.compliance.queries import law_here, waivers_of
from leitstand.compliance.queries.consents import (
    Outsider,
    as_balanced,
    as_customer,
    consents_of,
    customer_of,
    held,
    is_suppressed,
)
from leitstand.connector_kit import registry

WORDING: Final = "DM-12"


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants to send. `subject` names the conversation for which something may be let pass by name."""

    purpose: str
    text: str
    answers_them: bool = False
    contract: str = ""
    basis: str = ""
    balancing: int | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the gate says of a message: `stops` keep it back, `warns` are told with it, `words` gave it away."""

    decision: Decision
    stops: tuple[Finding, ...]
    warns: tuple[Finding, ...]
    words: tuple[str, ...]
    waived: Mapping[str, Waiver] = field(default_factory=dict)

    @property
    def goes(self) -> bool:
        """Whether it may go out."""
        return self.decision.goes and not self.stops

    @property
    def whys(self) -> Sequence[Why]:
        """Why the ground does not carry it."""
        return self.decision.stops

    @property
    def may_be_waived(self) -> bool:
        """Whether a name and a reason would let it pass."""
        return self.decision.goes and bool(self.stops) and all(one.rule.waivable for one in self.stops)


def way_on(network: str) -> Way:
    """Return by which way a private message on a network reaches somebody."""
    return Way.MESSENGER if network in consent_register().messengers else Way.DM


def digest_of(text: str) -> str:
    """Return what a message is known by: its words, whatever the spaces between them."""
    return sha256(" ".join(text.split()).encode()).hexdigest()


def message_subject(conversation: object) -> str:
    """Return the name of a conversation for which something may be let pass."""
    return f"message:{conversation}"


def promo_words(text: str) -> tuple[str, ...]:
    """Return the words by which a message reads like advertising though it is told to be service; none where it does not."""
    read = law_here().facts({}, text=text)
    found = (_words(read.get(name)) for name in ("message.promo_words", "message.ad_words"))
    told = frozenset().union(*found)
    # "20 % rabatt" says it; "rabatt" beside it says nothing more.
    return tuple(sorted(one for one in told if not any(one != other and one in other for other in told)))


def outbound(who: Outsider, wish: Wish, *, on: date) -> Verdict:
    """Decide whether this may go to them on a day, by both laws and by its wording."""
    balancing = Balancing.objects.filter(workspace=who.workspace, pk=wish.balancing).first() if wish.balancing else None
    recipient = Recipient(
        is_suppressed=is_suppressed(who.workspace, who.marks),
        consents=tuple(held(one) for one in consents_of(who)),
        customer=as_customer(customer_of(who)),
        balancing=as_balanced(balancing),
    )
    message = Message(
        next((one for one in Purpose if one.value == wish.purpose), None),
        who.way,
        who.network,
        wish.answers_them,
        wish.contract,
        next((one for one in Basis if one.value == wish.basis), None),
    )
    decision = may_go_out(message, recipient, on=on)
    law = law_here(who.workspace.pk)
    known = {"case.has_media": False, "author.role": "company", **facts_of(message, recipient, on=on)}
    facts = {name: told for name, told in known.items() if name in law.vocabulary.facts}
    found = law.judge(facts, kind="message", on=on, text=wish.text, network=_known(who.network))
    waivers = waivers_of(who.workspace.pk, [wish.subject], on=on) if wish.subject else {}
    digest = digest_of(wish.text)
    waived = {
        one.rule.id: waiver
        for one in found
        if one.rule.waivable and (waiver := waivers.get((wish.subject, digest, one.rule.id))) is not None
    }
    heavy = [one for one in found if one.level == "block" and not one.asks and one.rule.id not in waived]
    return Verdict(
        decision,
        tuple(heavy),
        tuple(
            one for one in found if one not in heavy and one.rule.id not in waived and one.rule.id not in decision.rules
        ),
        promo_words(wish.text),
        waived,
    )


def _words(told: object) -> frozenset[str]:
    return told if isinstance(told, frozenset) else frozenset()


def _known(network: str) -> str:
    try:
        registry.manifest(network)
    except registry.UnknownNetwork:
        return ""
    return network
