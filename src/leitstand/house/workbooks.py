"""Open what people bring as a table: CSV in whatever encoding, or an Excel workbook; others' files are handled with care."""

import csv
import io
import re
import zipfile
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Final
from xml.etree import ElementTree as ET

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from leitstand.kernel.sheets import Area, Book, Cell, Sheet

if TYPE_CHECKING:
    from openpyxl.worksheet._read_only import ReadOnlyWorksheet

BYTES_MAX: Final = 20_000_000
LINES_MAX: Final = 20_000
COLUMNS_MAX: Final = 200
SHEETS_MAX: Final = 50
# What a file may become when it is unpacked: a plan of 20,000 lines has some 20 MB.
UNPACKED_MAX: Final = 250_000_000
PARTS_MAX: Final = 2_000
JOINED_MAX: Final = 5_000
_ZIP: Final = b"PK\x03\x04"
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_SPACE: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REFERENCE: Final = re.compile(r"([A-Z]{1,3})(\d{1,7})")


class NoTable(ValueError):
    """What was brought is no table; `code` says why: too_large, too_many_lines, empty, old, locked, other, no_table."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def words_of(code: str, *, bytes_max: int = BYTES_MAX) -> str:
    """Say why a file is no table, and what to do."""
    sentences = {
        "too_large": _("The file is too large: at most %(size)d MB, and no more than it takes to unpack 250 MB."),
        "too_many_lines": _("The table has more than %(lines)s lines. Split it."),
        "empty": _("The file is empty."),
        "old": _("This is a workbook of the old kind (.xls). Open it in Excel and save it as .xlsx."),
        "locked": _("This workbook is protected by a password. Save it without one and try again."),
        "other": _("This is no Excel workbook. Save it as .xlsx or CSV and try again."),
        "no_table": _("This cannot be read as a table. Save it as CSV or Excel workbook and try again."),
    }
    told = {"size": bytes_max // 1_000_000, "lines": number_format(LINES_MAX, use_l10n=True, force_grouping=True)}
    return sentences[code] % told


def open_book(data: bytes, *, bytes_max: int = BYTES_MAX) -> Book:
    """Return the sheets with their cells; raises NoTable."""
    if len(data) > bytes_max:
        raise NoTable("too_large")
    if not data.strip():
        raise NoTable("empty")
    if data.startswith(_OLE):
        raise NoTable("locked" if _ENCRYPTED in data else "old")
    return _workbook(data) if data.startswith(_ZIP) else Book([Sheet("", _csv(data))])


def _workbook(data: bytes) -> Book:
    import openpyxl  # noqa: PLC0415 - only who brings a workbook pays for it

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            notes = _look_through(packed)
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"][:SHEETS_MAX]
                sheets = [_sheet(sheet, packed) for sheet in shown]
            finally:
                book.close()
    except NoTable:
        raise
    except Exception as error:
        # Others' parser over others' bytes: whatever it stumbles over is no table to us.
        raise NoTable("no_table") from error
    return Book(sheets, notes)


def _look_through(packed: zipfile.ZipFile) -> frozenset[str]:
    """Refuse what would fill the memory, or is something else; return what will be left aside."""
    parts = packed.infolist()
    if len(parts) > PARTS_MAX or sum(part.file_size for part in parts) > UNPACKED_MAX:
        raise NoTable("too_large")
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names:
        raise NoTable("other")
    notes = {"macros"} if any(name.endswith("vbaProject.bin") for name in names) else set()
    return frozenset(notes | ({"links"} if any("externalLinks/" in name for name in names) else set()))


def _sheet(sheet: "ReadOnlyWorksheet", packed: zipfile.ZipFile) -> Sheet:
    rows = sheet.iter_rows(max_row=LINES_MAX + 1, max_col=COLUMNS_MAX, values_only=True)
    cells = [[_cell(value) for value in row] for row in rows]
    if len(cells) > LINES_MAX:
        raise NoTable("too_many_lines")
    while cells and not any(value is not None for value in cells[-1]):
        cells.pop()
    joined, unsolved = _forms(packed, sheet._worksheet_path)  # noqa: SLF001 - it has no other name for its part
    return Sheet(sheet.title, cells, joined, unsolved)


def _forms(packed: zipfile.ZipFile, part: str) -> tuple[list[Area], frozenset[tuple[int, int]]]:
    """Return joined areas and formulas without a result: what the reading of values alone does not tell."""
    joined: list[Area] = []
    unsolved: set[tuple[int, int]] = set()
    with packed.open(part) as raw:
        for _ended, element in ET.iterparse(raw):  # noqa: S314 - expat from 2.4.1 on stops what grows in it
            if element.tag == f"{_SPACE}c":
                formula, value = element.find(f"{_SPACE}f"), element.find(f"{_SPACE}v")
                at = _at(element.get("r", ""))
                if formula is not None and (value is None or not value.text) and at is not None:
                    unsolved.add(at)
            elif element.tag == f"{_SPACE}row":
                element.clear()
            elif element.tag == f"{_SPACE}mergeCell" and len(joined) < JOINED_MAX:
                first, _colon, last = element.get("ref", "").partition(":")
                begin, end = _at(first), _at(last or first)
                if begin is not None and end is not None:
                    joined.append(Area(*begin, *end))
    return joined, frozenset(unsolved)


def _at(reference: str) -> tuple[int, int] | None:
    found = _REFERENCE.fullmatch(reference)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _cell(value: object) -> Cell:
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, str):
        return value or None
    return value if isinstance(value, (bool, int, float, date, datetime)) or value is None else str(value)


def _csv(data: bytes) -> list[list[Cell]]:
    text = _text(data).replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")
    lines = text.split("\n")
    head = next((line for line in lines if line.count(";") or line.count("\t") or line.count(",")), "")
    separator = max(";\t,", key=head.count)
    try:
        found: list[list[Cell]] = [list(row) for row in csv.reader(io.StringIO(text), delimiter=separator)]
    except csv.Error as error:
        raise NoTable("no_table") from error
    while found and not any(found[-1]):
        found.pop()
    if len(found) > LINES_MAX:
        raise NoTable("too_many_lines")
    return found


def _text(data: bytes) -> str:
    """Read UTF-8 and UTF-16 with their marks, else UTF-8, else what Excel writes in Germany."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")
