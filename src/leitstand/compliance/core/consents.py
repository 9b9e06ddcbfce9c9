"""Consents to advertising: by which way, from where, whether they are in force, and how long their proof is kept. Pure."""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from ipaddress import ip_address, ip_network
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.raw import Table
from leitstand.kernel.words import Words, words_of


class Way(StrEnum):
    """By which way a message reaches somebody; the ids live for ever."""

    EMAIL = "email"
    DM = "dm"
    MESSENGER = "messenger"
    INMAIL = "inmail"
    GROUP = "group"
    PHONE = "phone"


# Ways on a network, which has to be named with them.
ON_NETWORKS: Final = frozenset({Way.DM, Way.MESSENGER, Way.INMAIL, Way.GROUP})


class State(StrEnum):
    """Where a consent stands."""

    ASKED = "asked"
    GIVEN = "given"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


# What must be on record of a consent (values of the fact consent.evidence, rule DM-02).
EVIDENCE: Final = ("wording", "version", "time", "channel", "identity", "confirmation")


@dataclass(frozen=True, slots=True)
class HeldConsent:
    """A consent as the gate sees it; `ends` is the last day on which it counts."""

    id: int
    way: Way
    network: str
    state: State
    evidence: frozenset[str]
    given_on: date | None = None
    ends: date | None = None

    def opens(self, way: Way, network: str, on: date) -> bool:
        """Whether it lets advertising go by exactly this way on a day."""
        if self.state is not State.GIVEN or self.way is not way or self.network != network:
            return False
        begun = self.given_on is not None and self.given_on <= on
        return begun and (self.ends is None or on <= self.ends)


def plain_address(way: Way, typed: str) -> str:
    """Return an address or handle as it is compared: signs nobody sees, capitals, spaces and the @ before it do not count."""
    plain = _folded(_folded(typed))  # a space that goes may bring two signs together that are one
    if way is Way.PHONE:
        digits = re.sub(r"\D", "", plain.removeprefix("+"))
        return f"+{digits}" if plain.startswith("+") else f"+{digits[2:]}" if digits.startswith("00") else digits
    return plain if way is Way.EMAIL else plain.lstrip("@").rstrip("/")


def _folded(text: str) -> str:
    seen = "".join(each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    return unicodedata.normalize("NFKC", "".join(seen.split()).casefold())


def mark_of(way: Way, network: str, address: str, *, salt: str) -> str:
    """Return the hash by which an address stays known after it is forgotten; all ways on one network share it."""
    family = {Way.EMAIL: "email", Way.PHONE: "phone"}.get(way, f"net:{network}")
    return sha256(f"{salt}:{family}:{plain_address(way, address)}".encode()).hexdigest()


def shortened(ip: str) -> str:
    """Return where a click came from, without the part that names one connection (/24, IPv6 /48); "" where it is no address."""
    try:
        address = ip_address(ip)
    except ValueError:
        return ""
    return str(ip_network((address, 24 if address.version == 4 else 48), strict=False).network_address)


@dataclass(frozen=True, slots=True)
class Keeping:
    """For how long the proof of a consent is kept, with the law behind it."""

    calendar_years: int
    call_years: int

    def kept_until(self, way: Way, *, ended: date, given: date | None, used: date | None) -> date:
        """Return the last day: so many full calendar years after it ended; for calls at least five years from each use."""
        full = date(ended.year + self.calendar_years, 12, 31)
        if way is not Way.PHONE:
            return full
        return max([full, *(_years_on(each, self.call_years) for each in (given, used) if each is not None)])


def _years_on(day: date, years: int) -> date:
    try:
        return day.replace(year=day.year + years)
    except ValueError:  # 29 February
        return day.replace(year=day.year + years, day=28)


@dataclass(frozen=True, slots=True)
class Asking:
    """How somebody is asked to confirm: how long a link counts, how often, how soon again, when it is forgotten."""

    days: int
    most: int
    pause_days: int
    forget_days: int

    def may_ask(self, asked: int, last: date | None, today: date) -> bool:
        """Whether somebody may be asked (again) today."""
        return asked < self.most and (last is None or today - last >= timedelta(days=self.pause_days))


@dataclass(frozen=True, slots=True)
class Source:
    """Where a consent comes from; one with a reason in `refused` is no consent."""

    id: str
    words: Words
    refused: Words | None = None


@dataclass(frozen=True, slots=True)
class PurposeWords:
    """What a message is for, with examples."""

    id: str
    words: Words
    examples: tuple[Words, ...]


@dataclass(frozen=True, slots=True)
class Register:
    """What the data file says of consents."""

    keeping: Keeping
    asking: Asking
    follow_up_days: int
    sources: Mapping[str, Source]
    source_words: Sequence[tuple[str, re.Pattern[str]]]
    purposes: tuple[PurposeWords, ...]
    messengers: frozenset[str] = frozenset()
    names: Mapping[str, str] = field(default_factory=dict)

    def refusal(self, source: str, *notes: str) -> Words | None:
        """Return why this is no consent: by its source, or by what is written of where it comes from; None where it may be one."""
        found = self.sources.get(source)
        if found is not None and found.refused is not None:
            return found.refused
        for name, words in self.source_words:
            if any(words.search(note) for note in notes):
                return self.sources[name].refused
        return None


_PROVED: Final = frozenset({"law", "source", "read_on", "note"})


def register_of(raw: Table) -> Register:
    """Read the data file; raises ValueError naming what is not whole."""
    proof = _figures(raw["proof"], "proof", "calendar_years", "call_years")
    asking = _figures(raw["asking"], "asking", "days", "most", "pause_days", "forget_days")
    follow_up = _figures(raw["follow_up"], "follow_up", "forget_days")
    sources = {
        (name := tame.text(one["id"], "source")): Source(
            name,
            words_of(one["words"], f"source {name}"),
            words_of(one["refused"], f"source {name} refused") if "refused" in one else None,
        )
        for one in tame.rows(raw["source"], "sources")
    }
    words = [
        (
            tame.text(one["source"], "source_words"),
            re.compile(tame.text(one["regex"], "source_words"), re.IGNORECASE | re.VERBOSE),
        )
        for one in tame.rows(raw["source_words"], "source_words")
    ]
    if strange := [name for name, _words in words if name not in sources or sources[name].refused is None]:
        raise ValueError(f"source_words: {', '.join(strange)} is no source that is refused")
    messengers = tame.table(raw["messengers"], "messengers")
    return Register(
        Keeping(*proof),
        Asking(*asking),
        follow_up[0],
        sources,
        words,
        tuple(_purposes(tame.rows(raw["purpose"], "purposes"))),
        frozenset(tame.texts(messengers["networks"], "messengers")),
        {name: tame.text(told, name) for name, told in tame.table(messengers["names"], "messengers").items()},
    )


def _figures(raw: object, where: str, *names: str) -> tuple[int, ...]:
    told = tame.table(raw, where)
    tame.keys(told, where, needed=_PROVED | set(names), known=frozenset())
    tame.day(told["read_on"], where)
    found = []
    for name in names:
        value = told[name]
        if not isinstance(value, int) or isinstance(value, bool) or value < 1:
            raise ValueError(f"{where}: {name} is a number from 1 on")
        found.append(value)
    return tuple(found)


def _purposes(rows: Iterable[Table]) -> Iterable[PurposeWords]:
    for one in rows:
        name = tame.text(one["id"], "purpose")
        examples = tuple(words_of(each, f"purpose {name}") for each in tame.items(one["examples"], name))
        yield PurposeWords(name, words_of(one["words"], f"purpose {name}"), examples)
