"""Reads of the audit trail."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db.models import QuerySet

from leitstand.house.models import AuditEntry, Workspace


@dataclass(frozen=True, slots=True)
class TrailFilter:
    """What somebody looks for in the trail; None and "" mean everything. Days are the workspace's own."""

    person: int | None = None
    verb: str = ""
    since: date | None = None
    until: date | None = None
    subject: str = ""


def trail(workspace: Workspace, wanted: TrailFilter) -> QuerySet[AuditEntry]:
    """Return the entries of a workspace that match, the newest first."""
    zone = ZoneInfo(workspace.time_zone)
    entries = AuditEntry.objects.filter(workspace=workspace).order_by("-at", "-pk")
    if wanted.person is not None:
        entries = entries.filter(person_id=wanted.person)
    if wanted.verb:
        entries = entries.filter(verb=wanted.verb)
    if wanted.since:
        entries = entries.filter(at__gte=_midnight(wanted.since, zone))
    if wanted.until:
        entries = entries.filter(at__lt=_midnight(wanted.until + timedelta(days=1), zone))
    if wanted.subject:
        entries = entries.filter(subject__icontains=wanted.subject)
    return entries


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
