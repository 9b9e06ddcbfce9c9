"""Days from and to, as a person asks for them: the form, and the days with what lies before them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house import clock
from leitstand.house.models import Workspace
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

LONGEST: Final = 1_096
"""Three years and the leap day: more is cut off at the beginning."""


@dataclass(frozen=True, slots=True)
class Span:
    """Days of a workspace, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        """How many there are."""
        return (self.last - self.first).days + 1

    def moments(self, workspace: Workspace) -> tuple[datetime, datetime]:
        """Return when it begins and ends."""
        zone = ZoneInfo(workspace.time_zone)
        begin = datetime.combine(self.first, time(), zone).astimezone(UTC)
        return begin, datetime.combine(self.last + timedelta(days=1), time(), zone).astimezone(UTC)

    def before(self) -> "Span":
        """Return as many days right before."""
        return Span(self.first - timedelta(days=self.days), self.first - timedelta(days=1))

    def year_before(self) -> "Span":
        """Return the same weekdays 52 weeks earlier."""
        return Span(self.first - timedelta(weeks=52), self.last - timedelta(weeks=52))


class SpanForm(forms.Form):
    """From when to when."""

    von = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    bis = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))


def asked_span(request: WorkRequest, *, days: int, longest: int = LONGEST) -> tuple[SpanForm, Span]:
    """Return the form and the days the address asks for; the last `days` where it asks for none, or for none there are."""
    today = day_in(request.workspace, clock.now())
    usual = {"von": today - timedelta(days=days - 1), "bis": today}
    form = SpanForm(request.GET if {"von", "bis"} & set(request.GET) else None, initial=usual)
    told: dict[str, date] = form.cleaned_data if form.is_bound and form.is_valid() else usual
    first, last = min(told["von"], told["bis"]), max(told["von"], told["bis"])
    return form, Span(max(first, last - timedelta(days=longest - 1)), last)
