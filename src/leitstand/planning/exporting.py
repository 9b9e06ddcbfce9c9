"""The plan as tables others can open and bring back: every cell says what it says and is never run."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.utils import get_column_letter

from leitstand.channels.models import Channel
from leitstand.house import clock, tables
from leitstand.house.models import Workspace
from leitstand.kernel.sheets import Cell
from leitstand.planning.changes import zone_of
from leitstand.planning.core.day_words import with_day
from leitstand.planning.core.list_reading import CELL_MAX, UNCHANGED
from leitstand.planning.core.plan_reading import NOTHING
from leitstand.planning.importing import exact_name, known_of
from leitstand.planning.models import CONTENT_KINDS, STAGES, TRACKS, Item, Milestone, Project
from leitstand.planning.queries.projects import projects_of

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet


def headings() -> list[str]:
    """Return the headings of the list; the import knows each of them in both languages."""
    return [
        _("Number in Leitstand"), _("Title"), _("Day"), _("Time"), _("Text"), _("Channels"), _("Content"),
        _("Campaign"), _("Lead"), _("Goal"), _("For whom"), _("Notes"), _("Stage"),
    ]  # fmt: skip


def lines_of(workspace: Workspace) -> Iterator[list[Cell]]:
    """Return everything on the plan, a line each, in the order of time; ideas without a date come last."""
    zone = zone_of(workspace)
    names = _channel_names(workspace)
    kinds, stages = dict(CONTENT_KINDS), dict(STAGES)
    items = Item.objects.filter(workspace=workspace, deleted_at=None).select_related("campaign", "owner")
    for item in items.order_by("planned_at", "created_at", "pk").iterator(chunk_size=500):
        local = item.planned_at.astimezone(zone) if item.planned_at else None
        yield [
            f"{item.pk}:{item.version}",
            item.title,
            local.date() if local else None,
            f"{local:%H:%M}" if local else None,
            item.text,
            "; ".join(names[pk] for pk in item.channel_ids if pk in names),
            str(kinds[item.kind]),
            item.campaign.name if item.campaign else "",
            str(item.owner or ""),
            item.goal,
            item.audience,
            item.notes,
            str(stages[item.stage]),
        ]


def _channel_names(workspace: Workspace) -> dict[int, str]:
    known = known_of(workspace).channels
    found = {}
    for pk, name, handle, network in Channel.objects.filter(workspace=workspace).values_list(
        "pk", "name", "handle", "network"
    ):
        told = name or handle
        is_sure = known.get(told.casefold()) == (pk,) and ";" not in told
        found[pk] = told if is_sure else exact_name(told, network, handle).replace(";", ",")
    return found


def as_csv(lines: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Write the list as spreadsheets in Germany read it."""
    return tables.as_csv(lines)


def as_workbook(head: Sequence[str], lines: Iterable[Sequence[Cell]], *, title: str, widths: Sequence[int]) -> bytes:
    """Write the list as a workbook; a text no cell can hold is marked, so that reading it in again leaves it alone."""
    return tables.as_workbook(head, ([_fit(cell) for cell in line] for line in lines), title=title, widths=widths)


def template() -> bytes:
    """Return our own template: the headings, and two lines that show how it is meant."""
    shown: list[list[Cell]] = [
        [
            "", _("We are at the fair"), date(2027, 3, 15), "09:30", _("Visit us in hall 3."), "", _("Picture"), "", "",
            _("Bring people to the stand"), _("Quality managers"), _("Take these two lines out."), "",
        ],
        ["", _("An idea without a date"), None, None, "", "", _("Text"), "", "", "", "", "", ""],
    ]  # fmt: skip
    return as_workbook(headings(), shown, title=_("Plan"), widths=WIDTHS)


WIDTHS: Final = (38, 36, 12, 8, 60, 28, 12, 18, 18, 24, 24, 30, 12)


def projects_workbook(workspace: Workspace) -> bytes:
    """Write the plan across all channels in the layout of the guide's figure 9: projects and tracks down, months across."""
    projects = projects_of(workspace)
    months = _months(projects)
    book = Workbook(write_only=True)
    sheet = book.create_sheet(_("Plan"))
    sheet.freeze_panes = "D2"
    tables.set_widths(sheet, (30, 18, 40, 16, 12, 12, 16, *([24] * len(months))))
    head = [_("Project"), _("Track"), _("Description"), _("Lead"), _("First day"), _("Last day"), _("Place")]
    sheet.append([_cell(sheet, word, bold=True) for word in (*head, *(f"{month:%m/%Y}" for month in months))])
    tracks = dict(TRACKS)
    group, row = "", 1
    for project in projects:
        if project.group != group:
            group, row = project.group, row + 1
            sheet.append([_cell(sheet, group or NOTHING, bold=True, fill=True)])
            sheet.merged_cells.ranges.add(_across(row, len(head) + len(months)))
        row += 1
        lead = str(project.lead or project.lead_name)
        told = [project.name, "", project.note or NOTHING, lead, project.starts, project.ends, project.place]
        sheet.append([_cell(sheet, cell, bold=place == 0) for place, cell in enumerate(told)])
        for line in project.lines.all():
            row += 1
            what = _("dropped") if line.is_dropped and not line.what else line.what
            due = [_due([one for one in line.milestones.all() if one.month == month]) for month in months]
            if line.is_dropped and line.what and due:
                due[0] = "\n".join(part for part in (_("dropped"), due[0].strip()) if part)
            cells: list[Cell] = ["", str(tracks[line.track]), what, str(line.lead or line.lead_name), None, None, ""]
            sheet.append([_cell(sheet, cell) for cell in (*cells, *due)])
    return tables.to_bytes(book)


def _due(due: Sequence[Milestone]) -> str:
    said = [with_day(one.day, one.text) if one.day else one.text for one in due]
    # A line break at the end keeps a semicolon within a text from parting it.
    return "\n".join(said) + ("\n" if len(said) == 1 and ";" in said[0] else "")


def _months(projects: Sequence[Project]) -> list[date]:
    found = [one.month for project in projects for line in project.lines.all() for one in line.milestones.all()]
    # Months make the head that reading in looks for, so they stand there although nothing is due.
    found = found or [project.starts for project in projects if project.starts] or [clock.now().date()]
    first, last = min(found), max(found)
    numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month + (1 if first == last else 0))
    return [date(number // 12, number % 12 + 1, 1) for number in numbers]


def _across(row: int, columns: int) -> str:
    return f"A{row}:{get_column_letter(columns)}{row}"


def _fit(value: Cell) -> Cell:
    return UNCHANGED if isinstance(value, str) and len(value) > CELL_MAX else value


def _cell(sheet: "WriteOnlyWorksheet", value: Cell, *, bold: bool = False, fill: bool = False) -> WriteOnlyCell:
    return tables.write_cell(sheet, _fit(value), bold=bold, fill=fill)
