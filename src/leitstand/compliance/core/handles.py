"""Account names that look like another: made up for a search, and recognised when one comes in. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import Final

from confusable_homoglyphs import confusables  # type: ignore[import-untyped]

MOST: Final = 60
# Digits and signs read as letters, after everything was folded.
_READ_AS: Final = str.maketrans(
    {"0": "o", "1": "l", "3": "e", "4": "a", "5": "s", "7": "t", "8": "b", "i": "l", "$": "s"}
)
_DIGITS: Final = {"o": "0", "i": "1", "l": "1", "e": "3", "a": "4", "s": "5", "t": "7", "b": "8"}
_FOREIGN: Final = {"a": "а", "c": "с", "e": "е", "o": "о", "p": "р", "x": "х", "y": "у", "i": "і"}
# Words that impersonators put beside a name.
ADDED: Final = (
    "official",
    "offiziell",
    "support",
    "service",
    "kundenservice",
    "jobs",
    "karriere",
    "team",
    "gmbh",
    "de",
)
_PAIRS: Final = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_UMLAUTS: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
SHORT: Final = 5


def plain(name: str) -> str:
    """Return a name as an account name: small letters and digits only."""
    folded = unicodedata.normalize("NFKC", name).casefold().translate(_UMLAUTS)
    kept = unicodedata.normalize("NFKD", "".join(_latin(sign) for sign in folded))
    return "".join(sign for sign in kept if sign.isalnum())


def skeleton(name: str) -> str:
    """Return what the eye reads: foreign letters as Latin ones, digits as letters, no signs between."""
    read = plain(name).translate(_READ_AS)
    for looks, like in _PAIRS:
        read = read.replace(looks, like)
    return read


@cache
def _latin(sign: str) -> str:
    if sign.isascii():
        return sign
    twins = (str(twin["c"]) for twin in confusables.confusables_data.get(sign, ()))
    return next((twin for twin in twins if len(twin) == 1 and twin.isascii() and twin.isalnum()), sign)


_ADDED: Final = tuple(skeleton(word) for word in ADDED)


def is_like(handle: str, name: str) -> bool:
    """Whether an account name could pass for a name: the same to the eye, one slip away, or with a word beside it."""
    return passes_for(read_off(handle), skeleton(name))


def read_off(handle: str) -> str:
    """Return what the eye reads of an account name, without the server it lies on."""
    return skeleton(handle.lstrip("@").split("@", 1)[0])


def passes_for(seen: str, wanted: str) -> bool:
    """The same of what the eye reads of both (`read_off`, `skeleton`): whoever compares many works that out once."""
    if len(wanted) < 3 or not seen:
        return False
    bare = seen
    for added in _ADDED:
        bare = bare.removesuffix(added) if bare != wanted and len(bare) > len(added) else bare
        bare = bare.removeprefix(added) if bare != wanted and len(bare) > len(added) else bare
    if wanted in (seen, bare):
        return True
    # A single slip tells nothing between short names.
    return len(wanted) > SHORT and (_one_slip(wanted, seen) or _one_slip(wanted, bare))


def _one_slip(one: str, other: str) -> bool:
    """Whether one letter was added, left out, changed, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    rest, there = one[at:], other[at:]
    return (
        rest[1:] == there[1:]
        or rest[1:] == there
        or rest == there[1:]
        or (rest[:2] == there[1::-1] and rest[2:] == there[2:])
    )


def look_alikes(name: str) -> list[tuple[str, str]]:
    """Return account names that look like one, each with the id of the way it was made; the likeliest first."""
    handle = plain(name)
    found: dict[str, str] = {}
    if not handle:
        return []
    for made, way in _made(handle, re.split(r"[\s._-]+", name.casefold().translate(_UMLAUTS).strip())):
        if made != handle:
            found.setdefault(made, way)
    return list(found.items())[:MOST]


def _made(handle: str, words: list[str]) -> Iterator[tuple[str, str]]:
    parts = [plain(word) for word in words if plain(word)]
    for sign in "_.-":
        if len(parts) > 1:
            yield sign.join(parts), "sign"
        yield f"{handle}{sign}", "sign"
    for word in ADDED:
        yield f"{handle}_{word}", "word"
        yield f"{handle}{word}", "word"
    yield from ((f"real{handle}", "word"), (f"the{handle}", "word"))
    for place, letter in enumerate(handle):
        if letter in _DIGITS:
            yield handle[:place] + _DIGITS[letter] + handle[place + 1 :], "digit"
        if letter in _FOREIGN:
            yield handle[:place] + _FOREIGN[letter] + handle[place + 1 :], "foreign"
    for place in range(len(handle) - 1):
        yield handle[:place] + handle[place + 1] + handle[place] + handle[place + 2 :], "typo"
    for place, letter in enumerate(handle):
        yield handle[:place] + letter + handle[place:], "typo"
        if len(handle) > SHORT:
            yield handle[:place] + handle[place + 1 :], "typo"
