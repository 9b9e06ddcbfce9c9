"""What only this network asks about a post, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="silent",
        label="Without a sound",
        help="People get the message without a notification.",
        kind="flag",
        required=False,
    ),
    Question(name="no_preview", label="Without a preview of the link", kind="flag", required=False),
)
