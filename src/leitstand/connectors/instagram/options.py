"""What only this network asks about a post, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="reel_only",
        label="Reel only among reels",
        help="Then it does not stand in the profile's grid.",
        kind="flag",
        required=False,
    ),
)
