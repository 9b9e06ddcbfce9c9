"""The German text help as the composer shows it: every hint with the words it is about and why."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.kernel.text import utf16_count
from leitstand.planning.models import Item
from leitstand.publishing.core.text_help import Help, Hint, Kind, Readability, Words, help_with
from leitstand.strategy.core.tone import addresses_in

SHOWN: Final = 12
HEADS: Final[Mapping[Kind, "str | Promise"]] = {
    "mixed": gettext_lazy("Form of address"),
    "long": gettext_lazy("Long sentence"),
    "passive": gettext_lazy("Passive"),
    "nouns": gettext_lazy("Many nouns"),
    "swap": gettext_lazy("Simpler"),
    "english": gettext_lazy("English word"),
    "people": gettext_lazy("Who is meant"),
    "filler": gettext_lazy("Filler"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A hint on the screen; `start` and `end` count as browsers count (UTF-16)."""

    head: "str | Promise"
    quote: str
    sentence: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TextHelp:
    """What the fold beside the text shows."""

    rows: Sequence[Row]
    more: int
    readability: Readability | None
    verdict: str


@cache
def words() -> Words:
    """Read the word lists once."""
    told: dict[str, Any] = tomllib.loads(
        files("leitstand.publishing").joinpath("text_help/de.toml").read_text(encoding="utf-8")
    )
    return Words(
        longest_plain=told["sentence"]["plain"],
        longest_experts=told["sentence"]["experts"],
        endings=told["nouns"]["endings"],
        nouns_most=told["nouns"]["most"],
        fillers=told["fillers"]["words"],
        swaps=told["swaps"],
        english=told["english"],
        people={word: (one["stem"], one["instead"]) for word, one in told["people"].items()},
        abbreviations=told["abbreviations"]["words"],
        active=frozenset(told["passive"]["active"]),
        not_participles=frozenset(told["passive"]["not_participles"]),
        words_needed=told["readability"]["words_needed"],
        amstad_hard=told["readability"]["amstad_hard"],
        amstad_plain=told["readability"]["amstad_plain"],
        vienna_hard=told["readability"]["vienna_hard"],
    )


def help_for(item: Item, text: str) -> TextHelp | None:
    """Return the help for a text; None where there is nothing to say, or the text is not German."""
    group = item.target_group
    found = help_with(text, words(), for_experts=group is not None and group.jargon == "expert")
    rows = [_row(text, hint) for hint in _mixed(text, item) + list(found.hints)]
    if not rows and found.readability is None:
        return None
    return TextHelp(rows[:SHOWN], max(0, len(rows) - SHOWN), found.readability, _verdict(found))


def _mixed(text: str, item: Item) -> list[Hint]:
    """Say that two forms of address stand in one text; with a target group its tone sheet says so itself."""
    used = addresses_in(text)
    if item.target_group_id is not None or len(used) < 2:
        return []
    return [Hint("mixed", 0, 0, ", ".join({"sie": "Sie", "du": "du", "ihr": "ihr"}[one] for one in sorted(used)))]


def _row(text: str, hint: Hint) -> Row:
    quote = hint.words if len(hint.words) <= 90 else f"{hint.words[:60].rstrip()} … {hint.words[-20:].lstrip()}"
    start = utf16_count(text[: hint.start])
    return Row(HEADS[hint.kind], quote, _sentence(hint), start, start + utf16_count(text[hint.start : hint.end]))


def _sentence(hint: Hint) -> str:
    match hint.kind:
        case "long":
            return ngettext(
                "%(count)d word in one sentence: make two of it.",
                "%(count)d words in one sentence: make two of it.",
                hint.count,
            ) % {"count": hint.count}
        case "passive":
            return _("Who does it? Say so, if it matters.")
        case "nouns":
            return _("Verbs instead of nouns make it livelier.")
        case "filler":
            return _("Does the sentence lose anything without it?")
        case "mixed":
            return _("The text speaks to people in more than one way.")
        case "people":
            return _("Are all meant? Then for instance: %(instead)s") % {"instead": hint.instead}
        case _:
            return _("For instance: %(instead)s") % {"instead": hint.instead}


def _verdict(found: Help) -> str:
    told = found.readability
    if told is None:
        return ""
    return {
        "easy": _("Easy to read."),
        "middling": _("Readable without trouble for people of the trade."),
        "hard": _("Hard to read: shorter sentences and shorter words help."),
    }[told.level]
