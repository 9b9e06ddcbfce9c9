"""Figures of a crisis: what came in before, while it ran, and after."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from leitstand.community.models import Answer, Crisis, Incoming


@dataclass(frozen=True, slots=True)
class Figures:
    """What came in and what was answered in one span; `per_day` makes spans of different length comparable."""

    begins: datetime
    ends: datetime
    incoming: int
    answered: int

    @property
    def per_day(self) -> float:
        """How much came in a day."""
        days = max((self.ends - self.begins) / timedelta(days=1), 1 / 24)
        return round(self.incoming / days, 1)


def figures_of(crisis: Crisis, now: datetime) -> dict[str, Figures]:
    """Return the week before it was noticed, the time while it ran, and the week after."""
    week = timedelta(days=7)
    end = crisis.ended_at or now
    spans = {"before": (crisis.noticed_at - week, crisis.noticed_at), "during": (crisis.noticed_at, end)}
    if crisis.ended_at is not None:
        spans["after"] = (end, min(end + week, max(now, end)))
    return {name: _between(crisis, *span) for name, span in spans.items()}


def _between(crisis: Crisis, begins: datetime, ends: datetime) -> Figures:
    incoming = Incoming.objects.filter(workspace=crisis.workspace_id, at__gte=begins, at__lt=ends)
    answers = Answer.objects.filter(
        workspace=crisis.workspace_id, state="sent", created_at__gte=begins, created_at__lt=ends
    )
    return Figures(begins, ends, incoming.count(), answers.count())
