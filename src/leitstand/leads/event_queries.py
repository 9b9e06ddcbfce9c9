"""What the screens ask of events: the report of one, those that are over, and the list of invitations."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Q, Sum

from leitstand.channels.queries import channels_of
from leitstand.house.models import Workspace
from leitstand.house.zones import day_in
from leitstand.leads.core.events import Held, Side, Trial, compare, days_before
from leitstand.leads.event_figures import figures
from leitstand.leads.magnet_queries import Way
from leitstand.leads.models import EventInvite, EventRegistration, LeadEvent, PageVisit

_COUNTS = Q(confirmed_at__isnull=False, cancelled_at=None)


def held_events(workspace: Workspace, *, now: datetime, without: LeadEvent | None = None) -> list[Held]:
    """Return the own events that are over and were listed, with their figures."""
    rows = LeadEvent.objects.filter(workspace=workspace, starts__lt=now, listed_on__isnull=False)
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    told = rows.annotate(
        registered=Count(
            "registrations", filter=Q(registrations__confirmed_at__isnull=False, registrations__cancelled_at=None)
        ),
        attended=Count("registrations", filter=Q(registrations__attended=True)),
        answered=Count("registrations", filter=Q(registrations__attended__isnull=False)),
    )
    visits = _visits(workspace)
    return [_held(workspace, one, visits) for one in told]


def _held(workspace: Workspace, one: LeadEvent, visits: dict[str, int]) -> Held:
    starts = day_in(workspace, one.starts) if one.starts else date.min
    return Held(
        one.title,
        days_before(one.listed_on or starts, starts),
        visits.get(f"event:{one.pk}", 0),
        one.registered,  # type: ignore[attr-defined]  # annotated by whoever asks
        one.attended if one.answered else None,  # type: ignore[attr-defined]
    )


def _visits(workspace: Workspace) -> dict[str, int]:
    rows = PageVisit.objects.filter(workspace=workspace, page__startswith="event:")
    return dict(rows.values_list("page").annotate(n=Sum("count")))


def report_of(workspace: Workspace, event: LeadEvent) -> Held:
    """Return the figures of one event."""
    rows = event.registrations.filter(_COUNTS)
    answered = rows.filter(attended__isnull=False).exists()
    starts = day_in(workspace, event.starts) if event.starts else date.min
    return Held(
        event.title,
        days_before(event.listed_on or starts, starts),
        _visits(workspace).get(f"event:{event.pk}", 0),
        rows.count(),
        rows.filter(attended=True).count() if answered else None,
    )


def sources_of(workspace: Workspace, event: LeadEvent) -> list[Way]:
    """Return by which channels and links visitors and registrations came."""
    key = ("channel_id", "source", "link")
    visits = PageVisit.objects.filter(workspace=workspace, page=f"event:{event.pk}")
    seen = {tuple(row[:3]): row[3] for row in visits.values_list(*key).annotate(n=Sum("count"))}
    rows = EventRegistration.objects.filter(event=event).order_by().values_list(*key)
    told = {
        tuple(row[:3]): (row[3], row[4]) for row in rows.annotate(asked=Count("pk"), leads=Count("pk", filter=_COUNTS))
    }
    channels = {one.pk: one for one in channels_of(workspace, with_gone=True)}
    found = [
        Way(channels.get(way[0]), way[1], way[2], seen.get(way, 0), *told.get(way, (0, 0))) for way in {*seen, *told}
    ]
    return sorted(found, key=lambda one: (-one.leads, -one.visits, one.source, one.link))


@dataclass(frozen=True, slots=True)
class Outreach:
    """How the two kinds of invitation did, and what may be said of it."""

    individual: Side
    general: Side
    trial: Trial


def outreach_of(event: LeadEvent) -> Outreach:
    """Count who registered after their invitation, by its kind."""
    registered = dict(event.registrations.filter(_COUNTS).exclude(contact=None).values_list("contact_id", "asked_at"))
    sides: dict[str, list[bool]] = {"individual": [], "general": []}
    for contact, side, sent in EventInvite.objects.filter(event=event, sent_at__isnull=False).values_list(
        "contact_id", "side", "sent_at"
    ):
        came = registered.get(contact)
        sides[side].append(came is not None and sent is not None and came >= sent)
    individual, general = (Side(len(sides[one]), sum(sides[one])) for one in ("individual", "general"))
    return Outreach(individual, general, compare(individual, general, least=figures().least))
