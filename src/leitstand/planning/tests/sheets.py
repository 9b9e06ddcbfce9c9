"""Workbooks and tables as companies have them, for tests."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from openpyxl import Workbook

# Guide 2.2, figure 9, with the typing error and the forms that real files have.
FIGURE_9: list[list[object]] = [
    ["Kommunikationsplan 2026"],
    ["Projekte", "Beschreibung", "Lead", "September", "Oktober"],
    ["MESSEN UND VERANSTALTUNGEN"],
    ["Konferenz XY"],
    ["Orga", None, "Max"],
    ["Web", "Veranstaltungsseite", "Wiebke"],
    ["Presse", "Pressemeldung", "Wiebke", "Versand"],
    ["Medienprod.", "Video", "Max", None, "auf YouTube hochladen"],
    ["Social Media", "Facebook, LinkedIn", "Wiebke", "Ankündigung", "Live-Interview"],
    ["Konferenz XY"],
    ["Orga", None, "Max"],
    ["Web", "Veranstaltungsseite/Anmeldung", "Wiebke", "Veranstaltungsseite", "Anmeldeseite"],
    ["Presse", None, "Wiebke"],
    ["Medienprod.", "entfällt", "Max"],
    ["Social Media", "nur Facebook", "Wiebke", "Ankündigung", "Quiz; jetzt anmelden; Live Posts"],
    ["FORSCHUNGS-PROJEKTE"],
    ["Projekt XY"],
    ["Web", "Projektseite", "Max", "Fertigstellung"],
    [None, "Special + Trendseite", "Wiebke"],
    ["Medienprod.", "Flyer: siehe Veranstaltung XY", "Max"],
    [None, "Videointerview für Social Media", "Max", None, "Fertigstellung"],
    ["Presse", "Pressemeldung + FollowUp", "Wiebke", "Versand", "FollowUp"],
    ["Social Media", "LinkedIn", "Wiebke", "Videointerview", "Projektpost"],
]


def workbook(
    rows: Iterable[Sequence[object]], *, merged: Iterable[str] = (), before: Iterable[str] = (), name: str = "Plan"
) -> bytes:
    """Return a workbook with one filled sheet, after empty ones."""
    book = Workbook()
    book.remove(book.active)
    for other in before:
        book.create_sheet(other)
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    held = io.BytesIO()
    book.save(held)
    return held.getvalue()


def repacked(data: bytes, **parts: bytes) -> bytes:
    """Return a workbook with further parts in it (a dot in a part's name is written as two underscores)."""
    held = io.BytesIO(data)
    with zipfile.ZipFile(held, "a", zipfile.ZIP_DEFLATED) as packed:
        for name, content in parts.items():
            packed.writestr(name.replace("___", "/").replace("__", "."), content)
    return held.getvalue()


def with_joined(data: bytes, area: str) -> bytes:
    """Return a workbook whose sheet claims a joined area, written into the file by hand: making it would take all memory."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part)
            if part.filename == "xl/worksheets/sheet1.xml":
                told = f'</sheetData><mergeCells count="1"><mergeCell ref="{area}"/></mergeCells>'
                content = content.replace(b"</sheetData>", told.encode())
            new.writestr(part.filename, content)
    return held.getvalue()
