"""The words of automatic answers, read from words/automatic.toml, and how a channel answers by itself."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from leitstand.community.core.bot import Manner, Rule, Trigger, compose
from leitstand.community.models import AutoAnswering, ServiceHours
from leitstand.house.models import Workspace


@dataclass(frozen=True, slots=True)
class Words:
    """What is said in one language, and the words that call for a person."""

    notice: str
    hand_over: str
    human: tuple[str, ...]
    complaint: tuple[str, ...]


@cache
def _read() -> Mapping[str, Mapping[str, object]]:
    text = files("leitstand.community").joinpath("words/automatic.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def words_for(workspace: Workspace, language: str) -> Words:
    """Return the words of a language; a team that says du speaks to those outside like that too."""
    told: dict[str, object] = dict(_read()[language])
    if language == "de" and workspace.address_form == "du":
        told |= _read()["de-du"]
    return Words(
        str(told["notice"]),
        str(told["hand_over"]),
        tuple(map(str, told["human"])),  # type: ignore[call-overload]  # a list of words
        tuple(map(str, told["complaint"])),  # type: ignore[call-overload]
    )


def law() -> tuple[str, object]:
    """Return which rules demand the notice, and the day on which they were read."""
    told = _read()["law"]
    return str(told["source"]), told["read_on"]


def notice_of(answering: AutoAnswering) -> str:
    """Return the sentence under every automatic answer: that it is automatic, for whom it speaks, how to reach a person."""
    words = words_for(answering.workspace, answering.language)
    first = next(iter(answering.human_words), "") or words.human[0]
    return words.notice % {"company": answering.workspace.name, "word": str(first).rstrip("*")}


def said(answering: AutoAnswering, text: str) -> str:
    """Return an automatic answer as it goes out."""
    return compose(text, notice_of(answering))


def manner_of(answering: AutoAnswering) -> Manner:
    """Return how a channel answers by itself, in the words of the core."""
    hours = ServiceHours.objects.filter(workspace=answering.workspace)
    return Manner(
        is_on=answering.is_on,
        in_public=answering.answers_in_public,
        rules=[
            Rule(reply.pk, Trigger(reply.trigger), reply.text, tuple(map(str, reply.words)))
            for reply in answering.replies.all()
        ],
        human_words=[str(word) for word in answering.human_words],
        complaint_words=[str(word) for word in answering.complaint_words],
        hours={span.weekday: (span.opens, span.closes) for span in hours},
    )
