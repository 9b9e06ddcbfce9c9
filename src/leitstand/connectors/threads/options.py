"""What only this network asks about a post, as data, and what of it does not go together. Pure."""

from collections.abc import Mapping
from typing import Final

from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Question
from leitstand.connectors.threads.limits import FACTS
from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import grapheme_count, urls

_MOST: Final = {fact.name: fact.value for fact in FACTS if isinstance(fact.value, int)}
_FEWEST_ANSWERS: Final = 2
_YES: Final = ("1", "true", "on")
_NARROW: Final = ("followers_only", "accounts_you_follow", "mentioned_only")

OPTIONS: Final = (
    Question(
        name="topic_tag",
        label="Topic",
        help="Up to 50 characters, without full stop and ampersand; stands above the post instead of a hashtag.",
        required=False,
        example="Prüftechnik",
    ),
    Question(
        name="reply_control",
        label="Who may answer",
        kind="choice",
        required=False,
        choices=(
            ("everyone", "Everybody"),
            ("followers_only", "Followers only"),
            ("accounts_you_follow", "Only profiles we follow"),
            ("mentioned_only", "Only who is mentioned"),
        ),
        default="everyone",
    ),
    Question(
        name="poll",
        label="Answers of a poll",
        help="Two to four, separated by semicolons, with up to 25 characters each. Only where the post is text alone.",
        required=False,
        example="Ja; Nein; Kommt darauf an",
    ),
    Question(
        name="spoiler",
        label="Cover pictures",
        help="Pictures and videos are shown only on request.",
        kind="flag",
        required=False,
    ),
    Question(
        name="ghost",
        label="Disappears after 24 hours",
        help="Only for a single message that is text alone.",
        kind="flag",
        required=False,
    ),
)


def is_chosen(options: Mapping[str, str], name: str) -> bool:
    """Whether a flag is set."""
    return options.get(name, "") in _YES


def poll_answers(options: Mapping[str, str]) -> tuple[str, ...]:
    """Return the answers of a poll as they were typed, () where there is none."""
    return tuple(answer.strip() for answer in options.get("poll", "").split(";") if answer.strip())


def check(plan: PostPlan) -> None:
    """Raise Refused for a plan that the network would refuse in the middle, when half a thread stands already."""
    topic, answers = plan.options.get("topic_tag", "").strip(), poll_answers(plan.options)
    is_bare = len(plan.parts) == 1 and not plan.media
    if grapheme_count(topic) > _MOST["topic_tag_max"] or any(letter in topic for letter in ".&"):
        raise Refused("A topic has at most 50 characters, without full stop and ampersand", code="topic_tag")
    if answers and not _FEWEST_ANSWERS <= len(answers) <= _MOST["poll_answers_max"]:
        raise Refused("A poll has two to four answers", code="poll")
    if any(grapheme_count(answer) > _MOST["poll_answer_max"] for answer in answers):
        raise Refused("An answer of a poll has at most 25 characters", code="poll")
    if answers and plan.parts[0].media:
        raise Refused("A poll goes only with text alone, without pictures", code="poll")
    if is_chosen(plan.options, "ghost") and not is_bare:
        raise Refused("Only a single message of text alone can disappear after 24 hours", code="ghost")
    # "The only feature supported with ghost posts is text spoilers" (Threads docs, ghost posts, read 2026-07-02).
    if is_chosen(plan.options, "ghost") and (topic or answers or plan.options.get("reply_control", "") in _NARROW):
        raise Refused("What disappears after 24 hours has no topic, no poll and no rule who may answer", code="ghost")
    said = [*(_links(plan, number) for number, _ in enumerate(plan.parts)), set(urls(plan.first_comment))]
    if any(len(links) > _MOST["links_max"] for links in said):
        raise Refused("Threads takes at most five different links in a message", code="links")


def _links(plan: PostPlan, number: int) -> set[str]:
    card = {plan.link.url} if plan.link and number == 0 else set()
    return {*urls(plan.parts[number].text), *card}
