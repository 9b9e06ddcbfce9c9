"""Roles with their tasks, and holding statements, as data tells them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitstand.community.moderation import table
from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Role:
    """A part in a crisis with its tasks."""

    id: str
    name: Words
    tasks: Sequence[Words]


def roles() -> Mapping[str, Role]:
    """Return the roles by id, in their order."""
    found = {}
    for one in table("role"):
        name, told = str(one["id"]), one["tasks"]
        if not isinstance(told, list):
            raise ValueError(f"role {name}: tasks is a list")  # noqa: TRY004 - data, not a call
        found[name] = Role(name, words_of(one["name"], name), [words_of(each, f"role {name}") for each in told])
    return found


def statements() -> Mapping[str, tuple[Words, Words]]:
    """Return name and words of the holding statements."""
    return {
        str(one["id"]): (words_of(one["name"], str(one["id"])), words_of(one["words"], str(one["id"])))
        for one in table("statement")
    }
