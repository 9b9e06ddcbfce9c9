"""What only this network asks about a film, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="privacy",
        label="Who can watch it",
        kind="choice",
        required=False,
        choices=(("public", "Everybody"), ("unlisted", "Everybody with the link"), ("private", "Nobody else")),
        default="public",
    ),
    Question(name="tags", label="Tags", help="Separated by commas; 500 characters together.", required=False),
    Question(
        name="category",
        label="Category",
        kind="choice",
        required=False,
        choices=(
            ("28", "Science and technology"),
            ("27", "Education"),
            ("22", "People and blogs"),
            ("25", "News and politics"),
            ("24", "Entertainment"),
            ("26", "How-to and style"),
        ),
        default="28",
    ),
    Question(name="for_kids", label="Made for children", kind="flag", required=False),
    Question(
        name="synthetic",
        label="Shows realistic scenes made or changed by AI",
        help="The network demands this to be told.",
        kind="flag",
        required=False,
    ),
)
