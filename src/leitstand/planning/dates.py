"""Days and times as people read them, in their language."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def clock_time(local: datetime) -> str:
    """Return 09:00."""
    return local.strftime("%H:%M")


def long_day(day: date) -> str:
    """Return Monday, 2 November 2026."""
    return date_format(day, pgettext("date format", "l, j F Y"))


def short_day(day: date) -> str:
    """Return Mon, 2 Nov."""
    return date_format(day, pgettext("date format", "D, j M"))


def month_name(day: date) -> str:
    """Return November 2026."""
    return date_format(day, "F Y")


def span_words(first: date, last: date) -> str:
    """Return 2 to 13 November 2026, as short as it can be said."""
    end = date_format(last, pgettext("date format", "j F Y"))
    if first == last:
        return end
    if first.year != last.year:
        start = date_format(first, pgettext("date format", "j F Y"))
    elif first.month != last.month:
        start = date_format(first, pgettext("date format", "j F"))
    else:
        start = date_format(first, pgettext("date format", "j"))
    return _("%(first)s to %(last)s") % {"first": start, "last": end}


def when(local: datetime) -> str:
    """Return Monday, 2 November 2026, 09:00."""
    return _("%(day)s, %(time)s") % {"day": long_day(local.date()), "time": clock_time(local)}
