"""Read in a company's own plan: bring it, see how it is understood, correct it, read it in; and take it back."""

from dataclasses import dataclass
from datetime import date
from typing import Final, cast

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.house.workbooks import BYTES_MAX, words_of
from leitstand.kernel.sheets import column_name, place, text_of
from leitstand.planning.actions.begin_import import begin_import
from leitstand.planning.actions.finish_import import finish_import
from leitstand.planning.actions.keep_import import keep_import
from leitstand.planning.actions.undo_import import undo_import
from leitstand.planning.changes import zone_of
from leitstand.planning.core.plan_layout import OF_LISTS, OF_MONTHS, CellFault
from leitstand.planning.dates import month_name, short_day
from leitstand.planning.importing import TARGETS, Preview, Target, Unit, Wishes, preview
from leitstand.planning.models import TRACKS, PlanImport
from leitstand.planning.queries.around import people_of

LINES_SHOWN: Final = 30
FAULTS_SHOWN: Final = 100
UNITS_SHOWN: Final = 50
ROLES: Final[dict[str, "str | Promise"]] = {
    "project": gettext_lazy("Project"),
    "track": gettext_lazy("Track"),
    "what": gettext_lazy("Description"),
    "lead": gettext_lazy("Lead"),
    "starts": gettext_lazy("First day"),
    "id": gettext_lazy("Number in Leitstand"),
    "title": gettext_lazy("Title"),
    "day": gettext_lazy("Day"),
    "ends": gettext_lazy("Last day"),
    "time": gettext_lazy("Time"),
    "text": gettext_lazy("Text"),
    "channels": gettext_lazy("Channels"),
    "kind": gettext_lazy("Content"),
    "campaign": gettext_lazy("Campaign"),
    "goal": gettext_lazy("Goal"),
    "audience": gettext_lazy("For whom"),
    "notes": gettext_lazy("Notes"),
    "place": gettext_lazy("Place"),
    "link": gettext_lazy("Address"),
}
TARGET_NAMES: Final[dict[Target, "str | Promise"]] = {
    "projects": gettext_lazy("Projects with tracks and months"),
    "posts": gettext_lazy("Posts and topics"),
    "events": gettext_lazy("Events"),
}
STATE_NAMES: Final = {
    "new": gettext_lazy("new"),
    "changed": gettext_lazy("changed in the file"),
    "same": gettext_lazy("unchanged"),
    "ours": gettext_lazy("changed here, stays"),
}
NOTES: Final = {
    "macros": gettext_lazy("The file has macros. They were not looked at and are not kept."),
    "repeats": gettext_lazy("Entries that repeat themselves are read once, on their first day."),
    "links": gettext_lazy("The file refers to other files. What stood there when it was saved was read."),
}


@dataclass(frozen=True, slots=True)
class Told:
    """A fault as the page shows it."""

    cell: str
    sentence: str
    value: str


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def read_in(request: WorkRequest) -> HttpResponse:
    """Ask for a file, and list what was read in before."""
    problem = ""
    if request.method == "POST":
        given = request.FILES.get("file")
        if given is None:
            problem = _("Choose a file first.")
        elif (given.size or 0) > BYTES_MAX:
            problem = words_of("too_large")
        else:
            try:
                reading = begin_import(request.actor, name=given.name or "", data=given.read(), now=clock.now())
                return redirect("planning_import", request.workspace.slug, reading.pk)
            except Invalid as invalid:
                problem = invalid.errors["file"]
    past = PlanImport.objects.filter(workspace=request.workspace).exclude(done_at=None).select_related("person")
    context = {"problem": problem, "past": past.defer("file", "wishes", "created", "changed")[:20]}
    return render(request, "planning/read_in.html", context, status=422 if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.PLAN)
def plan_import(request: WorkRequest, reading: int) -> HttpResponse:
    """Show how a file is understood; by POST correct that, or read it in."""
    found = get_object_or_404(PlanImport, pk=reading, workspace=request.workspace)
    if found.done_at is not None:
        return render(request, "planning/import_done.html", {"reading": found})
    today = clock.now().astimezone(zone_of(request.workspace)).date()
    if request.method == "POST":
        keep_import(request.actor, found, _wishes(request.POST, preview(found, today=today)), now=clock.now())
        if request.POST.get("act") == "read":
            try:
                done = finish_import(request.actor, found, now=clock.now())
            except (Impossible, Invalid) as why:
                sentence = why.message if isinstance(why, Impossible) else " ".join(why.errors.values())
                return _page(request, found, today, problem=sentence)
            messages.success(request, _read_words(done))
            return redirect("planning_import", request.workspace.slug, found.pk)
        return redirect("planning_import", request.workspace.slug, found.pk)
    return _page(request, found, today)


