"""Today: three lists at most, one next best step with its reason, last week in one sentence."""

from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render

from leitstand.channels.models import Channel
from leitstand.community.queries.inbox import count_waiting
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement import queries as figures
from leitstand.measurement.views.results import sentence
from leitstand.overview import queries
from leitstand.overview.core.next_step import next_step
from leitstand.overview.steps import say


@allow(Permission.SEE)
def today(request: WorkRequest) -> HttpResponse:
    """Show the desk."""
    actor, workspace = request.actor, request.workspace
    now = clock.now()
    day = queries.day_of(workspace, now)
    channels = {channel.pk: channel for channel in Channel.objects.filter(workspace=workspace)}
    items = list(queries.going_out(workspace, day)[: queries.SHOWN + 1])
    waiting = list(queries.waiting_for(actor)[: queries.SHOWN + 1])
    mend = list(queries.to_mend(actor)[: queries.SHOWN])
    decide = list(queries.to_decide(workspace)[: queries.SHOWN + 1]) if actor.may(Permission.DECIDE_SENDING) else []
    week = timedelta(days=7)
    this = figures.span(workspace, now - week, now)
    desk = queries.desk_of(actor, now, channels.values())
    context = {
        "day": day.date,
        "items": [
            (item, [channels[key] for key in item.channel_ids if key in channels])
            for item in sorted(items[: queries.SHOWN], key=lambda item: (item.planned_at or now, item.pk))
        ],
        "more_items": len(items) > queries.SHOWN,
        "waiting": waiting[: queries.SHOWN],
        "more_waiting": len(waiting) > queries.SHOWN,
        "mend": mend,
        "decide": decide[: queries.SHOWN],
        "campaigns": queries.campaigns_to_decide(workspace, day.date) if actor.may(Permission.PLAN) else [],
        "trouble": [channel for channel in channels.values() if channel.state == "needs_sign_in"],
        "step": say(next_step(desk), workspace),
        "week": sentence(this, figures.span(workspace, now - 2 * week, now - week), 7),
        "days": queries.interactions_by_day(workspace, now),
        "open_briefs": queries.open_briefs(workspace) if actor.may(Permission.PLAN) else 0,
        "hours_missing": desk.hours_missing,
        "silent_accounts": desk.silent_accounts,
        "now": now,
        "inbox": count_waiting(actor),
    }
    return render(request, "overview/today.html", context)
