"""What a person has chosen to see: parsed from an address, and written back into one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from leitstand.planning.core.stages import LEVEL_OF, Level, Stage


class Scope(StrEnum):
    """Which part of time a list shows."""

    COMING = "kommend"
    UNDATED = "ohne-termin"
    PAST = "vergangen"
    ALL = "alle"


STAGE: Final = "stufe"
LEVEL: Final = "ebene"
CHANNEL: Final = "kanal"
PERSON: Final = "person"
CAMPAIGN: Final = "kampagne"
AIM: Final = "ziel"
WORDS: Final = "wort"
SCOPE: Final = "zeit"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of items; an empty one shows all."""

    stages: frozenset[Stage] = field(default_factory=frozenset)
    levels: frozenset[Level] = field(default_factory=frozenset)
    channels: frozenset[int] = field(default_factory=frozenset)
    person: int | None = None
    campaign: int | None = None
    aim: int | None = None
    words: str = ""
    scope: Scope = Scope.COMING

    @classmethod
    def parse(cls, told: Mapping[str, Sequence[str]]) -> "Filter":
        """Read a filter from the words of an address; what makes no sense is left out."""
        return cls(
            stages=frozenset(Stage(one) for one in told.get(STAGE, ()) if one in set(Stage)),
            levels=frozenset(Level(one) for one in told.get(LEVEL, ()) if one in set(Level)),
            channels=frozenset(number for one in told.get(CHANNEL, ()) if (number := _number(one)) is not None),
            person=_last_number(told.get(PERSON, ())),
            campaign=_last_number(told.get(CAMPAIGN, ())),
            aim=_last_number(told.get(AIM, ())),
            words=" ".join("".join(told.get(WORDS, ())[-1:]).replace("\x00", "").split())[:200],
            scope=next((Scope(one) for one in reversed(told.get(SCOPE, ())) if one in set(Scope)), Scope.COMING),
        )

    @property
    def shown_stages(self) -> frozenset[Stage]:
        """The stages that are shown; empty means all. Stages and levels both count where both are chosen."""
        of_levels = frozenset(stage for stage, level in LEVEL_OF.items() if level in self.levels)
        if self.stages and self.levels:
            return self.stages & of_levels
        return self.stages or of_levels

    @property
    def hides_all(self) -> bool:
        """Whether stages and levels exclude each other."""
        return bool(self.stages and self.levels and not self.shown_stages)

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the scope is chosen."""
        people = self.person or self.campaign or self.aim
        return bool(self.stages or self.levels or self.channels or people or self.words)

    def pairs(self) -> list[tuple[str, str]]:
        """Write the filter as words of an address; `parse` reads the same filter back."""
        told = [(STAGE, stage.value) for stage in Stage if stage in self.stages]
        told += [(LEVEL, level.value) for level in Level if level in self.levels]
        told += [(CHANNEL, str(number)) for number in sorted(self.channels)]
        told += [(PERSON, str(self.person))] if self.person is not None else []
        told += [(CAMPAIGN, str(self.campaign))] if self.campaign is not None else []
        told += [(AIM, str(self.aim))] if self.aim is not None else []
        told += [(WORDS, self.words)] if self.words else []
        told += [(SCOPE, self.scope.value)] if self.scope is not Scope.COMING else []
        return told


def text_query(words: str) -> str:
    """Return a PostgreSQL full-text query: every word must be there, the last one may be a beginning."""
    found = _WORD.findall(words.replace("_", " "))
    return " & ".join([*(f"'{word}'" for word in found[:-1]), *(f"'{word}':*" for word in found[-1:])])


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None


def _last_number(texts: Sequence[str]) -> int | None:
    return _number(texts[-1]) if texts else None