@post_only
@allow(Permission.PLAN)
def take_back(request: WorkRequest, reading: int) -> HttpResponse:
    """Take back what a file brought."""
    found = get_object_or_404(PlanImport, pk=reading, workspace=request.workspace)
    stays = undo_import(request.actor, found, now=clock.now())
    told = _("What the file brought is off the plan again.")
    if stays:
        told += " " + ngettext(
            "%(count)d entry stays: somebody has worked on it since.",
            "%(count)d entries stay: somebody has worked on them since.",
            stays,
        ) % {"count": stays}
    messages.success(request, told)
    return redirect("planning_read_in", request.workspace.slug)


def _read_words(done: PlanImport) -> str:
    count = done.counts.get("new", 0)
    told = ngettext("%(count)d new entry", "%(count)d new entries", count) % {"count": count}
    changed = done.counts.get("changed", 0)
    if changed:
        told += ", " + ngettext("%(count)d changed", "%(count)d changed", changed) % {"count": changed}
    return _("The plan was read in: %(what)s.") % {"what": told}


def _wishes(sent: QueryDict, seen: Preview) -> Wishes:
    """Return what the person told; a change of sheet or headings makes the columns be found anew."""
    wishes: Wishes = {**seen.wishes}
    sheet, head, year = _number(sent, "sheet"), _number(sent, "head"), _number(sent, "year")
    if sheet is not None and sheet != seen.wishes.get("sheet"):
        return {"sheet": sheet}
    if year is not None and 2000 <= year <= 2100:
        wishes["year"] = year
    if sent.get("target") in TARGETS:
        wishes["target"] = cast("Target", sent["target"])
    cells = {**seen.wishes.get("cells", {})}
    cells |= {
        name[5:]: value.strip() for name, value in sent.items() if name.startswith("cell-") and isinstance(value, str)
    }
    wishes["cells"] = {name: value for name, value in cells.items() if _is_cell(name)}
    wishes["people"] = {
        name: number
        for place_, name in enumerate(seen.leads)
        if (number := _number(sent, f"lead-{place_}")) is not None
    }
    wishes["leave_out"] = sent.get("leave_out") == "1"
    if head is not None and 1 <= head <= len(seen.sheet.cells) and sent.get("kind") in ("months", "list"):
        wishes["kind"] = "months" if sent["kind"] == "months" else "list"
        wishes["head"] = head - 1
        roles = OF_MONTHS if wishes["kind"] == "months" else OF_LISTS
        columns = {role: column for role in roles if (column := _number(sent, f"column-{role}")) is not None}
        wishes["columns"] = columns or {"project" if wishes["kind"] == "months" else "title": 0}
        if wishes["kind"] == "months":
            wishes["columns"].setdefault("project", 0)
    return wishes


def _is_cell(name: str) -> bool:
    letters = name.rstrip("0123456789")
    return (
        letters.isascii() and letters.isalpha() and len(letters) < 4 and name != letters and name[len(letters)] != "0"
    )


def _number(sent: QueryDict, name: str) -> int | None:
    value = sent.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 12 else None


