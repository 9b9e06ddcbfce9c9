"""What a machine can read off a text: words of lists in their German forms, and where the advertising label stands. Pure.

Word lists only suspect: what they find is confirmed by a person where the rule says so.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Facts, FactValue, Vocabulary
from leitstand.compliance.core.numbers import read_numbers
from leitstand.compliance.core.raw import Table
from leitstand.kernel.text import hashtags, mention_spans, url_spans, urls

_WORDS: Final = "werbung|anzeige|werbevideo|produktplatzierung"
# The first words count as "at the start" after signs and emoji; the guide of the media authorities wants the label first.
_START: Final = re.compile(
    rf"^[\W_]{{0,24}}(?:(?:bezahlte|enthält|unterstützt\s+durch)\s+)?({_WORDS})(?!\w|-\w)", re.IGNORECASE
)
_LABEL: Final = re.compile(rf"(?<![\w#])(?<!\w[-./])({_WORDS})(?!\w|-\w)", re.IGNORECASE)
_TAG: Final = re.compile(rf"#({_WORDS})(?![\w-])", re.IGNORECASE)
# "unbezahlte Werbung", "keine Werbung", "Werbung (unbezahlt)" label nothing.
_DENIED: Final = re.compile(
    r"""\b(?:unbezahlte?|unbeauftragte?|nicht\s+bezahlte?|kein|keine|keinerlei|ohne)\s+(?:/\s*\w+\s+|bezahlte\s+)?
          (?:werbung|anzeige)\b
      | \b(?:werbung|anzeige)\s{0,3}[,(|/–—-]{0,2}\s{0,3}
          (?:unbezahlt|unbeauftragt|nicht\s+bezahlt|ohne\s+auftrag|selbst\s+(?:gekauft|bezahlt))\w*""",
    re.IGNORECASE | re.VERBOSE,
)
# How a sentence goes on that only speaks of advertising: "Werbung ist teuer", "Anzeige gegen unbekannt", "Werbung, die wirkt".
_TALK: Final = re.compile(
    r"""\s*(?:[?&+] | ,\s*(?:die|der|das|was|wie|wo|dass)\b | 20\d\d\b
      | (?:ist|sind|war|waren|wird|werden|wirkt|wirken|kann|können|könnte|muss|müssen|soll|sollte|darf|hat|haben|macht|machen
        |nervt|funktioniert|braucht|kostet|lohnt|erstattet|erstatten|schalten|geschaltet|gegen|und|oder|auf|im|per|bei|ohne
        |als|statt|gehört|bringt|läuft)\b(?!\s+auftrag))""",
    re.IGNORECASE | re.VERBOSE,
)
# How a label goes on in small letters: "Werbung wegen Verlinkung", "Anzeige für Holm: …".
_GOES_ON: Final = re.compile(
    r"""\s*(?:(?:wegen|da|weil|i\.\s?[AV]\.|im\s+Auftrag|in\s+(?:Kooperation|Zusammenarbeit|eigener)|aus\s+Überzeugung)
      | (?:für|mit|von|durch)\s+[A-ZÄÖÜ0-9][^\n.!?]{0,40}?[:|\n–—(])""",
    re.VERBOSE,
)
_ENDS: Final = re.compile(r"\s*(?:$|[^\w\s])|[ \t]*\n")
# Words before "Werbung" that make it a part of a sentence: "unsere Werbung", "gute Werbung", "in Werbung".
_PART: Final = re.compile(
    r"(?:\w+(?:e|en|er|es|em)|in|zur|zum|mit|als|per|für|von|durch|gegen|mehr|viel|und|oder|über|um|an|auf|bei|statt|nur|noch"
    r"|auch|schon|kein|ohne|ist|war|wird|macht|mag)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Pattern:
    """A list of words as one expression; `fact` is told the hits (kind words) or whether there are any (kind yes_no)."""

    id: str
    fact: str
    expression: re.Pattern[str]
    good: Sequence[str]
    bad: Sequence[str]


def patterns_of(raw: Mapping[str, Table], vocabulary: Vocabulary) -> tuple[Pattern, ...]:
    """Read `[patterns.green] fact = …, regex = …, hits = […], passes = […]`; raises ValueError naming what is not whole."""
    found = []
    for name, told in raw.items():
        tame.keys(told, name, needed=frozenset({"fact", "regex", "hits", "passes"}), known=frozenset({"source"}))
        fact = vocabulary[tame.text(told["fact"], name)]
        if fact.kind not in ("words", "yes_no"):
            raise ValueError(f"{name}: {fact.name} must be of kind words or yes_no")
        try:
            expression = re.compile(tame.text(told["regex"], name), re.IGNORECASE | re.VERBOSE)
        except re.error as wrong:
            raise ValueError(f"{name}: {wrong}") from wrong
        found.append(
            Pattern(name, fact.name, expression, tame.texts(told["hits"], name), tame.texts(told["passes"], name))
        )
    return tuple(found)


def read_text(
    text: str, patterns: Sequence[Pattern], vocabulary: Vocabulary, *, fold: int | None = None
) -> dict[str, FactValue]:
    """Return every fact the text tells; a fact no pattern hits is told as none of it (no, or no words)."""
    plain = plain_letters(text)
    found: dict[str, FactValue] = {}
    for pattern in patterns:
        hits = frozenset(match.group(0).casefold() for match in pattern.expression.finditer(plain))
        before = found.get(pattern.fact)
        if vocabulary[pattern.fact].kind == "yes_no":
            found[pattern.fact] = bool(hits) or before is True
        else:
            found[pattern.fact] = hits | before if isinstance(before, frozenset) else hits
    found |= read_numbers(plain)
    position, word = label_in(plain, fold=fold)
    found["label.position"] = position
    found["label.word"] = word
    found["text.fancy_letters"] = plain != unicodedata.normalize("NFC", text) and _has_fancy(text)
    found["text.mentions"] = frozenset(handle.casefold() for _, _, handle in mention_spans(text))
    found["text.hashtags"] = frozenset(tag.casefold() for tag in hashtags(text))
    found["text.has_link"] = bool(urls(text))
    found["text.length"] = len(text)
    return found


def label_in(text: str, *, fold: int | None = None) -> tuple[str, str]:
    """Return where the label stands ("start", "later", "folded", "hashtag", "none") and the word; "" where there is none."""
    position, match = _label_in(text, fold)
    return position, match.group(1).casefold() if match else ""


def label_span(text: str) -> tuple[int, int] | None:
    """Return from where to where the label's word stands in a text, None where there is none."""
    _position, match = _label_in(text, None)
    return match.span(1) if match else None


def _label_in(text: str, fold: int | None) -> tuple[str, re.Match[str] | None]:
    told = _DENIED.sub(_hidden, _without_addresses(text))
    if (match := _START.match(told)) and _is_label(told, match.end(), small=match.group(1).islower()):
        return "start", match
    for match in _LABEL.finditer(told):
        if _stands_apart(told, match):
            return ("folded" if fold is not None and match.start() > fold else "later"), match
    if match := _TAG.search(told):
        # A hashtag as the very first word is read as the word itself.
        first = re.match(r"^[\s\W]{0,24}$", told[: match.start()]) is not None
        return ("start" if first else "hashtag"), match
    return "none", None


def _without_addresses(text: str) -> str:
    """Return the text with links and handles as a word of the same length, so that "holm.de/werbung" is no label."""
    for start, end in [*url_spans(text), *((start, end) for start, end, _ in mention_spans(text))]:
        text = f"{text[:start]}{'X' * (end - start)}{text[end:]}"
    return text


def _hidden(match: re.Match[str]) -> str:
    return "X" * len(match.group())


def _is_label(told: str, end: int, *, small: bool) -> bool:
    """Whether a word at the beginning labels what follows, or is the subject of a sentence; `small`: nobody writes capitals."""
    rest = told[end:]
    if _TALK.match(rest):
        return False
    if _ENDS.match(rest) or _GOES_ON.match(rest) or small:
        return True
    return not rest.lstrip()[:1].islower()


def _stands_apart(told: str, match: re.Match[str]) -> bool:
    """Whether a word in the middle labels: it stands behind a sign or a new line, or ends a line without being part of one."""
    before = told[: match.start()].rstrip(" \t")
    apart = not before or not (before[-1].isalnum() or before[-1] in "_„»‚")
    if before.endswith(","):
        apart = False
    if apart or re.search(r"#\w+$", before):
        return _is_label(told, match.end(), small=False)
    return (
        _ENDS.match(told, match.end()) is not None and not _TALK.match(told, match.end()) and not _PART.search(before)
    )


def plain_letters(text: str) -> str:
    """Return the text with ordinary letters: fancy ones from the mathematical block and wide ones made plain."""
    return "".join(
        unicodedata.normalize("NFKC", sign) if _is_fancy(sign) else sign for sign in unicodedata.normalize("NFC", text)
    )


def _is_fancy(sign: str) -> bool:
    code = ord(sign)
    return 0x1D400 <= code <= 0x1D7FF or 0xFF01 <= code <= 0xFF5E or 0x24B6 <= code <= 0x24E9


def _has_fancy(text: str) -> bool:
    return any(_is_fancy(sign) for sign in text)


def joined(declared: Facts, read: Facts) -> Facts:
    """Return both; what a person declared stands above what the machine read."""
    return {**read, **declared}
