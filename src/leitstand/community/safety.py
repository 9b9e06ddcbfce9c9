"""The points of brand safety and the four Rs as data tells them."""

from collections.abc import Mapping

from leitstand.community.moderation import table
from leitstand.kernel.words import Words, words_of


def points() -> Mapping[str, Words]:
    """Return the points of the checklist by id, in their order."""
    return {str(one["id"]): words_of(one["words"], f"safety {one['id']}") for one in table("safety")}


def four() -> Mapping[str, tuple[Words, Words]]:
    """Return name and starting text of the four Rs."""
    return {
        str(one["id"]): (words_of(one["name"], f"four {one['id']}"), words_of(one["words"], f"four {one['id']}"))
        for one in table("four")
    }
