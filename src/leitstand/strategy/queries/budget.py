"""Reads of the budget."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from leitstand.channels.core.platforms import platforms
from leitstand.house.models import Workspace
from leitstand.strategy.core.budget import Entry, Gap, Line, attention
from leitstand.strategy.models import BudgetEntry, ChannelTime, Seat


def entries_of(workspace: Workspace, year: int) -> list[Entry]:
    """Return a year's entries as the core reckons with them; one read."""
    fields = ("month", "line", "planned", "actual", "component", "channel", "planned_hours", "actual_hours")
    found = BudgetEntry.objects.filter(workspace=workspace, month__year=year).values_list(*fields)
    return [
        Entry(month, Line(line), planned, actual, component, channel, hours, worked)
        for month, line, planned, actual, component, channel, hours, worked in found
    ]


def rows_of_month(workspace: Workspace, month: date) -> Sequence[BudgetEntry]:
    """Return a month's entries in the order of the six lines."""
    order = {line.value: place for place, line in enumerate(Line)}
    found = BudgetEntry.objects.filter(workspace=workspace, month=month)
    return sorted(found, key=lambda one: (order[one.line], one.pk))


def media_gaps(workspace: Workspace, entries: Sequence[Entry]) -> tuple[Gap, ...]:
    """Compare the media money of entries with the time the audience gives each channel."""
    times = dict(ChannelTime.objects.filter(workspace=workspace).values_list("channel", "amount"))
    return attention(entries, times, [known.id for known in platforms()])


def hours_a_week(workspace: Workspace) -> Decimal:
    """Return all hours a week the team has for social media; 0 where nobody has entered any."""
    hours = Seat.objects.filter(workspace=workspace).values_list("hours_a_week", flat=True)
    return sum(hours, Decimal(0))
