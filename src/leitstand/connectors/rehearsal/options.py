"""Questions only this network asks, as data; the composer draws them."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="language",
        label="Language of the text",
        help="The simulated people answer in this language.",
        kind="choice",
        required=False,
        choices=(("de", "German"), ("en", "English")),
        default="de",
    ),
    Question(
        name="comments",
        label="Comments",
        help="Closed: nobody can comment under this post.",
        kind="choice",
        required=False,
        choices=(("open", "Open"), ("closed", "Closed")),
        default="open",
    ),
)
