"""Does a text keep to a target group's tone sheet? Address, words, emoji, trade terms; everything stays on this machine. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, Literal

from leitstand.kernel.text import emoji_count

ToneProblem = Literal["address", "mixed_address", "avoid", "emoji_none", "emoji_many", "jargon", "unexplained"]

FEW_EMOJI: Final = 3

# Words that show the address. Capital Sie and Ihr within a sentence are formal; at its beginning they may be "she" and "their".
_FORMAL: Final = re.compile(r"(?<![.!?:\n“\"»] )(?<!^)\b(?:Sie|Ihnen|Ihr(?:e[mnrs]?)?)\b", re.MULTILINE)
_CLEARLY_FORMAL: Final = re.compile(r"\b(?:Ihnen|\w+en Sie)\b")
_FAMILIAR: Final = re.compile(r"\b(?:du|dich|dir|dein(?:e[mnrs]?)?)\b", re.IGNORECASE)
_PLURAL: Final = re.compile(r"\b(?:euch|eure[mnrs]?|euer)\b|(?<=[a-zäöüß,] )ihr\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ToneSheet:
    """What a group expects; `glossary` maps a trade term to its explanation."""

    address: str
    emoji: str
    jargon: str
    avoid: Sequence[str] = ()
    glossary: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ToneFinding:
    """One thing that does not fit; `words` are those of the text it is about."""

    problem: ToneProblem
    words: tuple[str, ...] = ()


def addresses_in(text: str) -> frozenset[str]:
    """Return which forms of address a German text uses: "sie", "du", "ihr"; empty where it speaks to nobody."""
    found = set()
    if _FORMAL.search(text) or _CLEARLY_FORMAL.search(text):
        found.add("sie")
    if _FAMILIAR.search(text):
        found.add("du")
    if _PLURAL.search(text):
        found.add("ihr")
    return frozenset(found)


def check_tone(text: str, sheet: ToneSheet) -> tuple[ToneFinding, ...]:
    """Return what in a text does not fit the sheet, in the order of weight."""
    found: list[ToneFinding] = []
    used = addresses_in(text)
    if len(used) > 1:
        found.append(ToneFinding("mixed_address", tuple(sorted(used))))
    elif used and used != {sheet.address}:
        found.append(ToneFinding("address", tuple(used)))
    if avoided := _words_in(text, sheet.avoid):
        found.append(ToneFinding("avoid", avoided))
    emoji = emoji_count(text)
    if sheet.emoji == "none" and emoji:
        found.append(ToneFinding("emoji_none"))
    elif sheet.emoji == "few" and emoji > FEW_EMOJI:
        found.append(ToneFinding("emoji_many"))
    terms = _words_in(text, tuple(sheet.glossary))
    if terms and sheet.jargon == "none":
        found.append(ToneFinding("jargon", terms))
    elif terms and sheet.jargon == "explained":
        unexplained = tuple(term for term in terms if not _is_explained(text, term, sheet.glossary[term]))
        if unexplained:
            found.append(ToneFinding("unexplained", unexplained))
    return tuple(found)


def _words_in(text: str, words: Sequence[str]) -> tuple[str, ...]:
    return tuple(word for word in words if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE))


def _is_explained(text: str, term: str, explanation: str) -> bool:
    """Whether something stands behind the term that explains it: brackets, a dash, "das ist", or words of the explanation."""
    behind = re.split(re.escape(term), text, maxsplit=1, flags=re.IGNORECASE)[-1][:120]
    if re.match(r"\w*\s*(?:\(|–|—|: |, (?:also|das heißt|d\. ?h\.)|das (?:ist|heißt|bedeutet)\b)", behind):
        return True
    told = set(re.findall(r"\w{6,}", explanation.casefold()))
    return bool(told) and len(told & set(re.findall(r"\w{6,}", text.casefold()))) >= min(2, len(told))
