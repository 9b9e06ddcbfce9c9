"""The clock of a case as the screens draw it: how long is left in business time, and how it looks."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.community.core.business import Week
from leitstand.community.core.response import Look, left, look_of
from leitstand.community.models import Case

_TONES: dict[Look, str] = {"calm": "grey", "soon": "amber", "missed": "red", "none": "grey"}


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left until an answer is due; below zero it is late."""

    look: Look
    due_at: datetime
    minutes: int

    @property
    def tone(self) -> str:
        """Its colour."""
        return _TONES[self.look]

    @property
    def text(self) -> str:
        """What is left, or by how much it is late."""
        told = span_words(abs(self.minutes))
        return _("%(time)s late") % {"time": told} if self.look == "missed" else _("%(time)s left") % {"time": told}


def clock_of(case: Case | None, week: Week, now: datetime) -> Clock | None:
    """Return the clock of a case; None where nothing is due."""
    if case is None or case.due_at is None or case.settled_at is not None:
        return None
    look = look_of(due_at=case.due_at, warn_at=case.warn_at, now=now)
    return Clock(look, case.due_at, left(week, case.due_at, now))


def span_words(minutes: int | None) -> str:
    """Say a span of business time in words; "–" where there is none."""
    if minutes is None:
        return "–"
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("%(minutes)s min") % {"minutes": rest}
    if not rest or hours >= 10:
        return _("%(hours)s h") % {"hours": hours}
    return _("%(hours)s h %(minutes)s min") % {"hours": hours, "minutes": rest}
