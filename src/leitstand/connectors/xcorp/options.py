"""What only this network asks about a post, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="replies",
        label="Who may answer",
        kind="choice",
        required=False,
        choices=(
            ("everyone", "Everybody"),
            ("following", "People the profile follows"),
            ("mentionedUsers", "People who are mentioned"),
        ),
        default="everyone",
    ),
)
