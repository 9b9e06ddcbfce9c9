"""The relationships as data tells them: name, and how to answer somebody of this kind."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.kernel.words import Words, words_of

# The guide names these four; whoever edits the file keeps them.
NAMED: Final = ("loyal_customer", "new_lead", "former_colleague", "dissatisfied")
# Deals alone tell these; see core/relationships.py.
TOLD_BY_DEALS: Final = ("customer", "lost_lead")


@dataclass(frozen=True, slots=True)
class Relationship:
    """A relationship in words, in the reader's language when it is read."""

    id: str
    _name: Words
    _reply: Words

    @property
    def name(self) -> str:
        """What it is called."""
        return self._name.said(get_language() or "de")

    @property
    def reply(self) -> str:
        """How to answer somebody of this kind."""
        return self._reply.said(get_language() or "de")


@dataclass(frozen=True, slots=True)
class Book:
    """What the data file says."""

    loyal_from: int
    kinds: Mapping[str, Relationship]


@cache
def relationship_book() -> Book:
    """Return what relationships.toml says; raises ValueError where it is not whole."""
    text = files("leitstand.contacts").joinpath("relationships.toml").read_text(encoding="utf-8")
    told: dict[str, Any] = tomllib.loads(text)
    kinds = {
        one["id"]: Relationship(
            one["id"], *(words_of(one[name], f"relationships.toml {one['id']}") for name in ("name", "reply"))
        )
        for one in told["relationship"]
    }
    if missing := [name for name in (*NAMED, *TOLD_BY_DEALS) if name not in kinds]:
        raise ValueError(f"relationships.toml: {', '.join(missing)} is wanted")
    if told["loyal_from"] < 2:
        raise ValueError("relationships.toml: loyal_from is a number from 2 on")
    return Book(told["loyal_from"], kinds)


def relationship_of(name: str) -> Relationship | None:
    """Return a relationship; None for "" and for one the file does not know any more."""
    return relationship_book().kinds.get(name)


def relationship_choices() -> list[tuple[str, str]]:
    """Return the relationships to choose from, none first."""
    return [("", _("Not known")), *((one.id, one.name) for one in relationship_book().kinds.values())]
