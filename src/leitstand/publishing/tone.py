"""The tone sheet of the group a post is written for, beside the text; and what must be said before anybody may approve it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from leitstand.house.errors import Impossible
from leitstand.planning.models import Item
from leitstand.publishing.core.fit import Finding, Level
from leitstand.strategy.core.tone import ToneSheet, check_tone
from leitstand.strategy.models import TargetGroup
from leitstand.strategy.queries.audiences import tone_of
from leitstand.strategy.words import TONE_PROBLEMS

# Mixed address and avoided words are mistakes; the rest is a matter of judgement. Nothing here ever blocks.
_LEVELS: Final[Mapping[str, Level]] = {"mixed_address": "warn", "address": "warn", "avoid": "warn"}
_ADDRESS: Final = {"sie": "Sie", "du": "du", "ihr": "ihr", "none": "–"}


@dataclass(frozen=True, slots=True)
class Tone:
    """A group with its sheet, as the composer shows and asks it."""

    group: TargetGroup
    sheet: ToneSheet

    @classmethod
    def of(cls, item: Item) -> "Tone | None":
        """Return the tone for an item's group; None where no group is named."""
        return cls(item.target_group, tone_of(item.target_group)) if item.target_group is not None else None

    def findings(self, text: str) -> tuple[Finding, ...]:
        """Return what in a text does not fit the sheet; hints and warnings, never a bar."""
        return tuple(
            Finding(
                f"tone_{found.problem}",
                _LEVELS.get(found.problem, "hint"),
                TONE_PROBLEMS[found.problem],
                {"words": ", ".join(_said(found.problem, found.words)), "wanted": _ADDRESS[self.sheet.address]},
            )
            for found in check_tone(text, self.sheet)
        )


def _said(problem: str, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_ADDRESS[word] for word in words) if problem in ("address", "mixed_address") else words


def missing_reasons(item: Item) -> tuple[str, ...]:
    """Return which of "target_group" and "goal" an item does not say although the workspace works with target groups."""
    has_goal = bool(item.aim_id or item.goal.strip())
    if item.target_group_id and has_goal:
        return ()
    if not TargetGroup.objects.filter(workspace=item.workspace_id, ended_at=None).exists():
        return ()
    return tuple(
        name for name, is_said in (("target_group", bool(item.target_group_id)), ("goal", has_goal)) if not is_said
    )


def must_say_why(item: Item) -> None:
    """Raise Impossible where target group or goal are missing (guide 2.1: they are the base of every content)."""
    missing = missing_reasons(item)
    if missing == ("target_group",):
        raise Impossible(_("Say first which target group this post is for."), code="no_reasons")
    if missing == ("goal",):
        raise Impossible(_("Say first what goal this post serves."), code="no_reasons")
    if missing:
        raise Impossible(_("Say first which target group this post is for and what goal it serves."), code="no_reasons")
