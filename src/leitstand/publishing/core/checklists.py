"""What to ask of a post before it goes out: what the machine sees by itself, and what a person ticks. Pure."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from leitstand.kernel.post import PostPlan
from leitstand.kernel.text import emoji_count, hashtags, mention_spans, urls
from leitstand.kernel.words import Words
from leitstand.publishing.core.fit import Finding, gettext_noop
from leitstand.publishing.core.text_help import sentences_of

HEADLINE_MOST: Final = 80
CAPTION_MOST: Final = 200
# "A few simple sentences", a "short" video (guide 2.3): the numbers are our own proposals.
SENTENCES_MOST: Final = 6
SENTENCE_WORDS_MOST: Final = 18
SHORT_VIDEO_MOST: Final = 60
SHORT_WORDS: Final = ("z.", "B.", "ca.", "Nr.", "Dr.", "Prof.", "bzw.", "usw.", "St.", "Tel.")
# How German and English posts ask people to do something: infinitives after "jetzt", forms with "Sie", imperatives.
_INFINITIVES: Final = (
    "anmelden bewerben lesen ansehen anschauen sichern buchen registrieren herunterladen testen mitmachen entdecken"
    " anfragen"
)
_WITH_SIE: Final = (
    "melden schreiben kommentieren erzählen sagen besuchen teilen folgen bewerben schauen klicken lesen laden rufen fragen"
    " testen stimmen machen kommen verraten markieren sichern nennen schicken"
)
_IMPERATIVES: Final = (
    r"melde meldet schreib schreibt kommentier\w* erzähl\w* sag sagt besuch\w* teil teilt folg\w* bewirb schau schaut klick\w*"
    r" lies lest mach macht komm kommt verrat\w* markier\w*"
)
_AFTER_IMPERATIVES: Final = "dich euch uns es mit mal rein vorbei das den die in auf gern"


def _any(words: str) -> str:
    return f"(?:{'|'.join(words.split())})"


_ACTION: Final = re.compile(
    rf"\b(?:jetzt|gleich|hier|direkt)\s+(?:\w+\s+){{0,2}}?{_any(_INFINITIVES)}\b"
    rf"|\b{_any(_WITH_SIE)}\s+Sie\b"
    rf"|\b{_any(_IMPERATIVES)}\s+{_any(_AFTER_IMPERATIVES)}\b"
    r"|\b(?:anmelden|bewerben|mitmachen|weiterlesen|mehr erfahren|mehr dazu|zur anmeldung|link in (?:der )?bio)\b"
    r"|\b(?:register|sign up|learn more|read more|join us|apply now|tell us|comment|share|visit)\b",
    re.IGNORECASE,
)
_SHARE: Final = re.compile(
    r"\b(?:teil(?:en|t|e)?\s+(?:sie|dies\w*|das|es|den|gern\w*|mit)|weitersagen|weiterleiten|markier\w*|share|tag (?:a|your|somebody))\b",
    re.IGNORECASE,
)
_WHEN: Final = re.compile(
    r"\b\d{1,2}\.\s?(?:\d{1,2}\.|[A-ZÄÖÜ]\w+)|\b\d{1,2}(?::|\.)\d\d\b|\b\d{1,2}\s?Uhr\b|\b\d+\s?(?:Minuten|Stunden|Min\.|Tage)\b|\b(?:heute|morgen|übermorgen"
    r"|(?:am|ab|bis) (?:Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonntag))\b",
    re.IGNORECASE,
)
_URLLESS: Final = re.compile(r"https?://\S+")
_HEADING: Final = re.compile(r"^#{1,6}\s+\S|^<h[2-6]", re.MULTILINE)
_NARROW: Final = frozenset(
    {"mentioned_only", "accounts_you_follow", "followers_only", "nobody", "none", "private", "0", "false", "off"}
)


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a post beside its plan."""

    network: str
    has_stage: bool = False
    has_time: bool = False
    post_format: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One line of a list; `look` names a predicate, "" where a person answers."""

    id: str
    text: Words
    look: str = ""
    good: str = ""
    bad: str = ""


@dataclass(frozen=True, slots=True)
class Checklist:
    """One list; without networks and formats it is for all, `has` "picture" asks for one."""

    id: str
    title: Words
    section: str
    questions: Sequence[Question]
    networks: frozenset[str] = frozenset()
    formats: frozenset[str] = frozenset()
    has: str = ""
    can_be_required: bool = False

    def is_about(self, plan: PostPlan, facts: Facts) -> bool:
        """Whether the list has something to ask of this post."""
        media = [medium for part in plan.parts for medium in part.media]
        if self.has == "picture" and not any(medium.kind == "picture" for medium in media):
            return False
        if self.formats and facts.post_format not in self.formats:
            return False
        return not self.networks or facts.network in self.networks


def _comments(plan: PostPlan) -> bool:
    told = {name: value for name, value in plan.options.items() if "repl" in name or "comment" in name}
    return all(value not in _NARROW for value in told.values())


def _headline(text: str) -> bool:
    first, _break, rest = text.strip().partition("\n")
    return 0 < len(first) <= HEADLINE_MOST and bool(rest.strip())


def _sentences(plan: PostPlan) -> list[int]:
    """Return the words of each sentence."""
    text = _URLLESS.sub("", _all(plan))
    return [len(text[start:end].split()) for start, end in sentences_of(text, SHORT_WORDS)]


LOOKS: Final[Mapping[str, Callable[[PostPlan, Facts], bool]]] = {
    "headline": lambda plan, _facts: bool(plan.title) or _headline(plan.text),
    "when": lambda plan, _facts: bool(_WHEN.search(_all(plan))),
    "action": lambda plan, _facts: has_action(_all(plan)),
    "medium": lambda plan, _facts: any(part.media for part in plan.parts),
    "short_with_emoji": lambda plan, _facts: len(plan.text) <= CAPTION_MOST and emoji_count(plan.text) > 0,
    "hashtag": lambda plan, _facts: bool(hashtags(_all(plan) + " " + plan.first_comment)),
    "question": lambda plan, _facts: "?" in _URLLESS.sub("", _all(plan)),
    "personal": lambda plan, _facts: bool(hashtags(_all(plan)) or mention_spans(_all(plan)) or plan.mentions),
    "asks_to_share": lambda plan, _facts: bool(_SHARE.search(_all(plan))),
    "link": lambda plan, _facts: bool(urls(_all(plan) + " " + plan.first_comment) or plan.link),
    "open_to_comments": lambda plan, _facts: _comments(plan),
    "few_sentences": lambda plan, _facts: 0 < len(_sentences(plan)) <= SENTENCES_MOST,
    "simple_sentences": lambda plan, _facts: 0 < max(_sentences(plan), default=0) <= SENTENCE_WORDS_MOST,
    "video": lambda plan, _facts: any(medium.kind == "video" for medium in plan.media),
    "sound_bite": lambda plan, _facts: any(0 < (medium.seconds or 0) <= SHORT_VIDEO_MOST for medium in plan.media),
    "alt": lambda plan, _facts: bool(plan.media) and all(medium.alt.strip() for medium in plan.media),
    "scheduled": lambda _plan, facts: facts.has_time,
    "stage": lambda _plan, facts: facts.has_stage,
}


def has_action(text: str) -> bool:
    """Whether a text asks people to do something."""
    return bool(_ACTION.search(text))


def _all(plan: PostPlan) -> str:
    return "\n".join(part.text for part in plan.parts)


def answers(listed: Checklist, plan: PostPlan, facts: Facts, ticked: frozenset[str]) -> dict[str, bool]:
    """Return every question's answer; what the machine sees counts, else what somebody ticked ("list.question")."""
    return {
        one.id: LOOKS[one.look](plan, facts) if one.look else f"{listed.id}.{one.id}" in ticked
        for one in listed.questions
    }


