"""PURE: faults that can be switched on, and which of them strikes a request. Chance and time are handed in."""

import random
from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from typing import Final


class Fault(StrEnum):
    """What can be wrong with the network."""

    SLOW = "slow"
    REFUSE = "refuse"
    ACCEPT_THEN_TIME_OUT = "accept_then_time_out"
    LOSE_BEFORE = "lose_before"
    RATE_LIMIT = "rate_limit"
    DEAD = "dead"
    EXPIRED = "expired"
    MEDIA_REFUSED = "media_refused"
    BROKEN = "broken"
    FORGET_KEYS = "forget_keys"


class Scope(StrEnum):
    """Which requests a fault looks at."""

    ALL = "all"
    CREATE = "create"
    MEDIA = "media"


# Where a fault strikes if nothing else is said.
_SCOPES: Final = {
    Fault.REFUSE: Scope.CREATE,
    Fault.ACCEPT_THEN_TIME_OUT: Scope.CREATE,
    Fault.LOSE_BEFORE: Scope.CREATE,
    Fault.MEDIA_REFUSED: Scope.MEDIA,
    Fault.FORGET_KEYS: Scope.CREATE,
}


class BadFault(ValueError):
    """The description of a fault makes no sense; the message says why."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One fault that is switched on.

    `account` is a handle ("": everybody), `share` the part of the requests it strikes, drawn from `seed`. `ms` is the
    delay of slow and how long accept_then_time_out keeps silent before it cuts (0: at once); `n` in `window` seconds is
    the rate limit; `reason` is what refuse and media_refused say.
    """

    kind: Fault
    account: str = ""
    share: float = 1.0
    ms: int = 0
    n: int = 0
    window: float = 60.0
    reason: str = ""
    seed: int = 1
    scope: Scope = Scope.ALL

    def to_json(self) -> dict[str, str | float | int]:
        """Return the rule as it is shown and switched on."""
        shown = asdict(self)
        return {name: str(value) if isinstance(value, StrEnum) else value for name, value in shown.items()}


def rule_from(told: Mapping[str, object]) -> Rule:
    """Read a rule from JSON or a form; raises BadFault with the reason."""
    unknown = told.keys() - set(Rule.__slots__)
    if unknown:
        raise BadFault(f"unknown: {', '.join(sorted(unknown))}")
    try:
        kind = Fault(str(told.get("kind", "")))
        scope = Scope(str(told.get("scope") or _SCOPES.get(kind, Scope.ALL)))
        rule = Rule(
            kind,
            account=str(told.get("account") or "").lstrip("@"),
            share=_number(told.get("share"), 1.0),
            ms=int(_number(told.get("ms"), 0)),
            n=int(_number(told.get("n"), 0)),
            window=_number(told.get("window"), 60.0),
            reason=str(told.get("reason") or ""),
            seed=int(_number(told.get("seed"), 1)),
            scope=scope,
        )
    except ValueError as error:
        raise BadFault(str(error)) from error
    if not 0 < rule.share <= 1:
        raise BadFault("share must be more than 0 and at most 1")
    if rule.ms < 0 or rule.window <= 0:
        raise BadFault("ms and window must not be negative")
    if kind is Fault.SLOW and not rule.ms:
        raise BadFault("slow needs ms")
    if kind is Fault.RATE_LIMIT and rule.n < 0:
        raise BadFault("n must not be negative")
    return rule


def rule_from_words(words: str) -> Rule:
    """Read a rule from the command line, as in "accept_then_time_out,share=0.1,seed=7"."""
    kind, *rest = words.split(",")
    told: dict[str, object] = {"kind": kind}
    for word in rest:
        name, equals, value = word.partition("=")
        if not equals:
            raise BadFault(f"{word}: write name=value")
        told[name] = value
    return rule_from(told)


def _number(value: object, otherwise: float) -> float:
    return otherwise if value is None or value == "" else float(str(value))


@dataclass(frozen=True, slots=True)
class Room:
    """What is left of a rate limit: `remaining` of `limit` requests for `seconds` more."""

    limit: int
    remaining: int
    seconds: float


@dataclass(slots=True)
class _Active:
    rule: Rule
    chance: random.Random
    passed: dict[str, deque[float]] = field(default_factory=dict)
    struck: int = 0


class Faults:
    """All rules that are switched on, asked once for every request."""

    def __init__(self, rules: Iterable[Rule] = ()) -> None:
        self._active: list[_Active] = []
        for rule in rules:
            self.add(rule)

    def __bool__(self) -> bool:
        return bool(self._active)

    def add(self, rule: Rule) -> None:
        """Switch a fault on."""
        self._active.append(_Active(rule, random.Random(rule.seed)))  # noqa: S311 - a play, no secret

    def remove(self, place: int) -> None:
        """Switch off the fault at a place of the list; a place that is gone is fine."""
        if 0 <= place < len(self._active):
            del self._active[place]

    def clear(self) -> None:
        """Switch every fault off."""
        self._active.clear()

    def rules(self) -> tuple[tuple[Rule, int], ...]:
        """Return every rule with how often it has struck."""
        return tuple((active.rule, active.struck) for active in self._active)

    def strike(self, scopes: Iterable[Scope], account: str) -> tuple[Rule, ...]:
        """Return the rules that strike a request, each drawn from its own chance; rate limits are asked with `room`."""
        struck = []
        for active in self._active:
            rule = active.rule
            if rule.kind is Fault.RATE_LIMIT or not _meant(rule, scopes, account):
                continue
            if rule.share >= 1 or active.chance.random() < rule.share:
                active.struck += 1
                struck.append(rule)
        return tuple(struck)

    def room(self, scopes: Iterable[Scope], account: str, now: float) -> tuple[bool, Room | None]:
        """Count a request against the rate limits: whether it may pass, and what is left (None: there is no limit)."""
        told: Room | None = None
        for active in self._active:
            rule = active.rule
            if rule.kind is not Fault.RATE_LIMIT or not _meant(rule, scopes, account):
                continue
            passed = active.passed.setdefault(account, deque())
            while passed and passed[0] <= now - rule.window:
                passed.popleft()
            if len(passed) >= rule.n:
                active.struck += 1
                return False, Room(rule.n, 0, passed[0] + rule.window - now if passed else rule.window)
            passed.append(now)
            left = Room(rule.n, rule.n - len(passed), passed[0] + rule.window - now)
            told = left if told is None or left.remaining < told.remaining else told
        return True, told


def _meant(rule: Rule, scopes: Iterable[Scope], account: str) -> bool:
    return (not rule.account or rule.account == account) and (rule.scope is Scope.ALL or rule.scope in scopes)
