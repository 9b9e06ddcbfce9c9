"""From the idea to the post: the linked steps, and who knows about a matter. Pure."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from leitstand.planning.core.stages import ORDER, Stage

StepName = Literal["idea", "holder", "owner", "draft", "post"]
StepState = Literal["done", "current", "open"]
STEPS: Final[tuple[StepName, ...]] = ("idea", "holder", "owner", "draft", "post")


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an idea's way; `stage` is the item's, None while nothing was taken over."""

    has_holder: bool
    has_owner: bool
    stage: Stage | None


def steps_of(known: Known) -> tuple[tuple[StepName, StepState], ...]:
    """Return each step with its state: the first that is not done is the current one."""
    at = -1 if known.stage is None else ORDER.index(known.stage)
    done = {
        "idea": True,
        "holder": known.has_holder,
        "owner": known.has_owner,
        "draft": at >= ORDER.index(Stage.WRITTEN),
        "post": at >= ORDER.index(Stage.PUBLISHED),
    }
    current = next((name for name in STEPS if not done[name]), None)
    return tuple((name, "done" if done[name] else "current" if name == current else "open") for name in STEPS)


@dataclass(frozen=True, slots=True)
class Expert:
    """A knowledge holder as far as choosing one is concerned."""

    id: int
    email: str
    topics: Sequence[str]


def fitting(experts: Iterable[Expert], *, text: str, email: str = "") -> tuple[int, ...]:
    """Return who fits an idea, best first: whoever brought it, then who has most topics the text speaks of."""
    words = text.casefold()
    ranked = []
    for expert in experts:
        is_sender = bool(email) and expert.email.casefold() == email.casefold()
        hits = sum(1 for topic in expert.topics if _speaks_of(words, topic))
        if is_sender or hits:
            ranked.append((not is_sender, -hits, expert.id))
    return tuple(number for _sender, _hits, number in sorted(ranked))


def _speaks_of(words: str, topic: str) -> bool:
    # German joins words: "Prüfsystem" is spoken of in "Prüfsysteme" and "Röntgenprüfsystem" alike.
    wanted = topic.strip().casefold()
    return bool(wanted) and (
        wanted in words if len(wanted) > 3 else bool(re.search(rf"\b{re.escape(wanted)}\b", words))
    )
