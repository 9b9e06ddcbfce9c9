"""Calendars in and out: event lists that are read in, and the plan as others' calendars fetch it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from icalendar import Calendar, Component, Event

from leitstand.house.workbooks import BYTES_MAX, LINES_MAX, NoTable, open_book
from leitstand.kernel.sheets import Book, Cell, Sheet

_BEGIN: Final = b"BEGIN:VCALENDAR"
# The headings under which a calendar's entries stand as lines of a list (core.plan_layout knows them).
_HEAD: Final = ("Nummer in Leitstand", "Titel", "Datum", "bis", "Uhrzeit", "Ort", "Beschreibung", "Link")
LASTS: Final = timedelta(minutes=15)


def open_plan(data: bytes, zone: ZoneInfo) -> Book:
    """Return what somebody brings as sheets; a calendar file becomes a list, a line for each entry. Raises NoTable."""
    if data.lstrip(b"\xef\xbb\xbf \r\n").startswith(_BEGIN):
        if len(data) > BYTES_MAX:
            raise NoTable("too_large")
        return _calendar(data, zone)
    return open_book(data)


def _calendar(data: bytes, zone: ZoneInfo) -> Book:
    try:
        entries = list(Calendar.from_ical(data).walk("VEVENT"))
        read = [line for entry in entries if (line := _line(entry, zone)) is not None]
    except Exception as error:
        # Others' parser over others' bytes: whatever it stumbles over is no calendar to us.
        raise NoTable("no_table") from error
    if len(read) > LINES_MAX:
        raise NoTable("too_many_lines")
    notes = frozenset({"repeats"}) if any(entry.get("rrule") for entry in entries) else frozenset[str]()
    return Book([Sheet("", [list(_HEAD), *sorted(read, key=lambda line: str(line[2]))])], notes)


def _line(entry: Component, zone: ZoneInfo) -> list[Cell] | None:
    begin, end = _moment(entry, "dtstart"), _moment(entry, "dtend")
    if begin is None:
        return None
    first, last, at = begin, None, None
    if isinstance(begin, datetime):
        local = begin.astimezone(zone) if begin.tzinfo else begin
        first, at = local.date(), local.strftime("%H:%M")
        if isinstance(end, datetime):
            ended = (end.astimezone(zone) if end.tzinfo else end) - timedelta(seconds=1)
            last = ended.date() if ended.date() > first else None
    elif end is not None and not isinstance(end, datetime) and end - timedelta(days=1) > first:
        last = end - timedelta(days=1)  # a calendar names the day after the last one
    words = {name: str(entry.get(name, "")).strip() for name in ("uid", "summary", "location", "description", "url")}
    return [
        words["uid"], words["summary"] or words["location"], first, last, at, words["location"], words["description"],
        words["url"],
    ]  # fmt: skip


def _moment(entry: Component, name: str) -> date | None:
    value: object = getattr(entry.get(name), "dt", None)
    return value if isinstance(value, date) else None


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the calendar that is given out; `starts` is a moment, or a day with its last one."""

    uid: str
    title: str
    starts: datetime | date
    ends: date | None
    changed_at: datetime
    url: str
    words: str = ""
    place: str = ""


def written(entries: Iterable[Entry], *, name: str) -> bytes:
    """Return an iCalendar file; calendars that fetch it look again every hour."""
    calendar = Calendar()
    calendar.add("prodid", "-//Leitstand//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    calendar.add("refresh-interval;value=duration", "PT1H")
    for one in entries:
        event = Event()
        event.add("uid", one.uid)
        event.add("dtstamp", one.changed_at)
        event.add("last-modified", one.changed_at)
        event.add("dtstart", one.starts)
        if isinstance(one.starts, datetime):
            event.add("dtend", one.starts + LASTS)
        else:
            event.add("dtend", (one.ends or one.starts) + timedelta(days=1))
        event.add("summary", one.title)
        if one.words:
            event.add("description", one.words)
        if one.place:
            event.add("location", one.place)
        event.add("url", one.url)
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def invitation(*, uid: str, title: str, starts: datetime, ends: datetime, place: str, url: str, now: datetime) -> bytes:
    """Return one date as a calendar file that can be attached to a letter."""
    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Leitstand//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    event.add("uid", uid)
    event.add("dtstamp", now)
    event.add("dtstart", starts)
    event.add("dtend", ends)
    event.add("summary", title)
    if place:
        event.add("location", place)
    event.add("url", url)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
