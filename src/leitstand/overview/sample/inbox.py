"""Give the sample company a past in its inbox: what people wrote, how they were answered, and what was changed because of it."""

import tomllib
import uuid
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any
from zoneinfo import ZoneInfo

from leitstand.channels.models import Channel
from leitstand.community.actions.answer import answer
from leitstand.community.actions.finish import finish
from leitstand.community.actions.keep_feedback import (
    FeedbackFields,
    decide_feedback,
    finish_feedback,
    hand_over_feedback,
    note_feedback,
    tell_feedback,
)
from leitstand.community.actions.keep_handling import HandlingFields, keep_handling
from leitstand.community.actions.keep_reply import ReplyFields, keep_reply
from leitstand.community.actions.keep_rules import LaneFields, keep_lanes
from leitstand.community.actions.keep_view import keep_view
from leitstand.community.actions.place_incoming import place_incoming
from leitstand.community.actions.rate_case import rate_case
from leitstand.community.actions.settle_answer import is_there
from leitstand.community.actions.take_in import take_in
from leitstand.community.core.answers import Sent
from leitstand.community.models import Answer, Case, Conversation, Incoming
from leitstand.house.actor import Actor
from leitstand.house.clock import use_clock
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author, Interaction


def inbox_of_company(actors: Mapping[str, Actor], channel: Channel, *, now: datetime) -> None:
    """Make it by the verbs of those who did it, each on its own day."""
    text = files("leitstand.overview.sample").joinpath("inbox.toml").read_text(encoding="utf-8")
    data: dict[str, Any] = tomllib.loads(text)
    begun = now - timedelta(days=40)
    lanes = {
        name: LaneFields(actors[owner].person, actors[then].person, first, settled)
        for name, (owner, then, first, settled) in data["lanes"].items()
    }
    keep_lanes(actors["jana"], lanes, now=begun)
    for one in data["replies"]:
        fields = ReplyFields(
            title=one["title"],
            text=one["text"],
            inquiry=one.get("inquiry", ""),
            intent=one.get("intent", ""),
            language="de",
        )
        keep_reply(actors["cem"], fields, now=begun)
    keep_view(actors["jana"], "Dringendes", "stand=open&eile=urgent", for_all=True, now=begun)
    today = now.astimezone(ZoneInfo(channel.workspace.time_zone)).date()
    told = [(_moment(channel, today, one), one) for one in data["talks"]]
    known = {one["who"]: _talk(actors["cem"], channel, one, at) for at, one in reversed(told) if at < now}
    _improved(actors, known, data["feedback"], now)
    _wished(actors, known, data["wish"], now)
    handling = data["handling"]
    keep_handling(
        actors["jana"],
        HandlingFields(
            name=handling["name"],
            first=today - timedelta(days=60),
            last=today - timedelta(days=40),
            minutes=Decimal(handling["minutes"]),
            cases=handling["cases"],
            source=handling["source"],
        ),
        now=begun,
    )


def _moment(channel: Channel, today: date, one: Mapping[str, Any]) -> datetime:
    day = today - timedelta(days=one["ago"])
    # On weekends nobody answers: what falls there was written on the Friday before.
    day -= timedelta(days=max(0, day.isoweekday() - 5))
    zone = ZoneInfo(channel.workspace.time_zone)
    return datetime.combine(day, time.fromisoformat(one["at"]), zone).astimezone(UTC)


def _talk(cem: Actor, channel: Channel, one: Mapping[str, Any], at: datetime) -> Incoming:
    """Let somebody write, be answered, and be content or not."""
    key = one["who"].lower().replace(" ", ".")
    author = Author(key, key, one["who"], "")
    talk = f"sample-{key}" if one["kind"] == "message" else ""
    told = Interaction(f"sample-{key}-{one['ago']}", one["kind"], author, at, one["text"], conversation_id=talk)
    with use_clock(HandClock(at)):
        (incoming,) = take_in(Actor.house(channel.workspace, via="command"), channel, [told], now=at).new
    if "tone" in one:
        place_incoming(cem, incoming, tone=one["tone"], now=at)
    if "answer" in one:
        _answered(cem, incoming, one, at + timedelta(minutes=one["after"]))
    else:
        # The made-up network knows nothing of it, so nothing of it may wait for an answer.
        finish(cem, Conversation.objects.get(pk=incoming.conversation_id), now=at + timedelta(days=1))
    return incoming


def _answered(cem: Actor, incoming: Incoming, one: Mapping[str, Any], at: datetime) -> None:
    with use_clock(HandClock(at)):
        made = answer(cem, incoming, one["answer"], now=at, once=uuid.uuid4())
        # Nothing is sent last month: what was said is written down as it arrived.
        Answer.objects.filter(pk=made.pk).update(state=Sent.CLAIMED.value, try_at=None)
        made.state = Sent.CLAIMED.value
        is_there(cem, made, now=at, proof="answered")
        finish(cem, Conversation.objects.get(pk=incoming.conversation_id), now=at + timedelta(minutes=10))
    case = Case.objects.filter(conversation=incoming.conversation_id).latest("opened_at")
    Case.objects.filter(pk=case.pk).update(handled_seconds=60 * one.get("worked", 0))
    if "rated" in one:
        rate_case(case, one["rated"], now=at + timedelta(hours=3))


def _fields(told: Mapping[str, Any]) -> FeedbackFields:
    return FeedbackFields(kind=told["kind"], title=told["title"], insight=told["insight"], tags=list(told["tags"]))


def _improved(
    actors: Mapping[str, Actor], known: Mapping[str, Incoming], told: Mapping[str, Any], now: datetime
) -> None:
    """A complaint that became a change, told to those who asked."""
    incoming = known.get(told["from"])
    if incoming is None:
        return
    then = {name: now - timedelta(days=told[name]) for name in ("handed", "decided", "changed")}
    cem, jana = actors["cem"], actors["jana"]
    item = note_feedback(cem, _fields(told), incoming=incoming, now=then["handed"])
    hand_over_feedback(cem, item, receiver="product", person=jana.person, due_on=None, now=then["handed"])
    decide_feedback(jana, item, "planned", why=told["why"], now=then["decided"])
    day = then["changed"].date()
    finish_feedback(jana, item, change=told["change"], result=told["result"], changed_on=day, now=then["changed"])
    item.refresh_from_db()
    public = {"public_text": told["public"], "is_public": True, "is_story": True}
    tell_feedback(cem, item, **public, reply=None, reply_url="", now=then["changed"])


def _wished(actors: Mapping[str, Actor], known: Mapping[str, Incoming], told: Mapping[str, Any], now: datetime) -> None:
    """A wish that waits for its decision."""
    incoming = known.get(told["from"])
    if incoming is None:
        return
    then, cem = now - timedelta(days=told["handed"]), actors["cem"]
    item = note_feedback(cem, _fields(told), incoming=incoming, now=then)
    due = (now + timedelta(days=6)).date()
    hand_over_feedback(cem, item, receiver="marketing", person=actors["tobias"].person, due_on=due, now=then)
    tell_feedback(
        cem, item, public_text=told["public"], is_public=True, is_story=False, reply=None, reply_url="", now=then
    )
