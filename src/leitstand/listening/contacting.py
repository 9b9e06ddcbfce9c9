"""The contact check: whether whoever said something in public may be written to, told before anybody writes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from leitstand.compliance.outbound_words import GDPR, UWG, WHYS
from leitstand.compliance.outbound_words import purposes as purpose_words
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Verdict, Wish, outbound, way_on
from leitstand.compliance.queries.replying import public_reply_stops
from leitstand.contacts.models import Contact
from leitstand.contacts.queries import contact_on
from leitstand.listening.models import Mention
from leitstand.publishing.lawful import legal_day


@dataclass(frozen=True, slots=True)
class Finding:
    """What the gate says of a message to them alone, for one purpose: whether it goes, on which grounds, or why not."""

    purpose: str
    name: str
    examples: Sequence[str]
    goes: bool
    gdpr: str
    uwg: str
    whys: Sequence[str]


def contact_of(mention: Mention) -> Contact | None:
    """Return the contact known by the handle; None where nobody is, or the handle had to go."""
    if not mention.author_handle or not mention.network:
        return None
    return contact_on(mention.workspace, network=mention.network, key=mention.author_handle)


def outsider_of(mention: Mention) -> Outsider:
    """Return whom a message would reach, as far as it is still known."""
    known = (mention.author_handle,) if mention.author_handle else ()
    return Outsider(mention.workspace, way_on(mention.network), mention.network, known, contact_of(mention))


def verdict_alone(mention: Mention, wish: Wish, *, now: datetime) -> Verdict:
    """Ask the gate whether they may be written to alone; saying something in public began no conversation with us."""
    return outbound(outsider_of(mention), wish, on=legal_day(now))


def findings(mention: Mention, *, now: datetime) -> list[Finding]:
    """Return what the gate says before anything is written, for every purpose; the words are looked at once they are there."""
    who, found = outsider_of(mention), []
    for purpose, name, examples in purpose_words():
        verdict = outbound(who, Wish(purpose, ""), on=legal_day(now))
        found.append(
            Finding(
                purpose,
                name,
                examples,
                verdict.decision.goes,
                str(GDPR[verdict.decision.gdpr]),
                str(UWG[verdict.decision.uwg]),
                [str(WHYS[why]) for why in verdict.whys],
            )
        )
    return found


def stops_in_public(mention: Mention, text: str, *, now: datetime) -> list[str]:
    """Say what stands against these words where everybody reads them; an answer in public needs no ground of its own."""
    return public_reply_stops(mention.workspace_id, text, network=mention.network, on=legal_day(now))
