"""Moving by drag or by keys: to a day, to an hour, to a stage; and where an item would be in the way."""

import re
from datetime import date, datetime
from typing import Final
from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.planning.actions.move_item import move_item
from leitstand.planning.actions.wish_stage import wish_stage
from leitstand.planning.changes import Done, zone_of
from leitstand.planning.core.local_time import Resolved, moved_into, moved_to, resolve
from leitstand.planning.core.stages import Stage
from leitstand.planning.dates import when
from leitstand.planning.forms import USUAL_TIME
from leitstand.planning.models import Item
from leitstand.planning.queries import around
from leitstand.planning.views.drawing import STAGE_NAMES
from leitstand.planning.views.month import YEARS
from leitstand.planning.views.redraw import refused, told

# 2026-11-24, or with an hour 2026-11-24T09; b is the second of the two that autumn has.
PLACE: Final = re.compile(r"(\d{4}-\d\d-\d\d)(?:T(\d\d)(b?))?")
MOST_PLACES: Final = 1300


@post_only
@allow(Permission.PLAN)
def move(request: WorkRequest, item: UUID) -> HttpResponse:
    """Move an item to a day or an hour (`to`), or to a stage."""
    found = around.item_of(request.workspace, item)
    to = request.POST.get("to", "")
    try:
        if to in set(Stage):
            done = wish_stage(request.actor, [found], Stage(to), now=clock.now())
            return told(request, done, _stage_words(request, found, Stage(to), done))
        done = move_item(request.actor, found, place(request, found, to), now=clock.now())
    except (Impossible, Invalid) as refusal:
        return refused(request, refusal)
    return told(request, done, _moved_words(request, done.item))


@allow(Permission.PLAN)
def busy(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say which of some places (`ort`) an item would collide at, while it is being carried."""
    found = around.item_of(request.workspace, item)
    names = [name for name in request.GET.getlist("ort")[:MOST_PLACES] if PLACE.fullmatch(name)]
    if not found.channel_ids:
        return JsonResponse({"busy": []})
    try:
        moments = [place(request, found, name).moment for name in names]
    except Invalid:
        return JsonResponse({"busy": []})
    taken = around.busy_at(request.workspace, found, moments)
    return JsonResponse({"busy": [name for name, is_taken in zip(names, taken, strict=True) if is_taken]})


def place(request: WorkRequest, item: Item, name: str) -> Resolved:
    """Return the moment a place of the calendar means for an item: it keeps its local time, or its minutes within an hour."""
    zone = zone_of(request.workspace)
    match = PLACE.fullmatch(name)
    nowhere = Invalid({"to": _("There is no such place on the calendar.")})
    if match is None:
        raise nowhere
    try:
        day = date.fromisoformat(match[1])
        if day.year not in YEARS:
            raise nowhere
        moment = item.planned_at or resolve(_at_usual_time(day), zone).moment
        if match[2] is None:
            return moved_to(moment, day=day, zone=zone)
        return moved_into(moment, day=day, hour=int(match[2]), is_second=bool(match[3]), zone=zone)
    except (ValueError, OverflowError):
        raise nowhere from None


def _at_usual_time(day: date) -> datetime:
    return datetime.combine(day, USUAL_TIME)


def _moved_words(request: WorkRequest, item: Item) -> str:
    if item.planned_at is None:
        return _("“%(title)s” has no date any more.") % {"title": item.title}
    local = item.planned_at.astimezone(zone_of(request.workspace))
    return _("“%(title)s” moved to %(when)s.") % {"title": item.title, "when": when(local)}


def _stage_words(request: WorkRequest, item: Item, stage: Stage, done: Done) -> str:
    if stage is Stage.PLANNED and done.items and done.item.planned_at:
        local = done.item.planned_at.astimezone(zone_of(request.workspace))
        return _("“%(title)s” is planned for %(when)s.") % {"title": item.title, "when": when(local)}
    return _("“%(title)s” now stands at “%(stage)s”.") % {"title": item.title, "stage": STAGE_NAMES[stage]}