def _page(request: WorkRequest, found: PlanImport, today: date, *, problem: str = "") -> HttpResponse:
    seen = preview(found, today=today)
    kind = seen.layout.kind if seen.layout else "list"
    roles = OF_MONTHS if kind == "months" else OF_LISTS
    head = seen.layout.head if seen.layout else 0
    columns = seen.layout.columns if seen.layout else {}
    context = {
        "reading": found,
        "problem": problem,
        "seen": seen,
        "notes": [NOTES[note] for note in sorted(seen.book.notes)],
        "sheets": [(number, sheet.name) for number, sheet in enumerate(seen.book.sheets)],
        "kind": kind,
        "kinds": [("months", _("Projects below, months beside each other")), ("list", _("One line for each entry"))],
        "targets": [(value, TARGET_NAMES[value]) for value in TARGETS if (value == "projects") == (kind == "months")],
        "year": seen.wishes.get("year") or today.year,
        "head": head + 1,
        "roles": [(role, ROLES[role], columns.get(role)) for role in roles],
        "column_choices": [(column, _column_words(seen, column, head)) for column in range(min(seen.sheet.width, 60))],
        "months": [(column_name(column), month_name(month)) for column, month in sorted(_months(seen).items())],
        "faults": [_told(fault) for fault in seen.faults[:FAULTS_SHOWN]],
        "more_faults": max(0, len(seen.faults) - FAULTS_SHOWN),
        "corrected": sorted(seen.wishes.get("cells", {}).items()),
        "leads": [(number, name, pk) for number, (name, pk) in enumerate(seen.leads.items())],
        "people": people_of(request.workspace),
        "lines": _lines(seen, head),
        "letters": [column_name(column) for column in range(min(seen.sheet.width, 30))],
        "units": [(_unit_words(unit), STATE_NAMES[unit.state], unit.state) for unit in seen.units[:UNITS_SHOWN]],
        "more_units": max(0, len(seen.units) - UNITS_SHOWN),
        "counts": [(STATE_NAMES[state], count) for state, count in seen.counts.items() if count],
    }
    return render(request, "planning/import.html", context, status=409 if problem else 200)


def _months(seen: Preview) -> dict[int, date]:
    return dict(seen.layout.months) if seen.layout else {}


def _column_words(seen: Preview, column: int, head: int) -> str:
    heading = text_of(seen.sheet.at(head, column))[:40]
    return f"{column_name(column)}: {heading}" if heading else column_name(column)


def _lines(seen: Preview, head: int) -> list[tuple[int, bool, list[tuple[str, bool]]]]:
    wrong = {(fault.row, fault.column) for fault in seen.faults}
    rows = sorted(
        {*range(min(LINES_SHOWN, len(seen.sheet.cells))), *(row for row, _column in list(wrong)[:FAULTS_SHOWN])}
    )
    width = min(seen.sheet.width, 30)
    return [
        (
            row + 1,
            row == head,
            [(text_of(seen.sheet.at(row, column))[:80], (row, column) in wrong) for column in range(width)],
        )
        for row in rows
    ]


def _unit_words(unit: Unit) -> str:
    if unit.project is not None:
        tracks = dict(TRACKS)
        made = ", ".join(dict.fromkeys(str(tracks[line.track.value]) for line in unit.project.lines))
        name = f"{unit.project.group}: {unit.project.name}" if unit.project.group else unit.project.name
        return f"{name} ({made})" if made else name
    row = unit.row
    if row is None:
        return ""
    return " · ".join(
        part for part in (short_day(row.day) if row.day else "", row.title or (row.text or "")[:80]) if part
    )


def _told(fault: CellFault) -> Told:
    sentences = {
        "no_month": _("“%(value)s” is no month."),
        "no_track": _("“%(value)s” is no track that is known."),
        "no_project": _("“%(value)s” stands under no project."),
        "unsolved": _("Here stands a formula whose result the file does not hold. Type what it shall say."),
        "broken": _("Here stands an error of the spreadsheet: %(value)s."),
        "no_day": _("%(value)s is no day of this month."),
        "no_date": _("“%(value)s” is no date. Write it as 15.09.2026."),
        "no_time": _("“%(value)s” is no time. Write it as 9:30."),
        "no_title": _("The line has a day but says nothing."),
        "too_long": _("“%(value)s” is longer than 200 characters."),
        "ends_before": _("%(value)s lies before the first day."),
        "no_channel": _("There is no channel “%(value)s”."),
        "several_channels": _("“%(value)s” may be several channels. Write the name of one."),
        "no_kind": _("“%(value)s” is no kind of content."),
        "no_campaign": _("There is no campaign “%(value)s”."),
    }
    sentence = sentences[fault.code] % {"value": fault.value[:80]}
    if fault.hint:
        sentence += " " + _("Do you mean “%(hint)s”?") % {"hint": fault.hint}
    return Told(place(fault.row, fault.column), sentence, fault.hint or fault.value)
