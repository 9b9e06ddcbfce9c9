"""What people on a picture agreed to, and what follows from it for one post: a network, a day, advertising or not."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

OF_AGE: Final = 18
ASKED_ITSELF: Final = 14
"""From about this age a child agrees itself, beside its parents (IMG-03)."""
WORST_PARENTS: Final = ("none", "one", "sole", "all")


class Kind(StrEnum):
    """Who somebody is to the company; it decides on the form they sign."""

    ADULT = "adult"
    MINOR = "minor"
    EMPLOYEE = "employee"


class Purpose(StrEnum):
    """What a picture may be used for."""

    SOCIAL = "social"
    ADVERTISING = "advertising"
    PRESS = "press"
    SITE = "site"
    SYNTHETIC = "synthetic"


class Standing(StrEnum):
    """How a release stands on a day."""

    GIVEN = "given"
    MISSING = "missing"
    ENDED = "ended"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Terms:
    """What one person agreed to; no networks named means all of them."""

    kind: Kind = Kind.ADULT
    purposes: frozenset[str] = frozenset({Purpose.SOCIAL.value})
    networks: frozenset[str] = frozenset()
    starts: date | None = None
    ends: date | None = None
    signed_on: date | None = None
    is_paid: bool = False
    withdrawn_on: date | None = None
    born_on: date | None = None
    parents: str = "none"
    child_signed: bool = False
    is_informed: bool = False
    only_while_employed: bool = False
    left_on: date | None = None

    def is_minor(self, on: date) -> bool:
        """Whether they are under 18 on a day."""
        return self.born_on is not None and age(self.born_on, on) < OF_AGE

    def has_left(self, on: date) -> bool:
        """Whether they work here no more on a day."""
        return self.left_on is not None and self.left_on < on

    def last_day(self) -> date | None:
        """Return the last day it holds.

        Leaving the company ends it only where that was agreed; what parents alone have signed ends when the child comes
        of age.
        """
        days = [self.ends, self.left_on if self.only_while_employed else None]
        if self.kind is Kind.MINOR and self.born_on is not None and not self.child_signed:
            days.append(comes_of_age(self.born_on) - timedelta(days=1))
        return min((day for day in days if day is not None), default=None)

    def standing(self, on: date) -> Standing:
        """Say how it stands on a day."""
        if self.withdrawn_on is not None:
            return Standing.WITHDRAWN
        last = self.last_day()
        if last is not None and last < on:
            return Standing.ENDED
        if self.starts is not None and on < self.starts:
            return Standing.MISSING
        # Whoever was paid for posing counts as having agreed (§ 22 sentence 2 KUG); a minor and an employee sign.
        is_agreed = self.signed_on is not None or (self.is_paid and self.kind is Kind.ADULT)
        return Standing.GIVEN if is_agreed else Standing.MISSING

    def covers(self, network: str, *, is_advertising: bool | None) -> bool | None:
        """Whether it covers a network ("" for any) and the purpose; None where nobody has said yet whether it advertises."""
        if network and self.networks and network not in self.networks:
            return False
        may_post, may_advertise = Purpose.SOCIAL in self.purposes, Purpose.ADVERTISING in self.purposes
        if is_advertising is None:
            return may_post if may_post == may_advertise else None
        return may_advertise if is_advertising else may_post


@dataclass(frozen=True, slots=True)
class Exempt:
    """Somebody who is seen without a release, by an exception of § 23 KUG, with the reason written down or not."""

    exception: str
    is_weighed: bool = True


Seen = Terms | Exempt


def age(born: date, on: date) -> int:
    """Return how old somebody is on a day; who is born on 29 February is a year older on 1 March."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def comes_of_age(born: date) -> date:
    """Return the first day on which somebody is of age (§§ 187 (2), 188 (2) BGB)."""
    try:
        return born.replace(year=born.year + OF_AGE)
    except ValueError:  # 29 February
        return date(born.year + OF_AGE, 3, 1)


