"""What only this network asks about a post, as data."""

from leitstand.connector_kit.manifest import Question

# Each language in its own words, as readers find it in their settings.
_LANGUAGES = (
    ("", "–"),
    ("de", "Deutsch"),
    ("en", "English"),
    ("fr", "Français"),
    ("es", "Español"),
    ("it", "Italiano"),
    ("nl", "Nederlands"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("sv", "Svenska"),
    ("tr", "Türkçe"),
    ("uk", "Українська"),
)

OPTIONS = (
    Question(
        name="language",
        label="Language of the text",
        help="Readers filter by language.",
        kind="choice",
        required=False,
        choices=_LANGUAGES,
    ),
    Question(
        name="content_label",
        label="Cover pictures",
        help="Pictures and videos are shown only on request.",
        kind="choice",
        required=False,
        choices=(
            ("", "–"),
            ("graphic-media", "Drastic pictures"),
            ("nudity", "Nudity"),
            ("sexual", "Suggestive"),
        ),
    ),
)
