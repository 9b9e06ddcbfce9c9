"""What only this network asks about a pin, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

OPTIONS: Final = (
    Question(
        name="board",
        label="Board",
        help="Where the pin is put. With a single board it is that one.",
        kind="choice",
        required=False,
        choices_from="boards",
    ),
    Question(
        name="link",
        label="Address behind the pin",
        help="Where a click on the pin leads; without it a pin only shows.",
        kind="url",
        required=False,
        example="https://www.example.com/product",
    ),
)