def facts_of(people: Sequence[Seen], *, network: str, on: date, is_advertising: bool | None) -> dict[str, object]:
    """Return what the law needs to know of all who are seen on a picture, as one post uses it: the worst of them counts.

    A release that does not cover the network or the purpose counts as missing: else an exception somebody else stands
    under would let it pass.
    """
    released = [one for one in people if isinstance(one, Terms)]
    exempt = [one for one in people if isinstance(one, Exempt)]
    covers = [one.covers(network, is_advertising=is_advertising) for one in released]
    stands = [
        one.standing(on) if covered is not False else _uncovered(one.standing(on))
        for one, covered in zip(released, covers, strict=True)
    ]
    facts: dict[str, object] = {"asset.shows_person": True}
    if Standing.WITHDRAWN in stands:
        facts["release.status"] = "withdrawn"
    elif exempt or Standing.MISSING in stands:
        facts["release.status"] = "missing"
    else:
        facts["release.status"] = "given"
    are_free = bool(exempt) and all(one is Standing.GIVEN for one in stands)
    facts["asset.exception"] = exempt[0].exception if are_free else "none"
    if exempt:
        facts["asset.balance_note"] = all(one.is_weighed for one in exempt)
    if released:
        facts |= _covered(covers) | _ends(released) | _minors(released, on) | _staff(released, on)
        if not exempt:
            facts["release.synthetic"] = all(Purpose.SYNTHETIC in one.purposes for one in released)
            facts.setdefault("asset.shows_minor", False)
            facts.setdefault("asset.shows_employee", False)
    return facts


def _uncovered(standing: Standing) -> Standing:
    return Standing.MISSING if standing is Standing.GIVEN else standing


def _covered(covers: Sequence[bool | None]) -> dict[str, object]:
    if False in covers:
        return {"release.covers_use": False}
    return {} if None in covers else {"release.covers_use": True}


def _ends(released: Sequence[Terms]) -> dict[str, object]:
    days = [day for one in released if one.withdrawn_on is None and (day := one.last_day()) is not None]
    return {"release.ends": min(days).isoformat()} if days else {}


def _minors(released: Sequence[Terms], on: date) -> dict[str, object]:
    minors = [one for one in released if one.is_minor(on)]
    if not minors:
        return {}
    asked = [one for one in minors if one.born_on is not None and age(one.born_on, on) >= ASKED_ITSELF]
    child = "under_14" if not asked else "given" if all(one.child_signed for one in asked) else "missing"
    parents = min((one.parents for one in minors), key=WORST_PARENTS.index)
    return {"asset.shows_minor": True, "release.parents": parents, "release.child": child}


def _staff(released: Sequence[Terms], on: date) -> dict[str, object]:
    staff = [one for one in released if one.kind is Kind.EMPLOYEE]
    if not staff:
        return {}
    gone = any(one.only_while_employed and one.has_left(on) for one in staff)
    return {
        "asset.shows_employee": True,
        "release.staff_form": all(one.signed_on is not None and one.is_informed for one in staff),
        "release.limited_to_employment": gone,
        "release.person_left": gone,
    }


def register_tells(people: Sequence[Seen]) -> Callable[[str], bool]:
    """Return which facts of a picture the register tells; where nobody is noted, none.

    Whether a child or an employee is seen without a release only people can say.
    """
    if not people:
        return lambda _name: False
    is_whole = all(isinstance(one, Terms) for one in people)
    asked = frozenset() if is_whole else _OF_EXEMPT
    return lambda name: name not in asked and name.startswith(("release.", *_OF_PEOPLE))


_OF_PEOPLE: Final = (
    "asset.shows_person", "asset.shows_minor", "asset.shows_employee", "asset.exception", "asset.balance_note"
)  # fmt: skip
_OF_EXEMPT: Final = frozenset({"asset.shows_minor", "asset.shows_employee", "release.parents", "release.child"})


def with_register(
    told: Mapping[str, object], people: Sequence[Seen], *, network: str, on: date, is_advertising: object
) -> Mapping[str, object]:
    """Return what was told of a picture with what the register says of the people on it, which takes the place of answers."""
    if not people:
        return told
    is_known = register_tells(people)
    kept = {name: value for name, value in told.items() if not is_known(name)}
    advertises = is_advertising if isinstance(is_advertising, bool) else None
    return {**kept, **facts_of(people, network=network, on=on, is_advertising=advertises)}
