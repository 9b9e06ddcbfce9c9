"""Give tables out: CSV as spreadsheets in Germany read it, or a workbook; every cell says what it says and is never run."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from leitstand.house.core.csv_cells import harmless

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TableCell = str | int | float | bool | date | Decimal | None
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
# What Excel takes in one cell.
CELL_MAX: Final = 32_767
_BOLD: Final = Font(bold=True)
_GREY: Final = PatternFill("solid", fgColor="E8ECF1")
_TOP: Final = Alignment(vertical="top", wrap_text=True)


def as_csv(lines: Iterable[Sequence[TableCell]]) -> Iterator[str]:
    """Write a table with semicolons, decimal commas and UTF-8 with its mark."""
    held = io.StringIO()
    writer = csv.writer(held, delimiter=";")
    held.write("\ufeff")
    for line in lines:
        writer.writerow([_said(cell) for cell in line])
        yield held.getvalue()
        held.seek(0)
        held.truncate()


def as_workbook(
    head: Sequence[str], lines: Iterable[Sequence[TableCell]], *, title: str, widths: Sequence[int], freeze: str = "C2"
) -> bytes:
    """Write a table as a workbook with its first line fixed."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title[:31])
    sheet.freeze_panes = freeze
    set_widths(sheet, widths)
    sheet.append([write_cell(sheet, word, bold=True) for word in head])
    for line in lines:
        sheet.append([write_cell(sheet, cell) for cell in line])
    return to_bytes(book)


def as_file(data: bytes | Iterable[str], name: str) -> HttpResponse:
    """Answer with a table to keep; its kind is known by the name's ending."""
    kind = XLSX if name.endswith(".xlsx") else "text/csv; charset=utf-8"
    response = HttpResponse(data, content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def write_cell(
    sheet: "WriteOnlyWorksheet", value: TableCell, *, bold: bool = False, fill: bool = False
) -> WriteOnlyCell:
    """Make a cell; text stays text, even where it looks like a formula."""
    text = ILLEGAL_CHARACTERS_RE.sub("", value)[:CELL_MAX] if isinstance(value, str) else value
    cell = WriteOnlyCell(sheet, value=None if text == "" else text)
    if isinstance(text, str) and text:
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))
    if isinstance(text, date):
        cell.number_format = "DD.MM.YYYY"
    if isinstance(text, Decimal):
        cell.number_format = "#,##0.00"
    cell.alignment = _TOP
    if bold:
        cell.font = _BOLD
    if fill:
        cell.fill = _GREY
    return cell


def set_widths(sheet: "WriteOnlyWorksheet", widths: Sequence[int]) -> None:
    """Say how wide each column is, in signs."""
    for place, width in enumerate(widths, 1):
        sheet.column_dimensions[get_column_letter(place)].width = width


def to_bytes(book: Workbook) -> bytes:
    """Return the workbook as it is kept in a file."""
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def _said(cell: TableCell) -> str:
    if isinstance(cell, Decimal):
        return f"{cell:f}".replace(".", ",")
    return cell.strftime("%d.%m.%Y") if isinstance(cell, date) else "" if cell is None else harmless(str(cell))
