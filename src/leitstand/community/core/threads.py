"""What belongs together: the key of the conversation to which something that came in belongs."""

from typing import Final

from leitstand.kernel.interaction import Interaction

# Likes, shares and follows are counted by measurement; nobody answers them.
ANSWERABLE: Final = frozenset({"comment", "mention", "quote", "message", "review"})


def root_of(one: Interaction) -> str:
    """Return the network's id at which a conversation begins, as far as this one thing tells.

    Whoever stores it looks first whether its parent is known already: then it belongs to that one's conversation.
    """
    if one.kind == "message":
        return one.conversation_id or one.parent_id or one.id
    if one.kind == "comment" and one.parent_id and one.parent_id != one.post_id:
        return one.parent_id
    return one.id


def key_of(one: Interaction) -> str:
    """Return the key of the conversation; private and public ones never meet."""
    return f"{'private' if one.kind == 'message' else 'public'}:{root_of(one)}"
