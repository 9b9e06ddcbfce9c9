"""What people do: reply, mention, like, share, write a message, a review, or a post of their own."""

from dataclasses import dataclass, fields
from datetime import datetime
from typing import Literal

InteractionKind = Literal["comment", "mention", "like", "share", "quote", "follow", "message", "review", "post"]


@dataclass(frozen=True, slots=True)
class Author:
    """Somebody outside, as the network shows them."""

    id: str
    handle: str = ""
    name: str = ""
    url: str = ""
    avatar_url: str = ""


@dataclass(frozen=True, slots=True)
class Spread:
    """How far something went by the time it was read, as the network tells it; None: it does not tell.

    `followers` are those of whoever said it.
    """

    likes: int | None = None
    comments: int | None = None
    shares: int | None = None
    followers: int | None = None


@dataclass(frozen=True, slots=True)
class Interaction:
    """One thing one person did; `id` is the network's own and never given twice.

    A "post" is what somebody else said in public without addressing us; it is read from a source, or found by a search.
    `rating` is how many stars a review gives, `conversation_id` what holds private messages together;
    """

    id: str
    kind: InteractionKind
    author: Author
    at: datetime
    text: str = ""
    url: str = ""
    post_id: str = ""
    parent_id: str = ""
    rating: int | None = None
    conversation_id: str = ""


@dataclass(frozen=True, slots=True)
class Sighting(Interaction):
    """A post of somebody else that a search found, with how far it went."""

    spread: Spread = Spread()


def seen(one: Interaction, spread: Spread) -> Sighting:
    """Return what was found together with how far it went."""
    told = {field.name: getattr(one, field.name) for field in fields(Interaction)}
    return Sighting(**told, spread=spread)
