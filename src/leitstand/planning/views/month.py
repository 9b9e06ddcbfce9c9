"""The month at a glance: four items a day, and how many more."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.planning.core.grid import Bar, Month, Span, lanes, month_of, neighbour, week_of
from leitstand.planning.core.load import days_of_month
from leitstand.planning.core.local_time import bounds, clock_change
from leitstand.planning.core.special_days import between
from leitstand.planning.dates import long_day, month_name, short_day
from leitstand.planning.models import CAMPAIGN_COLOURS, Campaign
from leitstand.planning.queries import around
from leitstand.planning.queries.calendar import slots
from leitstand.planning.queries.load import loads
from leitstand.planning.views.drawing import Desk, Entry, shared

SHOWN: Final = 4
BANDS: Final = 2
YEARS: Final = range(1990, 2101)
COLOUR_NUMBERS: Final = {colour: number for number, (colour, _name) in enumerate(CAMPAIGN_COLOURS, 1)}


@dataclass(frozen=True, slots=True)
class Band:
    """A campaign's part on one day; empty keeps its lane free."""

    name: str = ""
    label: str = ""
    url: str = ""
    number: int = 0
    edge: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A day as drawn."""

    day: date
    key: str
    label: str
    short: str
    note: str
    is_today: bool
    is_outside: bool
    is_weekend: bool
    is_holiday: bool
    bands: list[Band]
    entries: list[Entry]
    hidden: int
    more_label: str
    week_url: str
    new_url: str
    new_label: str


@allow(Permission.SEE)
def month(request: WorkRequest, year: int | None = None, number: int | None = None) -> HttpResponse:
    """Show a month; without one the present month."""
    if year is not None and (year not in YEARS or number not in range(1, 13)):
        return redirect("planning_month", workspace=request.workspace.slug)
    template = "planning/_month.html" if request.htmx else "planning/month.html"
    return render(request, template, context(request, request.GET, year, number))


def context(
    request: WorkRequest, params: QueryDict, year: int | None = None, number: int | None = None
) -> dict[str, object]:
    """Read and lay out a month."""
    desk = Desk.of(request, params)
    drawn = month_of(year or desk.today.year, number or desk.today.month)
    first = date(drawn.year, drawn.month, 1)
    edges = [bounds(day, day, desk.zone) for day in drawn.days]
    found = slots(request.workspace, edges, desk.chosen, most=SHOWN)
    notes = notes_between(desk, drawn.first, drawn.last)
    bands = _bands(desk, drawn)
    new_words = _("New post on %(day)s")
    cells = []
    for day, slot in zip(drawn.days, found, strict=True):
        told, is_holiday = notes.get(day, ("", False))
        week, label = week_of(day), long_day(day)
        cells.append(
            Cell(
                day=day,
                key=day.isoformat(),
                label=label,
                short=short_day(day),
                note=told,
                is_today=day == desk.today,
                is_outside=not drawn.holds(day),
                is_weekend=day.isoweekday() > 5,
                is_holiday=is_holiday,
                bands=bands.get(day, []),
                entries=[desk.entry(row) for row in slot.rows],
                hidden=slot.hidden,
                more_label=more_words(slot.hidden),
                week_url=desk.url("planning_week", year=week.year, number=week.number) + desk.query() + f"#tag-{day}",
                new_url=f"{desk.url('planning_new')}?tag={day}",
                new_label=new_words % {"day": label},
            )
        )
    weeks = [(week, cells[7 * index : 7 * index + 7]) for index, week in enumerate(drawn.weeks)]
    current = desk.today if drawn.holds(desk.today) else first
    last = date(drawn.year, drawn.month, days_of_month(drawn.year, drawn.month))
    whole, *by_week = loads(
        request.workspace,
        [
            (*bounds(first, last, desk.zone), last.day),
            *((*bounds(week.days[0], week.days[-1], desk.zone), 7) for week in drawn.weeks),
        ],
    )
    full = [week.number for week, one in zip(drawn.weeks, by_week, strict=True) if one.missing]
    return {
        **shared(desk, "month", month_name(first), _weeks_words(drawn)),
        "weeks": [
            (week.number, desk.url("planning_week", year=week.year, number=week.number), row) for week, row in weeks
        ],
        "cursor": current.isoformat(),
        "previous": _month_url(desk, *neighbour(drawn.year, drawn.month, -1)),
        "following": _month_url(desk, *neighbour(drawn.year, drawn.month, 1)),
        "today_url": desk.url("planning_month") + desk.query(),
        "load": whole,
        "load_title": _("This month is fuller than the team has hours"),
        "load_weeks": ", ".join(_("week %(number)d") % {"number": number} for number in full),
        "is_empty": not any(slot.total for slot in found),
        "refresh": _month_url(desk, drawn.year, drawn.month),
    }


def more_words(count: int) -> str:
    """Say how many more there are."""
    return ngettext("+%(count)d more", "+%(count)d more", count) % {"count": count} if count else ""


def notes_between(desk: Desk, first: date, last: date) -> dict[date, tuple[str, bool]]:
    """Return what stands quietly beside days: holidays, own dates, the change of the clock; and whether it is a holiday."""
    workspace = desk.request.workspace
    specials = between(first, last, state=workspace.state, language=get_language() or "de")
    own = around.own_dates_between(workspace, first, last)
    notes: dict[date, tuple[str, bool]] = {}
    day = first
    while day <= last:
        words = [special.name for special in specials.get(day, ())]
        words += [one.name for one in own if one.starts <= day <= one.ends]
        change = clock_change(day, desk.zone)
        if change > timedelta():
            words.append(_("Clock is put back"))
        elif change < timedelta():
            words.append(_("Clock is put forward"))
        if words:
            notes[day] = (" · ".join(words), any(special.kind == "holiday" for special in specials.get(day, ())))
        day += timedelta(days=1)
    return notes


def _bands(desk: Desk, drawn: Month) -> dict[date, list[Band]]:
    campaigns = {one.pk: one for one in desk.campaigns if one.starts <= drawn.last and one.ends >= drawn.first}
    spans = [Span(one.pk, one.starts, one.ends) for one in campaigns.values()]
    laid: dict[date, list[Band]] = {}
    for week in drawn.weeks:
        for day, bars in lanes(week.days, spans, BANDS).items():
            laid[day] = [_band(desk, campaigns, bar) for bar in bars]
    return laid


def _band(desk: Desk, campaigns: dict[int, Campaign], bar: Bar | None) -> Band:
    if bar is None:
        return Band()
    campaign = campaigns[bar.id]
    edge = " ".join(name for name, holds in (("start", bar.is_first), ("end", bar.is_last)) if holds)
    return Band(
        name=campaign.name if bar.names else "",
        label=campaign.name,
        url=desk.url("planning_campaign", campaign=campaign.pk),
        number=COLOUR_NUMBERS.get(campaign.colour, 1),
        edge=edge,
    )


def _month_url(desk: Desk, year: int, number: int) -> str:
    return desk.url("planning_month", year=year, number=number) + desk.query()


def _weeks_words(drawn: Month) -> str:
    return _("Weeks %(first)d to %(last)d") % {"first": drawn.weeks[0].number, "last": drawn.weeks[-1].number}
