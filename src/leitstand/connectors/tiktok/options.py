"""What only this network asks about a post, as data. Who sees it has no default: the network demands a choice. Pure."""

from collections.abc import Mapping
from typing import Final

from leitstand.connector_kit.manifest import Question

ONLY_ME: Final = "SELF_ONLY"
_YES: Final = ("1", "true", "on")

OPTIONS: Final = (
    Question(
        name="privacy",
        label="Who sees it",
        kind="choice",
        choices=(
            ("PUBLIC_TO_EVERYONE", "Everybody"),
            ("FOLLOWER_OF_CREATOR", "Followers"),
            ("MUTUAL_FOLLOW_FRIENDS", "Friends"),
            (ONLY_ME, "Only ourselves"),
        ),
        help="Until TikTok has checked your app, only “Only ourselves” is possible.",
    ),
    Question(name="allow_comment", label="Allow comments", kind="flag", required=False),
    Question(name="allow_duet", label="Allow duets", kind="flag", required=False, help="Videos only."),
    Question(name="allow_stitch", label="Allow stitches", kind="flag", required=False, help="Videos only."),
    Question(
        name="own_brand",
        label="Advertises your own company",
        kind="flag",
        required=False,
        help="TikTok labels it as “Promotional content”.",
    ),
    Question(
        name="partnership",
        label="Paid partnership",
        kind="flag",
        required=False,
        help="TikTok labels it as “Paid partnership”; it cannot be seen by yourselves only.",
    ),
    Question(name="made_by_ai", label="Made by AI", kind="flag", required=False, help="TikTok labels it."),
    Question(name="photo_title", label="Title of the pictures", required=False, help="Up to 90 characters."),
)


def is_chosen(options: Mapping[str, str], name: str) -> bool:
    """Whether a flag is set."""
    return options.get(name, "") in _YES
