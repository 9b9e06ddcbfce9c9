"""Fill a saved reply with what is known, find whom a note names, and say who needs a second person. Pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

_VARIABLE: Final = re.compile(r"\{(\w+)\}")
# What can stand in a saved reply; what is not known stays to be typed.
VARIABLES: Final = ("name", "channel", "agent", "order", "link", "answer", "wish", "rating", "change")


@dataclass(frozen=True, slots=True)
class Filled:
    """A reply as it is put into the box; `missing` are the places that a person still has to fill."""

    text: str
    missing: tuple[str, ...]


def unknown(text: str) -> tuple[str, ...]:
    """Return the variables of a reply that nobody knows: they are misspelt."""
    return tuple(dict.fromkeys(name for name in _VARIABLE.findall(text) if name not in VARIABLES))


def fill(text: str, known: Mapping[str, str]) -> Filled:
    """Put in what is known. A greeting without a name says none; other places stay as “…”, and are told."""
    missing: list[str] = []

    def put(match: re.Match[str]) -> str:
        name = match.group(1)
        said = known.get(name, "")
        if said or name not in VARIABLES:
            return said or match.group()
        if name != "name" and name not in missing:
            missing.append(name)
        return "" if name == "name" else "…"

    filled = _VARIABLE.sub(put, text)
    # "Guten Tag , danke" and "Danke, ." are left where there is no name.
    filled = re.sub(r"[ \t]*,?[ \t]+([,.!?])", r"\1", filled)
    filled = re.sub(r"^[ \t]*,[ \t]*", "", filled, flags=re.MULTILINE)
    return Filled(filled.strip(), tuple(missing))


def mentioned(text: str, names: Mapping[int, str]) -> frozenset[int]:
    """Return the numbers of those whom a note names with an @: by the whole name, or by a first name only one has."""
    plain = " ".join(text.casefold().split())
    found: set[int] = set()
    firsts: dict[str, list[int]] = {}
    for number, name in names.items():
        whole = " ".join(name.casefold().split())
        if not whole:
            continue
        firsts.setdefault(whole.split()[0], []).append(number)
        if _at(whole).search(plain):
            found.add(number)
    for first, numbers in firsts.items():
        if len(numbers) == 1 and _at(first).search(plain):
            found.add(numbers[0])
    return frozenset(found)


def _at(name: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)@{re.escape(name)}(?!\w)")


def needs_second(*, role: str, roles: Collection[str], person: int, people: Iterable[int], is_sensitive: bool) -> bool:
    """Whether a reply is looked at by a second person before it goes out."""
    return is_sensitive or role in roles or person in set(people)
