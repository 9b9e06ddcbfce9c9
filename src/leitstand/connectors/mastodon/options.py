"""What only this network asks about a post, as data, and what of it does not go together. Pure."""

from collections.abc import Mapping
from typing import Final

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Question
from leitstand.connectors.mastodon.limits import FACTS
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import grapheme_count

_MOST: Final = {fact.name: fact.value for fact in FACTS if isinstance(fact.value, int)}
_FEWEST_ANSWERS: Final = 2
_DAY: Final = 86_400

# Each language in its own words, as the network's own site lists them.
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
        name="visibility",
        label="Who sees it",
        kind="choice",
        required=False,
        choices=(
            ("public", "Everybody"),
            ("unlisted", "Everybody, but not in public timelines"),
            ("private", "Followers only"),
        ),
        default="public",
    ),
    Question(
        name="content_warning",
        label="Content warning",
        help="Stands above the text, which opens only on request. Counts towards the length.",
        required=False,
        counted=True,
    ),
    Question(
        name="sensitive",
        label="Cover pictures",
        help="Pictures and videos are shown only on request.",
        kind="flag",
        required=False,
    ),
    Question(
        name="language",
        label="Language of the text",
        help="Readers filter by language. Without it the profile's own setting holds.",
        kind="choice",
        required=False,
        choices=_LANGUAGES,
    ),
    Question(
        name="poll",
        label="Answers of a poll",
        help="Two to four, separated by semicolons, with up to 50 characters each. Only where the first message is text alone.",
        required=False,
        example="Ja; Nein; Kommt darauf an",
    ),
    Question(
        name="poll_days",
        label="The poll is open for",
        kind="choice",
        required=False,
        choices=(("1", "1 day"), ("3", "3 days"), ("7", "7 days"), ("14", "14 days")),
        default="7",
    ),
)


def poll_answers(options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the answers of a poll as they were typed, () where there is none."""
    return tuple(answer.strip() for answer in options.get("poll", "").split(";") if answer.strip())


def poll_seconds(options: Mapping[str, str]) -> int:
    """Return how long a poll is open."""
    days = options.get("poll_days", "")
    return _DAY * (int(days) if days in ("1", "3", "7", "14") else 7)


def check(plan: PostPlan) -> None:
    """Raise Refused for a poll the server would refuse in the middle, when files are uploaded already."""
    answers = poll_answers(plan.options)
    if answers and not _FEWEST_ANSWERS <= len(answers) <= _MOST["poll_answers_max"]:
        raise Refused("A poll has two to four answers", code="poll")
    if any(grapheme_count(answer) > _MOST["poll_answer_max"] for answer in answers):
        raise Refused("An answer of a poll has at most 50 characters", code="poll")
    if len({answer.casefold() for answer in answers}) < len(answers):
        raise Refused("Two answers of the poll are the same", code="poll")
    if answers and plan.parts[0].media:
        raise Refused("A poll goes only with text alone, without pictures", code="poll")
