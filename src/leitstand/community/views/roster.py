"""Who watches which campaign when, where nobody does, and ideas to bring a campaign back on track."""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.community.actions.watch_campaign import drop_shift, keep_impulse, keep_shift, pick_impulse
from leitstand.community.core.escalation import gaps
from leitstand.community.models import Impulse, ServiceHours, WatchShift
from leitstand.community.moderation import table
from leitstand.community.views.saying import attempt, moment_told, number_told, person_told
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.requests import WorkRequest
from leitstand.kernel.words import words_of
from leitstand.planning.models import Campaign

AHEAD = timedelta(days=14)
MOST = 40


def hours_to_watch(
    campaign: Campaign, hours: dict[int, tuple[time, time]], zone: ZoneInfo, now: datetime
) -> list[tuple[datetime, datetime]]:
    """Return the campaign's hours of the next two weeks: the service hours of each day, nine to five where none are set."""
    found = []
    day = max(campaign.starts, now.astimezone(zone).date())
    last = min(campaign.ends, (now + AHEAD).astimezone(zone).date())
    while day <= last:
        span = hours.get(day.weekday()) if hours else (time(9), time(17))
        if span is not None:
            found.append((datetime.combine(day, span[0], zone), datetime.combine(day, span[1], zone)))
        day += timedelta(days=1)
    return found


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def roster(request: WorkRequest) -> HttpResponse:
    """Show running and coming campaigns with shifts and gaps, and the impulses; by POST change one of them."""
    problem = ""
    if request.method == "POST":
        problem = attempt(request, lambda: _keep(request))
        if not problem:
            return redirect("community_roster", request.workspace.slug)
    now, zone = clock.now(), ZoneInfo(request.workspace.time_zone)
    hours = {
        each.weekday: (each.opens, each.closes) for each in ServiceHours.objects.filter(workspace=request.workspace)
    }
    today = now.astimezone(zone).date()
    campaigns = Campaign.objects.filter(workspace=request.workspace, ends__gte=today, starts__lte=today + AHEAD)
    rows = []
    shown = list(campaigns.order_by("starts", "pk")[:MOST])
    watching: dict[int, list[WatchShift]] = {campaign.pk: [] for campaign in shown}
    for each in WatchShift.objects.filter(campaign__in=shown, ends__gt=now).select_related("person"):
        watching[each.campaign_id].append(each)
    for campaign in shown:
        shifts = watching[campaign.pk]
        spans = [(each.begins, each.ends) for each in shifts]
        holes = [
            hole for begins, ends in hours_to_watch(campaign, hours, zone, now) for hole in gaps(begins, ends, spans)
        ]
        rows.append((campaign, shifts, holes))
    context = {
        "rows": rows,
        "has_hours": bool(hours),
        "impulses": _impulses(request),
        "people": list(people_with(request.workspace, Permission.ANSWER)),
        "problem": problem,
        "may_answer": request.actor.may(Permission.ANSWER),
        "may_plan": request.actor.may(Permission.PLAN),
    }
    return render(request, "community/roster.html", context, status=422 if problem else 200)


def _impulses(request: WorkRequest) -> list[tuple[str, str, str]]:
    language = get_language() or "de"
    given = [
        (
            str(one["id"]),
            words_of(one["name"], "impulse").said(language),
            words_of(one["words"], "impulse").said(language),
        )
        for one in table("impulse")
    ]
    own = Impulse.objects.filter(workspace=request.workspace)[:100]
    return [*((str(one.pk), one.title, one.text) for one in own), *given]


def _keep(request: WorkRequest) -> object:
    told, now, actor = request.POST, clock.now(), request.actor
    campaign = Campaign.objects.filter(pk=number_told(request, "campaign"), workspace=request.workspace).first()
    match told.get("act"):
        case "shift" if campaign is not None:
            person, begins, ends = (
                person_told(request, "person"),
                moment_told(request, "begins"),
                moment_told(request, "ends"),
            )
            if person is None or begins is None or ends is None:
                raise Invalid({"begins": _("Who watches, from when, until when?")})
            return keep_shift(actor, campaign, person, begins=begins, ends=ends, now=now)
        case "drop":
            found = get_object_or_404(WatchShift, pk=number_told(request, "shift"), workspace=request.workspace)
            return drop_shift(actor, found, now=now)
        case "impulse":
            return keep_impulse(actor, title=told.get("title", ""), text=told.get("text", ""), now=now)
        case "pick":
            for name, title, text in _impulses(request):
                if name == told.get("impulse"):
                    return pick_impulse(actor, title=title, text=text, campaign=campaign, now=now)
    raise Invalid({"act": _("That is not possible here.")})
