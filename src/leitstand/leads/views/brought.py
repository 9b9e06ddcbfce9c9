"""What links brought: click, lead, conversion, sale and value by post, link, campaign and channel (guide 5.2, 1.2)."""

from datetime import timedelta
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span, SpanForm, asked_span
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.leads.brought import By, Line, lines_of, total, visitors, waits_of
from leitstand.leads.models import TrackedLink
from leitstand.publishing.models import Publication

DAYS: Final = 90
BY: Final[dict[By, "str | Promise"]] = {
    "post": gettext_lazy("Posts"),
    "link": gettext_lazy("Short links"),
    "campaign": gettext_lazy("Campaigns"),
    "channel": gettext_lazy("Channels"),
}


@require_safe
@allow(Permission.SEE_FIGURES)
def brought(request: WorkRequest) -> HttpResponse:
    """Show what came of links in a span."""
    form, span, by = _asked(request)
    lines = lines_of(request.workspace, span, by)
    context = {
        "form": form,
        "by": by,
        "choices": BY.items(),
        "lines": [(_name(line), _address(line), line.brought) for line in lines],
        "sum": total(lines),
        "visitors": visitors(request.workspace, span),
        "waits": [(campaign, said(wait.middle), wait) for campaign, wait in waits_of(request.workspace, span)],
        "query": request.GET.urlencode(),
    }
    return render(request, "leads/brought.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE_FIGURES)
def file(request: WorkRequest, kind: str) -> HttpResponse:
    """Give the same out as a table."""
    _form, span, by = _asked(request)
    head = [
        str(BY[by]),
        _("Clicks"),
        _("Visits"),
        _("Leads"),
        _("Conversions"),
        _("Sales"),
        _("Value in euro"),
    ]
    rows: list[list[TableCell]] = [
        [_name(line), one.clicks, one.visits, one.leads, one.conversions, one.sales, one.value]
        for line in lines_of(request.workspace, span, by)
        for one in [line.brought]
    ]
    name = f"links-{span.first.isoformat()}-{span.last.isoformat()}.{kind}"
    if kind == "csv":
        return as_file(as_csv([head, *rows]), name)
    if kind == "xlsx":
        return as_file(
            as_workbook(head, rows, title=_("What links brought"), widths=[50, 10, 10, 10, 14, 10, 16]), name
        )
    raise Http404


def said(span: timedelta) -> str:
    """Say a span as people do: seconds, minutes, hours or days, whichever is read most easily."""
    seconds = int(span.total_seconds())
    if seconds < 120:
        return ngettext("%(count)s second", "%(count)s seconds", seconds) % {"count": seconds}
    if seconds < 7_200:
        return ngettext("%(count)s minute", "%(count)s minutes", seconds // 60) % {"count": seconds // 60}
    if seconds < 172_800:
        return ngettext("%(count)s hour", "%(count)s hours", seconds // 3600) % {"count": seconds // 3600}
    return ngettext("%(count)s day", "%(count)s days", seconds // 86400) % {"count": seconds // 86400}


def _asked(request: WorkRequest) -> tuple[SpanForm, Span, By]:
    form, span = asked_span(request, days=DAYS)
    wanted = request.GET.get("nach", "post")
    return form, span, wanted if wanted in BY else "post"


def _name(line: Line) -> str:
    if line.thing is None:
        return _("Without an assignment")
    if isinstance(line.thing, Publication):
        return f"{line.thing.item.title} ({line.thing.channel})"
    return str(line.thing)


def _address(line: Line) -> tuple[str, object] | None:
    if isinstance(line.thing, Publication):
        return "composer_edit", line.thing.item_id
    if isinstance(line.thing, TrackedLink):
        return "leads_link", line.thing.pk
    return None
