"""The verbs of the command palette (Ctrl+K): each room puts its own there, in its apps.py."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@dataclass(frozen=True, slots=True)
class Verb:
    """Something a person can set out to do by name; `words` are further words it is found by, `query` goes behind the address."""

    label: "str | Promise"
    url_name: str
    permission: Permission = Permission.SEE
    words: "str | Promise" = ""
    query: str = ""


_verbs: dict[tuple[str, str], Verb] = {}


def add_verb(verb: Verb) -> None:
    """Put a verb into the palette; the same address twice is one verb."""
    _verbs[verb.url_name, verb.query] = verb


def verbs_for(actor: Actor) -> list[dict[str, str]]:
    """List what this actor may set out to do, as the palette's script reads it."""
    return [
        {
            "label": str(verb.label),
            "words": str(verb.words),
            "url": reverse(verb.url_name, kwargs={"workspace": actor.workspace.slug}) + verb.query,
        }
        for verb in _verbs.values()
        if actor.may(verb.permission)
    ]
