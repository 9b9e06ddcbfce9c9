"""Which things that happen can set off a task, and whether a rule applies. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class Trigger(StrEnum):
    """What a rule can wait for. The ids live for ever."""

    PUBLISHED = "published"
    TROUBLE = "trouble"
    SUBMITTED = "submitted"
    PLANNED = "planned"
    CAME_IN = "came_in"
    SIGN_IN = "sign_in"


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened: what it is about in words, where it stands, and by which key it is told once."""

    trigger: Trigger
    what: str
    path: str
    about: str


def applies(only: str, happening: Happening) -> bool:
    """Whether a rule that waits for a word is set off; an empty one always is."""
    return not only.strip() or only.strip().casefold() in happening.what.casefold()
