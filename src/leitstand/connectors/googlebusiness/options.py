"""What only this network asks about a post, as data; the composer draws it."""

from typing import Final

from leitstand.connector_kit.manifest import Question

# Each language in its own words.
_LANGUAGES: Final = (
    ("de", "Deutsch"),
    ("en", "English"),
    ("fr", "Français"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("tr", "Türkçe"),
)

OPTIONS: Final = (
    Question(
        name="topic",
        label="Kind of post",
        help="Events and offers need a title, a beginning and an end. Hotels may not make offers.",
        kind="choice",
        required=False,
        choices=(("STANDARD", "Update"), ("EVENT", "Event"), ("OFFER", "Offer")),
        default="STANDARD",
    ),
    Question(
        name="button",
        label="Button",
        help="Offers have a button of their own.",
        kind="choice",
        required=False,
        choices=(
            ("", "–"),
            ("LEARN_MORE", "Learn more"),
            ("BOOK", "Book"),
            ("ORDER", "Order online"),
            ("SHOP", "Buy"),
            ("SIGN_UP", "Sign up"),
            ("CALL", "Call now"),
        ),
    ),
    Question(
        name="button_url",
        label="Where the button leads",
        help="Not for calls: these use the number of the profile.",
        kind="url",
        required=False,
        example="https://www.example.com/termine",
    ),
    Question(name="event_title", label="Title of the event or offer", help="At most 58 characters.", required=False),
    Question(
        name="starts",
        label="Begins",
        help="Day and time as they hold at the location.",
        required=False,
        example="01.12.2026 10:00",
    ),
    Question(name="ends", label="Ends", required=False, example="01.12.2026 18:00"),
    Question(name="coupon", label="Voucher code", help="For offers.", required=False, example="WINTER26"),
    Question(
        name="redeem_url",
        label="Where the offer is taken up",
        help="For offers.",
        kind="url",
        required=False,
        example="https://www.example.com/angebot",
    ),
    Question(name="terms", label="Terms of the offer", help="For offers.", required=False),
    Question(
        name="language",
        label="Language of the text",
        kind="choice",
        required=False,
        choices=_LANGUAGES,
        default="de",
    ),
)
