"""What only this network asks about a post, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="audience",
        label="Who sees it",
        help="Only persons can write for their contacts alone; a page writes for everybody.",
        kind="choice",
        required=False,
        choices=(("public", "Everybody"), ("connections", "Contacts only")),
        default="public",
    ),
    Question(name="no_resharing", label="May not be reshared", kind="flag", required=False),
    Question(name="video_title", label="Title of the video", required=False),
)
