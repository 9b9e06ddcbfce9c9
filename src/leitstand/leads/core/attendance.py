"""Read the list of attendance that a webinar tool gives out. Pure."""

import csv
import io
import re
import unicodedata
from typing import Final

from leitstand.leads.core.crm_file import NotReadable

_EMAIL: Final = ("email", "e-mail", "e-mail-adresse", "email address", "attendee email", "teilnehmer-e-mail")
_MINUTES: Final = (
    "minutes", "minuten", "duration", "dauer", "time in session", "time in session (minutes)", "dauer (minuten)",
    "anwesenheit", "anwesend", "attended", "teilgenommen",
)  # fmt: skip
_YES: Final = frozenset({"yes", "ja", "true", "x", "anwesend", "attended"})


def read_attendance(data: bytes) -> dict[str, int]:
    """Return the minutes by plain address; several lines of one address add up. Raises NotReadable.

    Lines above the heading, as tools put their summary there, are passed over.
    """
    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    lines = [line for line in text.splitlines() if line.strip()]
    start = next((number for number, line in enumerate(lines) if _place(_cells(line), _EMAIL) is not None), None)
    if start is None:
        raise NotReadable("no_key")
    head = _cells(lines[start])
    email, minutes = _place(head, _EMAIL), _place(head, _MINUTES)
    found: dict[str, int] = {}
    for row in csv.reader(io.StringIO("\n".join(lines[start + 1 :])), delimiter=_separator(lines[start])):
        if email is None or email >= len(row) or "@" not in row[email]:
            continue
        plain = unicodedata.normalize("NFKC", "".join(row[email].split()).casefold())
        told = row[minutes] if minutes is not None and minutes < len(row) else "yes"
        found[plain] = found.get(plain, 0) + _minutes(told)
    return found


def _separator(line: str) -> str:
    return max(";,\t", key=line.count)


def _cells(line: str) -> list[str]:
    return [" ".join(cell.casefold().split()) for cell in next(csv.reader([line], delimiter=_separator(line)), [])]


def _place(head: list[str], known: tuple[str, ...]) -> int | None:
    return next((head.index(one) for one in known if one in head), None)


def _minutes(told: str) -> int:
    plain = told.strip().casefold()
    if plain in _YES:
        return 1
    if clock := re.fullmatch(r"(\d{1,2}):(\d{2})(?::(\d{2}))?", plain):
        hours, minutes = int(clock[1]), int(clock[2])
        return hours * 60 + minutes + (1 if clock[3] and int(clock[3]) else 0) if clock[3] else hours * 60 + minutes
    spoken = re.findall(r"(\d+)\s*(h|std|stunden?|hours?|m|min|minutes?|minuten|s|sek|sec\w*)\b", plain)
    if spoken:
        seconds = sum(
            int(n) * (3600 if u[0] == "h" or u.startswith("st") else 60 if u[0] == "m" else 1) for n, u in spoken
        )
        return -(-seconds // 60)
    number = re.match(r"\d+", plain)
    return int(number[0]) if number else 0
