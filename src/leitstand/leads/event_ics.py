"""An event as a file for the calendar."""

from datetime import datetime, timedelta

from icalendar import Calendar, Event

from leitstand.leads.models import LeadEvent


def as_ics(event: LeadEvent, *, page: str, now: datetime, with_link: bool = False) -> bytes:
    """Return the file; the link to take part stands in it only for those who registered."""
    calendar = Calendar()
    calendar.add("prodid", "-//Leitstand//Events//DE")
    calendar.add("version", "2.0")
    one = Event()
    one.add("uid", f"{event.key}@leitstand")
    one.add("dtstamp", now)
    one.add("summary", event.title)
    if event.starts is not None:
        one.add("dtstart", event.starts)
        one.add("dtend", event.starts + timedelta(minutes=event.minutes))
    parts = [event.focus, event.speaker, event.company, event.contact, event.join_link if with_link else "", page]
    one.add("description", "\n".join(part for part in parts if part))
    if event.place:
        one.add("location", event.place)
    one.add("url", page)
    calendar.add_component(one)
    return bytes(calendar.to_ical())
