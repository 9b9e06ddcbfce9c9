"""Where rooms beside or above this one put in what they can tell of a text; without them nobody guesses."""

from collections.abc import Callable
from typing import Final

Tone = Callable[[str, str], str]
_readers: Final[list[Tone]] = []


def tell_tone(reader: Tone) -> None:
    """Have tones told by `reader(text, language)`: "positive", "neutral", "negative", or "" where it is unsure."""
    if reader not in _readers:
        _readers.append(reader)


def tone_of(text: str, language: str) -> str:
    """Return the tone by the first reader that is sure; "" where none is."""
    if not text.strip():
        return ""
    told = (reader(text, language) for reader in _readers)
    return next((one for one in told if one in ("positive", "neutral", "negative")), "")
