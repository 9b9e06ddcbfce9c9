"""Checklists and channel basics for a post: read from data, answered by the machine and by people, kept with the approval."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house.errors import Impossible
from leitstand.house.models import Workspace
from leitstand.kernel.post import PostPlan
from leitstand.kernel.words import Words, words_of
from leitstand.planning.models import Item
from leitstand.publishing.core.checklists import Basics, Checklist, Facts, Question, answers
from leitstand.publishing.models import ChannelBasics, ItemTick, Publication, RequiredList


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(files("leitstand.publishing").joinpath("checklists/lists.toml").read_text(encoding="utf-8"))


@cache
def lists() -> tuple[Checklist, ...]:
    """Return all checklists, in their order."""
    return tuple(
        Checklist(
            one["id"],
            words_of(one["title"], one["id"]),
            one["section"],
            tuple(
                Question(
                    each["id"],
                    words_of(each["text"], f"{one['id']}.{each['id']}"),
                    each.get("look", ""),
                    each.get("good", ""),
                    each.get("bad", ""),
                )
                for each in one["item"]
            ),
            frozenset(one.get("networks", ())),
            frozenset(one.get("formats", ())),
            one.get("has", ""),
            one.get("can_be_required", False),
        )
        for one in _told()["list"]
    )


def said(words: Words) -> str:
    """Return the words in the reader's language."""
    return words.said(get_language() or "de")


def usual(network: str) -> Basics:
    """Return what a network's posts should have unless somebody says otherwise."""
    return Basics(**_told()["basics"].get(network, {}))


def basics_of(channel: Channel, own: Mapping[int, ChannelBasics] | None = None) -> Basics:
    """Return what a channel's posts should have; `own` are the workspace's own rules, read before."""
    found = own.get(channel.pk) if own is not None else ChannelBasics.objects.filter(channel=channel).first()
    if found is None:
        return usual(channel.network)
    return Basics(found.action, found.hashtags, found.hashtags_most, found.words_between_headings, found.own_text)


def own_basics(workspace: Workspace) -> dict[int, ChannelBasics]:
    """Return the workspace's own rules by channel."""
    return {one.channel_id: one for one in ChannelBasics.objects.filter(workspace=workspace)}


@dataclass(frozen=True, slots=True)
class Line:
    """A question on the screen."""

    name: str
    text: str
    is_met: bool
    is_seen: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """A list on the screen."""

    id: str
    title: str
    section: str
    lines: Sequence[Line]
    is_required: bool

    @property
    def met(self) -> int:
        """How many are met."""
        return sum(line.is_met for line in self.lines)


def ticks_of(item: Item) -> frozenset[str]:
    """Return what people have ticked for an item."""
    return frozenset(ItemTick.objects.filter(item=item).values_list("name", flat=True))


def required(workspace: Workspace) -> frozenset[str]:
    """Return the lists that must be answered before approval."""
    return frozenset(RequiredList.objects.filter(workspace=workspace).values_list("name", flat=True))


def facts_of(item: Item, network: str) -> Facts:
    """Return what is known of a post beside its plan."""
    return Facts(
        network,
        has_stage=item.journey_stage_id is not None,
        has_time=item.planned_at is not None,
        post_format=item.post_format,
    )


def shown(item: Item, plans: Iterable[tuple[str, PostPlan]], needed: frozenset[str]) -> list[Shown]:
    """Return the lists for an item's channels; a question is met where it is met on every channel it is about."""
    told = list(plans)
    ticked = ticks_of(item)
    found = []
    for one in lists():
        about = [(plan, facts_of(item, network)) for network, plan in told]
        about = [(plan, facts) for plan, facts in about if one.is_about(plan, facts)]
        if not about:
            continue
        each = [answers(one, plan, facts, ticked) for plan, facts in about]
        lines = [
            Line(
                f"{one.id}.{question.id}",
                said(question.text),
                all(got[question.id] for got in each),
                bool(question.look),
            )
            for question in one.questions
        ]
        found.append(Shown(one.id, said(one.title), one.section, lines, one.id in needed))
    return found


def snapshot(publication: Publication) -> dict[str, dict[str, bool]]:
    """Return all answers as they are now, to be kept with the request for approval."""
    plan = PostPlan.from_json(publication.content)
    facts = facts_of(publication.item, publication.channel.network)
    ticked = ticks_of(publication.item)
    return {one.id: answers(one, plan, facts, ticked) for one in lists() if one.is_about(plan, facts)}


@dataclass(frozen=True, slots=True)
class Answered:
    """A list as it was answered once."""

    title: str
    lines: Sequence[tuple[str, bool]]

    @property
    def met(self) -> int:
        """How many were met."""
        return sum(is_met for _text, is_met in self.lines)


def answered(told: Mapping[str, Mapping[str, bool]]) -> list[Answered]:
    """Return a snapshot for the eye; questions that no longer exist are left out."""
    found = []
    for one in lists():
        lines = [(said(each.text), told[one.id][each.id]) for each in one.questions if each.id in told.get(one.id, {})]
        if lines:
            found.append(Answered(said(one.title), lines))
    return found


def names_of_questions() -> dict[str, tuple[str, str]]:
    """Return the list's and the question's words by "list.question"."""
    return {f"{one.id}.{each.id}": (said(one.title), said(each.text)) for one in lists() for each in one.questions}


def must_be_checked(publication: Publication, told: Mapping[str, Mapping[str, bool]]) -> None:
    """Raise Impossible where a list that the workspace requires has an open question."""
    needed = required(publication.workspace)
    for one in lists():
        if one.id in needed and not all(told.get(one.id, {"": True}).values()):
            raise Impossible(
                _("Before approval: answer every question of “%(name)s” beside the text.") % {"name": said(one.title)},
                code="not_checked",
            )
