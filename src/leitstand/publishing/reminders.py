"""A post that goes in by hand as an entry for somebody's own calendar, with an alarm before its time."""

from datetime import datetime, timedelta
from typing import Final

from icalendar import Alarm, Calendar, Event

from leitstand.kernel.post import PostPlan
from leitstand.publishing.models import Publication
from leitstand.publishing.networks import network_name

LASTS: Final = timedelta(minutes=15)
BEFORE: Final = timedelta(minutes=10)


def reminder(publication: Publication, due_at: datetime, *, address: str, title: str, now: datetime) -> bytes:
    """Return an iCalendar file with one entry: what to post where, the text, and the page where everything lies ready."""
    plan = PostPlan.from_json(publication.content)
    entry = Event()
    entry.add("uid", f"{publication.pk}@leitstand")
    entry.add("dtstamp", now)
    entry.add("dtstart", due_at)
    entry.add("dtend", due_at + LASTS)
    entry.add("summary", title)
    entry.add("description", f"{plan.text}\n\n{address}")
    entry.add("url", address)
    entry.add("location", network_name(publication.channel))
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", title)
    alarm.add("trigger", -BEFORE)
    entry.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Leitstand//DE")
    calendar.add("version", "2.0")
    calendar.add_component(entry)
    return bytes(calendar.to_ical())
