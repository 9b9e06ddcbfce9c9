"""The start: how far a team is, what the starter mode hides, which step comes next. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, Literal

from leitstand.strategy.core.start_files import Module, StartFile

Maturity = Literal["basics", "next", "expert"]
BASICS_UP_TO: Final = 1
NEXT_UP_TO: Final = 3


def maturity_of(said_yes: Collection[str]) -> Maturity:
    """Return the level: up to one yes the basics, up to three the next step, above that an expert."""
    count = len(said_yes)
    return "basics" if count <= BASICS_UP_TO else "next" if count <= NEXT_UP_TO else "expert"


def first_modules(modules: Sequence[Module], *, business: str, team: int) -> frozenset[str]:
    """Return the modules a starter begins with: those of the business, and approval as soon as there are two."""
    on = {module.id for module in modules if business in module.on_for}
    return frozenset(on | ({"approval"} if team > 1 else set()))


def hidden(modules: Sequence[Module], on: Collection[str], *, mode: str) -> frozenset[str]:
    """Return the names that are not shown: in the starter mode those of every module that is not on, else none."""
    if mode != "starter":
        return frozenset()
    return frozenset(name for module in modules if module.id not in on for name in module.hides)


def next_of(told: StartFile, hurdles: Collection[str], done: Mapping[str, bool]) -> tuple[str, str]:
    """Return ("hurdle", id) or ("step", id) of what comes next: first the ways past the hurdles that apply, then the guide's order.

    ("", "") where everything is done. `done` maps "hurdle.<id>" and "step.<id>".
    """
    for hurdle in told.hurdles:
        if hurdle.id in hurdles and not done.get(f"hurdle.{hurdle.id}"):
            return "hurdle", hurdle.id
    for step in told.steps:
        if not done.get(f"step.{step.id}"):
            return "step", step.id
    return "", ""


def open_duties(duties: Sequence[str], by_person: Mapping[int, Collection[str]]) -> tuple[str, ...]:
    """Return the duties nobody has, in order."""
    taken = {duty for own in by_person.values() for duty in own}
    return tuple(duty for duty in duties if duty not in taken)
