"""What the network received and kept, so that a test can count lost and double posts on the network's side."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from leitstand.connectors.rehearsal.stage.world import World

SHOWN_GROUPS: Final = 20


@dataclass(slots=True)
class Counts:
    """Counted since the server started; what was stored is known beyond a restart."""

    requests: int = 0
    creates_received: int = 0
    posts_stored: int = 0
    comments_stored: int = 0
    repeated_keys: int = 0
    answers_lost: int = 0
    requests_lost: int = 0
    refused: int = 0
    rate_limited: int = 0
    expired: int = 0
    received_by_key: Counter[tuple[str, str]] = field(default_factory=Counter)
    stored_by_key: Counter[tuple[str, str]] = field(default_factory=Counter)

    def received(self, handle: str, key: str) -> None:
        """Count a create that reached the server, whatever becomes of it."""
        self.creates_received += 1
        if key:
            self.received_by_key[handle, key] += 1

    def stored(self, handle: str, key: str) -> None:
        """Count a message that was kept under its key."""
        if key:
            self.stored_by_key[handle, key] += 1

    def to_json(self, world: World, *, keys: bool) -> dict[str, object]:
        """Return everything that was counted; `keys` adds a line for every key and every group of doubles."""
        told: dict[str, object] = {
            name: getattr(self, name) for name in self.__slots__ if name not in ("received_by_key", "stored_by_key")
        }
        told["posts_there"] = len(world.posts)
        told["comments_there"] = len(world.comments)
        for name, groups in doubles(world).items():
            told[name] = sum(len(group) - 1 for group in groups)
            told[f"{name}_groups"] = groups if keys else groups[:SHOWN_GROUPS]
        if keys:
            told["by_key"] = {
                f"{handle}/{key}": {"received": count, "stored": self.stored_by_key[handle, key]}
                for (handle, key), count in self.received_by_key.items()
            }
        return told


def doubles(world: World) -> Mapping[str, list[list[str]]]:
    """Return the groups of messages that were said more than once: by key or reference, and by their words alone.

    `doubles` share account, text and key, or account and client reference. `same_text` share account, place and text:
    a company that says the same thing on purpose is among them.
    """
    messages = [
        (post.id, post.handle, post.reply_to, post.text, post.key, post.ref) for post in world.posts.values()
    ] + [
        (comment.id, comment.handle, f"{comment.post}/{comment.parent}", comment.text, comment.key, "")
        for comment in world.comments.values()
        if comment.handle
    ]
    by_key = _groups(((handle, text, key), name) for name, handle, _, text, key, _ in messages if key)
    by_ref = _groups(((handle, ref), name) for name, handle, _, _, _, ref in messages if ref)
    by_text = _groups(((handle, place, text), name) for name, handle, place, text, _, _ in messages)
    return {"doubles": by_key + [group for group in by_ref if group not in by_key], "same_text": by_text}


def _groups(named: Iterable[tuple[tuple[str, ...], str]]) -> list[list[str]]:
    groups: dict[tuple[str, ...], list[str]] = {}
    for mark, name in named:
        groups.setdefault(mark, []).append(name)
    return [group for group in groups.values() if len(group) > 1]
