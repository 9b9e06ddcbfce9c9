"""The parts as data tells them: name, meaning, and what leads on to the next."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.contacts.core.roles import NONE, ORDER, ContactRole
from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A part in words, in the reader's language when it is read."""

    role: ContactRole
    _name: Words
    _means: Words
    _next: Words

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name.said(get_language() or "de")

    @property
    def means(self) -> str:
        """What somebody does who plays it."""
        return self._means.said(get_language() or "de")

    @property
    def next_step(self) -> str:
        """What the team can do so that they go on."""
        return self._next.said(get_language() or "de")


@cache
def role_words() -> Mapping[ContactRole, RoleWords]:
    """Return the parts of roles.toml in their order; raises ValueError where the file is not whole."""
    told: dict[str, Any] = tomllib.loads(files("leitstand.contacts").joinpath("roles.toml").read_text(encoding="utf-8"))
    found = {
        ContactRole(one["id"]): RoleWords(
            ContactRole(one["id"]),
            *(words_of(one[name], f"roles.toml {one['id']}") for name in ("name", "means", "next")),
        )
        for one in told["role"]
    }
    if tuple(found) != ORDER:
        raise ValueError("roles.toml: wants every role, in the order of the guide")
    return found


def role_name(role: str) -> str:
    """Return what a part is called; also for "", where none is known."""
    return _("No part known") if role == NONE else role_words()[ContactRole(role)].name


def role_choices() -> list[tuple[str, str]]:
    """Return the parts to choose from, none first."""
    return [(NONE, role_name(NONE)), *((role.value, words.name) for role, words in role_words().items())]