@dataclass(frozen=True, slots=True)
class Basics:
    """What posts of one channel should have; None and False: nothing is asked."""

    action: bool = False
    hashtags: bool = False
    hashtags_most: int | None = None
    words_between_headings: int | None = None
    own_text: bool = False


def check_basics(plan: PostPlan, basics: Basics, *, same_elsewhere: bool) -> tuple[Finding, ...]:
    """Return what a channel's posts usually have and this one has not; hints and one warning, never a bar."""
    found: list[Finding] = []
    text = f"{_all(plan)} {plan.first_comment}"
    tags = len(hashtags(text))
    if not text.strip():
        return ()
    if basics.action and not has_action(text):
        found.append(Finding("no_action", "hint", gettext_noop("No call to action: say what people may do next.")))
    if basics.hashtags and not tags:
        found.append(Finding("no_hashtag", "hint", gettext_noop("No hashtag: by them posts are found here.")))
    if basics.hashtags_most is not None and tags > basics.hashtags_most:
        found.append(
            Finding(
                "more_hashtags_than_agreed", "warn", gettext_noop("%(count)s hashtags; you agreed on at most %(limit)s here."),
                {"count": tags, "limit": basics.hashtags_most},
            )
        )  # fmt: skip
    if basics.words_between_headings is not None and (longest := _longest_run(text)) > basics.words_between_headings:
        found.append(
            Finding(
                "no_headings", "hint",
                gettext_noop("%(count)s words without a heading: cut it into pieces with telling headings."), {"count": longest},
            )
        )  # fmt: skip
    if basics.own_text and same_elsewhere:
        found.append(
            Finding(
                "same_text",
                "hint",
                gettext_noop("The same text as elsewhere: people here expect something of their own."),
            )
        )
    return tuple(found)


def _longest_run(text: str) -> int:
    starts = [0, *(found.start() for found in _HEADING.finditer(text)), len(text)]
    return max(len(text[begin:end].split()) for begin, end in pairwise(starts))
