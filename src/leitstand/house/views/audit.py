"""The audit trail: who did what, when, to what; to look through and to take along."""

import csv
import json
from collections.abc import Iterator
from datetime import date
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.house.core.csv_cells import harmless
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.erasure import FORMER
from leitstand.house.models import AuditEntry, Person
from leitstand.house.queries import TrailFilter, trail
from leitstand.house.requests import WorkRequest
from leitstand.house.trails import choices, detail, door, word_for

ON_A_PAGE = 100


def _wanted(request: WorkRequest) -> TrailFilter:
    told = request.GET
    return TrailFilter(
        person=int(told["person"]) if told.get("person", "").isdigit() else None,
        verb=told.get("verb", ""),
        since=_day(told.get("since", "")),
        until=_day(told.get("until", "")),
        subject=told.get("subject", "").strip(),
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


@require_safe
@allow(Permission.SEE_AUDIT)
def audit(request: WorkRequest) -> HttpResponse:
    """Show the trail, filtered."""
    wanted = _wanted(request)
    page = Paginator(trail(request.workspace, wanted), ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [
            (entry, _name(entry.actor), door(entry.via), word_for(entry.verb), _name(entry.subject), _details(entry))
            for entry in page.object_list
        ],
        "wanted": wanted,
        "verbs": choices(),
        "people": Person.objects.filter(memberships__workspace=request.workspace).order_by("name"),
        "query": request.GET.urlencode(),
    }
    return render(request, "house/audit.html", context)


@require_safe
@allow(Permission.SEE_AUDIT)
def audit_csv(request: WorkRequest) -> StreamingHttpResponse:
    """Hand the filtered trail out as CSV, row by row; no cell can become a formula in a spreadsheet."""
    entries = trail(request.workspace, _wanted(request)).iterator(chunk_size=2000)
    zone = ZoneInfo(request.workspace.time_zone)
    writer = csv.writer(_Echo(), delimiter=";")
    head = [
        _("When"),
        _("Who"),
        _("By which door"),
        _("What"),
        _("Verb"),
        _("Kind"),
        _("Id"),
        _("Subject"),
        _("Details"),
    ]

    def lines() -> Iterator[str]:
        yield "\ufeff" + writer.writerow(head)  # spreadsheets read UTF-8 only with this mark
        for entry in entries:
            cells = [
                entry.at.astimezone(zone).isoformat(sep=" ", timespec="seconds"),
                _name(entry.actor),
                entry.via,
                word_for(entry.verb),
                entry.verb,
                entry.subject_type,
                entry.subject_id,
                _name(entry.subject),
                json.dumps(entry.details, ensure_ascii=False) if entry.details else "",
            ]
            yield writer.writerow([harmless(cell) for cell in cells])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="leitstand-{request.workspace.slug}-protokoll.csv"'
    return answer


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def _name(text: str) -> str:
    """Say a name as it was kept; who was erased is a former member, in the language that is active."""
    if not text.startswith(FORMER):
        return text
    return _("Former member %(number)s") % {"number": text.removeprefix(FORMER).strip()}


def _details(entry: AuditEntry) -> list[tuple[str, str]]:
    return [detail(key, value) for key, value in entry.details.items()]
