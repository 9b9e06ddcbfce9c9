"""What goes out to a person passes the gate of the law: what it is for, on which ground, and how it is worded."""

from dataclasses import dataclass
from datetime import datetime

from leitstand.community.models import Answer, Incoming
from leitstand.community.queries.contacts import author_of
from leitstand.compliance.outbound_words import reasons
from leitstand.compliance.queries.consents import Outsider
from leitstand.compliance.queries.outbound import Verdict, Wish, message_subject, outbound, way_on
from leitstand.compliance.queries.replying import public_reply_stops
from leitstand.publishing.lawful import legal_day


@dataclass(frozen=True, slots=True)
class Told:
    """What was told of a private answer. `waive` is why it is no advertising although it reads like it."""

    purpose: str = "service"
    contract: str = ""
    basis: str = ""
    waive: str = ""


def outsider_of(to: Incoming) -> Outsider:
    """Return whom an answer reaches, as far as the network and the contacts tell."""
    network = to.channel.network
    known = tuple(each for each in (to.author_key, to.author_handle) if each)
    return Outsider(to.channel.workspace, way_on(network), network, known, author_of(to))


def verdict_on(to: Incoming, text: str, told: Told, *, now: datetime) -> Verdict:
    """Ask the gate whether this may be said to whoever wrote; they began the conversation."""
    wish = Wish(
        told.purpose,
        text,
        answers_them=True,
        contract=told.contract,
        basis=told.basis,
        subject=message_subject(to.conversation_id),
    )
    return outbound(outsider_of(to), wish, on=legal_day(now))


def outside_verdict(to: Incoming, text: str, told: Told, *, now: datetime) -> Verdict:
    """Ask the gate whether somebody who wrote in public may be written to alone: that answers nothing they began there."""
    wish = Wish(
        told.purpose,
        text,
        answers_them=False,
        contract=told.contract,
        basis=told.basis,
        subject=message_subject(to.conversation_id),
    )
    return outbound(outsider_of(to), wish, on=legal_day(now))


def unlawful(to: Incoming, text: str, told: Told, *, now: datetime) -> str:
    """Say why this must not be said to this person, or to everybody; "" where nothing stands against it."""
    if to.kind == "message":
        verdict = verdict_on(to, text, told, now=now)
        return "" if verdict.goes else " ".join(reasons(verdict))
    stops = public_reply_stops(to.workspace_id, text, network=to.channel.network, on=legal_day(now))
    return " ".join(stops)


def told_with(answer: Answer) -> Told:
    """Return what was told when an answer was written down."""
    return Told(answer.purpose, answer.contract, answer.basis)


def unlawful_now(answer: Answer, *, now: datetime) -> str:
    """Say why an answer that waits must not go out any more: a consent may have been withdrawn meanwhile."""
    return unlawful(answer.to, answer.text, told_with(answer), now=now)
