"""Results: a sentence first, then the chart, then the table; every figure opens its origin."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.channels.models import Channel
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement import queries
from leitstand.measurement.core.figures import change, rate

SPANS: Final = (7, 30, 90, 365)


def chosen_days(request: HttpRequest) -> int:
    """Return the length of the period from the address; the first month where it is none of ours."""
    told = request.GET.get("days", "30")
    return int(told) if told.isdigit() and int(told) in SPANS else 30


@allow(Permission.SEE_FIGURES)
def results(request: WorkRequest) -> HttpResponse:
    """Show what the published posts of a period brought, beside the period before."""
    workspace = request.workspace
    now = clock.now()
    days = chosen_days(request)
    start, before = now - timedelta(days=days), now - timedelta(days=2 * days)
    channels = {channel.pk: channel for channel in Channel.objects.filter(workspace=workspace)}
    this, last = queries.span(workspace, start, now), queries.span(workspace, before, start)
    both = queries.rate_of_told(workspace, start, now)
    weeks = queries.by_week(workspace, start, now, workspace.time_zone)
    rows = [
        {
            "week": str(row["week"]),
            "channel": _channel_name(channels, row["channel"]),
            "value": int(str(row["interactions"])),
        }
        for row in weeks
        if row["interactions"] is not None
    ]
    per_channel = _per_channel(weeks, channels)
    context = {
        "days": days,
        "spans": [
            (length, ngettext("%(count)s day", "%(count)s days", length) % {"count": length}) for length in SPANS
        ],
        "this": this,
        "last": last,
        "sentence": sentence(this, last, days),
        "rate": rate(both[0], both[1]) if both else None,
        "delta_posts": _percent(change(Decimal(last.posts), Decimal(this.posts))),
        "delta_interactions": _percent(change(last.interactions, this.interactions)),
        "delta_impressions": _percent(change(last.impressions, this.impressions)),
        "chart": charts.weeks(rows, title=_("Interactions"), week_title=_("Week from")) if rows else None,
        "rows": rows,
        "per_channel": per_channel,
        "best": list(queries.best(workspace, start, now)),
        "unmeasured_count": queries.unmeasured(workspace, now).count(),
        "has_any": bool(this.posts or last.posts or queries.reported(workspace).exists()),
    }
    return render(request, "measurement/results.html", context)


def sentence(this: queries.Span, last: queries.Span, days: int) -> str:
    """Say in words what the figures say; no judgement without figures on both sides."""
    if not this.posts:
        return _("Nothing was published in the last %(days)s days.") % {"days": days}
    posts = ngettext("%(count)s post went out", "%(count)s posts went out", this.posts) % {
        "count": number_format(this.posts)
    }
    if this.interactions is None:
        return _("%(posts)s in the last %(days)s days; no network has told any figures yet.") % {
            "posts": posts,
            "days": days,
        }
    told = ngettext("%(count)s interaction", "%(count)s interactions", int(this.interactions)) % {
        "count": number_format(int(this.interactions))
    }
    base = _("%(posts)s in the last %(days)s days and brought %(told)s") % {"posts": posts, "days": days, "told": told}
    grown = change(last.interactions, this.interactions)
    if grown is None:
        return base + "."
    if abs(grown) < 5:
        return _("%(base)s, about as many as in the period before.") % {"base": base}
    size = number_format(abs(grown), 0)
    if grown > 0:
        return _("%(base)s, %(size)s %% more than in the period before.") % {"base": base, "size": size}
    return _("%(base)s, %(size)s %% fewer than in the period before.") % {"base": base, "size": size}


def _percent(value: Decimal | None) -> str | None:
    if value is None:
        return None
    sign = "+" if value > 0 else "−" if value < 0 else "±"
    return f"{sign}{number_format(abs(value), 0)} %"


def _channel_name(channels: dict[int, Channel], key: object) -> str:
    channel = channels.get(int(str(key)))
    return str(channel) if channel else "–"


def _per_channel(weeks: list[dict[str, object]], channels: dict[int, Channel]) -> list[dict[str, object]]:
    sums: dict[int, dict[str, int | None]] = defaultdict(
        lambda: {"posts": 0, "interactions": None, "impressions": None}
    )
    for row in weeks:
        entry = sums[int(str(row["channel"]))]
        entry["posts"] = (entry["posts"] or 0) + int(str(row["posts"]))
        for name in ("interactions", "impressions"):
            if row[name] is not None:
                entry[name] = (entry[name] or 0) + int(str(row[name]))
    return [
        {"channel": channels[key], **entry, "rate": _share(entry["interactions"], entry["impressions"])}
        for key, entry in sorted(sums.items(), key=lambda pair: -(pair[1]["interactions"] or 0))
        if key in channels
    ]


def _share(part: int | None, whole: int | None) -> Decimal | None:
    return rate(None if part is None else Decimal(part), None if whole is None else Decimal(whole))
