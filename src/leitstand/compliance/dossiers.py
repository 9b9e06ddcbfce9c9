"""Whose things can be handed to counsel: each room says here how the things it knows become a document.

    register("item", of_item)

A thing is named as everywhere in this room ("item:…", "incident:…"); its document is made for a person who may see it.
"""

from collections.abc import Callable
from typing import Final

from leitstand.compliance.core.dossier import Dossier
from leitstand.house.actor import Actor, Foreign

Builder = Callable[[Actor, str], Dossier]
"""Takes what stands behind the colon; raises Foreign where there is no such thing in the actor's workspace."""

_builders: Final[dict[str, Builder]] = {}


def register(prefix: str, builder: Builder) -> None:
    """Say how things of one kind become a document; called once, when the app is ready."""
    _builders[prefix] = builder


def dossier_of(actor: Actor, subject: str) -> Dossier:
    """Return the document about a thing; raises Foreign where there is none for this actor."""
    prefix, _colon, name = subject.partition(":")
    builder = _builders.get(prefix)
    if builder is None or not name:
        raise Foreign(prefix or "subject")
    return builder(actor, name)
