"""Keep a series on people and its queue."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import TypedDict

from django.db import transaction
from django.db.models import Max, Min
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.changes import tidied
from leitstand.planning.core.series import tidy_hashtag
from leitstand.planning.models import RHYTHMS, WEEKDAYS, Release, Series, SeriesTurn


class SeriesFields(TypedDict):
    """What is said about a series."""

    name: str
    hashtag: str
    every_weeks: int
    weekday: int
    at: time
    starts: date
    channel_ids: Sequence[int]
    departments: Sequence[str]
    questions: str


class TurnFields(TypedDict):
    """Who shall be presented."""

    name: str
    department: str
    story: str
    email: str


@transaction.atomic
def keep_series(actor: Actor, fields: SeriesFields, *, now: datetime, series: Series | None = None) -> Series:
    """Begin or change a series; posts that are planned already stay where they are."""
    actor.require(Permission.PLAN)
    if series is not None:
        actor.own(series)
    name, hashtag = " ".join(fields["name"].split())[:120], tidy_hashtag(fields["hashtag"])
    errors = {} if name else {"name": _("Please give it a name.")}
    same = Series.objects.filter(workspace=actor.workspace, name=name)
    if same.exclude(pk=series.pk if series else 0).exists():
        errors["name"] = _("There is a series of this name already.")
    if not hashtag:
        errors["hashtag"] = _("Please give it a hashtag of its own, such as #TeamKlarblick.")
    if fields["every_weeks"] not in dict(RHYTHMS) or fields["weekday"] not in dict(WEEKDAYS):
        errors["every_weeks"] = _("There is no such rhythm.")
    if errors:
        raise Invalid(errors)
    channels = tidied(actor, {"channel_ids": fields["channel_ids"]})["channel_ids"]
    found = series or Series(workspace=actor.workspace, created_at=now)
    found.name, found.hashtag = name, hashtag
    found.every_weeks, found.weekday = fields["every_weeks"], fields["weekday"]
    found.at, found.starts, found.channel_ids = fields["at"], fields["starts"], list(channels)
    found.departments, found.questions = list(fields["departments"])[:40], fields["questions"].strip()
    found.save()
    audit.record(actor, "planning.keep_series", found, now=now)
    return found


@transaction.atomic
def drop_series(actor: Actor, series: Series, *, now: datetime) -> None:
    """End a series; its posts stay on the plan, and so does what was agreed for them."""
    actor.require(Permission.PLAN)
    actor.own(series)
    audit.record(actor, "planning.drop_series", series, now=now)
    waiting = list(series.turns.filter(item=None).values_list("release_id", flat=True))
    series.delete()
    Release.objects.filter(pk__in=waiting).delete()


@transaction.atomic
def add_turn(actor: Actor, series: Series, fields: TurnFields, *, now: datetime) -> SeriesTurn:
    """Put somebody at the end of the queue; their consent to image and name is open until it is noted."""
    actor.require(Permission.PLAN)
    actor.own(series)
    name = " ".join(fields["name"].split())[:120]
    if not name:
        raise Invalid({"name": _("Please enter the name.")})
    release = Release.objects.create(
        workspace=actor.workspace, kind="image", name=name, email=fields["email"].strip(), created_at=now
    )
    last = series.turns.aggregate(last=Max("position"))["last"]
    turn = SeriesTurn.objects.create(
        workspace=actor.workspace,
        series=series,
        name=name,
        department=fields["department"].strip()[:120],
        story=fields["story"].strip()[:300],
        release=release,
        position=0 if last is None else last + 1,
    )
    audit.record(actor, "planning.add_turn", turn, now=now)
    return turn


@transaction.atomic
def put_first(actor: Actor, turn: SeriesTurn, *, now: datetime) -> None:
    """Put somebody at the head of the queue."""
    actor.require(Permission.PLAN)
    actor.own(turn)
    first = turn.series.turns.aggregate(first=Min("position"))["first"]
    SeriesTurn.objects.filter(pk=turn.pk).update(position=(first or 0) - 1)
    audit.record(actor, "planning.put_turn_first", turn, now=now)


@transaction.atomic
def drop_turn(actor: Actor, turn: SeriesTurn, *, now: datetime) -> None:
    """Take somebody out of the queue; who has a post stays, for the consent belongs to the post."""
    actor.require(Permission.PLAN)
    actor.own(turn)
    if turn.item_id is not None:
        raise Impossible(_("“%(name)s” is on the plan already; delete the post first.") % {"name": turn.name})
    audit.record(actor, "planning.drop_turn", turn, now=now)
    Release.objects.filter(pk=turn.release_id).delete()
