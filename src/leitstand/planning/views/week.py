"""The week with its hours: as many as the days really have, 23 and 25 where the clock changes."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.grid import Week, week_named, week_of
from leitstand.planning.core.local_time import Hour, bounds, hours_of
from leitstand.planning.dates import long_day, short_day, span_words
from leitstand.planning.queries.calendar import Slot, slots
from leitstand.planning.queries.load import loads
from leitstand.planning.views.drawing import Desk, Entry, shared
from leitstand.planning.views.month import more_words, notes_between

SHOWN: Final = 3
# Where somebody wants to see all of a busy hour.
SHOWN_ALL: Final = 100
# Hours nobody works in are folded away while they are empty.
MORNING, EVENING = 6, 21
NIGHT: Final = "nacht"
EVERYTHING: Final = "alles"
Key = tuple[int, bool]


@dataclass(frozen=True, slots=True)
class HourCell:
    """One hour of one day; it may not exist where the clock is put forward."""

    exists: bool
    is_today: bool = False
    is_weekend: bool = False
    drop: str = ""
    label: str = ""
    new_url: str = ""
    entries: tuple[Entry, ...] = ()
    hidden: int = 0
    more_url: str = ""
    more_label: str = ""
    new_label: str = ""


@dataclass(frozen=True, slots=True)
class DayHead:
    """A day above its hours."""

    key: str
    label: str
    short: str
    note: str
    is_today: bool
    is_holiday: bool
    count: int


@allow(Permission.SEE)
def week(request: WorkRequest, year: int | None = None, number: int | None = None) -> HttpResponse:
    """Show a week; without one the present week."""
    try:
        drawn = week_named(year, number) if year and number and 1990 <= year <= 2100 else None
    except ValueError:
        return redirect("planning_week", workspace=request.workspace.slug)
    template = "planning/_week.html" if request.htmx else "planning/week.html"
    return render(request, template, context(request, request.GET, drawn))


def context(request: WorkRequest, params: QueryDict, drawn: Week | None = None) -> dict[str, object]:
    """Read and lay out a week."""
    desk = Desk.of(request, params)
    drawn = drawn or week_of(desk.today)
    hours = {day: hours_of(day, desk.zone) for day in drawn.days}
    flat = [(day, hour) for day in drawn.days for hour in hours[day]]
    ends = [*(hour.starts for _day, hour in flat[1:]), bounds(drawn.days[-1], drawn.days[-1], desk.zone)[1]]
    edges = [(hour.starts, end) for (_day, hour), end in zip(flat, ends, strict=True)]
    shows_all = EVERYTHING in params
    found = slots(request.workspace, edges, desk.chosen, most=SHOWN_ALL if shows_all else SHOWN)
    filled = {(day, hour.key): slot for (day, hour), slot in zip(flat, found, strict=True)}
    known = {(day, hour.key): hour for day, hour in flat}
    keys = sorted({hour.key for _day, hour in flat})
    shows_night = NIGHT in params
    shown = [key for key in keys if shows_night or _is_shown(key, drawn, filled)]
    notes = notes_between(desk, drawn.days[0], drawn.days[-1])
    totals = {day: sum(filled[day, hour.key].total for hour in hours[day]) for day in drawn.days}
    here = desk.url("planning_week", year=drawn.year, number=drawn.number)
    more = "" if shows_all else here + _with_night(desk, shows_night=shows_night, shows_all=True)
    local_now = desk.now.astimezone(desk.zone)
    (wanted,) = loads(request.workspace, [(edges[0][0], edges[-1][1], 7)])
    return {
        **shared(desk, "week", _heading(drawn), span_words(drawn.days[0], drawn.days[-1])),
        "days": [_head(desk, day, notes.get(day, ("", False)), totals[day], len(hours[day])) for day in drawn.days],
        "rows": [
            (
                f"{key[0]:02d}:00",
                key[1],
                [_cell(desk, day, known.get((day, key)), filled.get((day, key)), more) for day in drawn.days],
                local_now.date() in drawn.days and (local_now.hour, bool(local_now.fold)) == key,
            )
            for key in shown
        ],
        "previous": _week_url(desk, drawn, -1, shows_night),
        "following": _week_url(desk, drawn, 1, shows_night),
        "today_url": desk.url("planning_week") + desk.query(),
        "night_url": here + _with_night(desk, shows_night=not shows_night),
        "shows_night": shows_night,
        "load": wanted,
        "load_title": _("This week is fuller than the team has hours"),
        "is_empty": not any(totals.values()),
        "refresh": here + _with_night(desk, shows_night=shows_night, shows_all=shows_all),
    }


def _is_shown(key: Key, drawn: Week, filled: dict[tuple[date, Key], Slot]) -> bool:
    return MORNING <= key[0] <= EVENING or any(slot.total for day in drawn.days if (slot := filled.get((day, key))))


def _heading(drawn: Week) -> str:
    return _("Week %(number)d") % {"number": drawn.number}


def _head(desk: Desk, day: date, note: tuple[str, bool], count: int, hours: int) -> DayHead:
    words, is_holiday = note
    if hours != 24:
        words = _("%(note)s, %(hours)d hours") % {"note": words, "hours": hours}
    return DayHead(day.isoformat(), long_day(day), short_day(day), words, day == desk.today, is_holiday, count)


def _cell(desk: Desk, day: date, hour: Hour | None, slot: Slot | None, more: str) -> HourCell:
    if hour is None or slot is None:
        return HourCell(exists=False)
    clock = f"{hour.hour:02d}:00"
    drop = f"{day.isoformat()}T{hour.hour:02d}" + ("b" if hour.is_second else "")
    label = _("%(day)s, %(time)s") % {"day": short_day(day), "time": clock}
    if hour.is_second:
        label = _("%(when)s, the second time") % {"when": label}
    new_url = f"{desk.url('planning_new')}?tag={day}&zeit={clock}"
    return HourCell(
        exists=True,
        is_today=day == desk.today,
        is_weekend=day.isoweekday() > 5,
        drop=drop,
        label=label,
        new_url=new_url,
        entries=tuple(desk.entry(row) for row in slot.rows),
        hidden=slot.hidden,
        more_url=f"{more}#tag-{day}" if more else "",
        more_label=more_words(slot.hidden),
        new_label=_("New post on %(day)s") % {"day": label},
    )


def _week_url(desk: Desk, drawn: Week, step: int, shows_night: bool) -> str:  # noqa: FBT001 - private
    other = week_of(drawn.days[0] + step * timedelta(days=7))
    return desk.url("planning_week", year=other.year, number=other.number) + _with_night(desk, shows_night=shows_night)


def _with_night(desk: Desk, *, shows_night: bool, shows_all: bool = False) -> str:
    return desk.query(**({NIGHT: ("1",)} if shows_night else {}), **({EVERYTHING: ("1",)} if shows_all else {}))
