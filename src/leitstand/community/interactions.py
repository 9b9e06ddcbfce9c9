"""Something that came in, as the connectors know it."""

from typing import cast

from leitstand.community.models import Incoming
from leitstand.kernel.interaction import Author, Interaction, InteractionKind


def interaction_of(row: Incoming) -> Interaction:
    """Return what is kept of a thing in the words of the kernel; what had to be forgotten is empty."""
    return Interaction(
        id=row.external_id,
        kind=cast("InteractionKind", row.kind),
        author=Author(row.author_key, row.author_handle, row.author_name, row.author_url),
        at=row.at,
        text=row.text,
        url=row.url,
        post_id=row.post_id,
        parent_id=row.parent_id,
        rating=row.rating,
        conversation_id=row.talk_id,
    )
