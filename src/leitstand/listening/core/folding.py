"""Bring words to one form, so that Müller, Mueller and MÜLLER are the same; and cut a text into words with their marks."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final, Literal

Mark = Literal["", "#", "@"]
LONGEST_TEXT: Final = 20_000
LONGEST_WORD: Final = 60

_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
_BARE: Final = str.maketrans({"ä": "a", "ö": "o", "ü": "u", "ß": "ss"})
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
# A handle may hold a dot inside (@marke.example); everything else ends at one.
_WORD: Final = re.compile(r"(?<!\w)@\w+(?:[.\-]\w+)*|#?\w+")


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: as it was written in small letters, with # or @ before it or without."""

    word: str
    mark: Mark = ""


def fold(word: str) -> str:
    """Return a word in small letters, umlauts written out (ae), without any other accent."""
    low = word.casefold() if word.isascii() else unicodedata.normalize("NFC", word).lower()
    if low.isascii():
        return low
    return _plain(low.translate(_UMLAUTS))


def bare(word: str) -> str:
    """Return a word as somebody types it who leaves the dots away: Müller becomes muller."""
    low = unicodedata.normalize("NFC", word).lower()
    return _plain(low.translate(_BARE))


def _plain(word: str) -> str:
    if word.isascii():
        return word
    taken_apart = unicodedata.normalize("NFKD", word)
    return "".join(sign for sign in taken_apart if not unicodedata.combining(sign))


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text in order; addresses of pages are none, and beyond 20,000 characters nothing is read."""
    return [_token(found) for found in words_of(text)]


def words_of(text: str) -> list[str]:
    """Return the words of a text in small letters, # and @ still before them."""
    cut = text[:LONGEST_TEXT]
    if not cut.isascii():
        cut = unicodedata.normalize("NFC", cut)
    if "://" in cut or "www." in cut.lower():
        cut = _ADDRESS.sub(" ", cut)
    return _WORD.findall(cut.lower())


def _token(written: str) -> Token:
    if written[0] == "#":
        return Token(written[1:], "#")
    if written[0] == "@":
        return Token(written[1:], "@")
    return Token(written)
