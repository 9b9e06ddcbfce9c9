"""What the page "Sending" reads: odd things, the next 24 hours, what went out; few questions, however long the queue."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import QuerySet

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.publishing.core.states import NEEDS_A_PERSON, State
from leitstand.publishing.models import Circuit, Lane, Publication, SecondLook, StopSwitch, WorkerBeat
from leitstand.publishing.second_looks import active_look

ODD: Final = (*sorted(state.value for state in NEEDS_A_PERSON), State.HANDED_OVER.value)
COMING: Final = (State.PLANNED.value, State.CLAIMED.value, State.SENDING.value, State.WAITING.value)
AHEAD: Final = timedelta(hours=24)
BEHIND: Final = timedelta(hours=24)
SILENT: Final = timedelta(seconds=30)
SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Queue:
    """Everything of the page, read at one moment. `more_*` say that lists were cut."""

    odd: list[Publication]
    more_odd: bool
    coming: list[Publication]
    more_coming: bool
    later: int
    sent: list[Publication]
    stop: StopSwitch | None
    is_silent: bool
    lanes: list[Lane]
    circuits: list[Circuit]
    look: SecondLook | None = None


def read_queue(workspace: Workspace, now: datetime, *, channel: int | None = None) -> Queue:
    """Read the page for a workspace, or for one of its channels."""
    mine = Publication.objects.filter(workspace=workspace)
    if channel is not None:
        mine = mine.filter(channel_id=channel)
    odd = list(_with_names(mine.filter(state__in=ODD)).order_by("due_at", "pk")[: SHOWN + 1])
    soon = mine.filter(state__in=COMING, due_at__lt=now + AHEAD).order_by("due_at", "pk")
    # Chosen first, joined then: the database thinks thousands are due and would join them with all items.
    next_ones = list(soon.values_list("pk", flat=True)[: SHOWN + 1])
    coming = list(_with_names(mine.filter(pk__in=next_ones)).order_by("due_at", "pk"))
    sent = list(
        _with_names(mine.filter(state=State.PUBLISHED.value, published_at__gte=now - BEHIND, published_at__lte=now))
        .order_by("-published_at")[:SHOWN]
    )  # fmt: skip
    beat = WorkerBeat.objects.order_by("-seen_at").values_list("seen_at", flat=True).first()
    return Queue(
        odd=odd[:SHOWN],
        more_odd=len(odd) > SHOWN,
        coming=coming[:SHOWN],
        more_coming=len(coming) > SHOWN,
        later=mine.filter(state=State.PLANNED.value, due_at__gte=now + AHEAD).count(),
        sent=sent,
        stop=active_stop(workspace),
        is_silent=beat is None or now - beat > SILENT,
        lanes=list(Lane.objects.filter(channel__workspace=workspace, blocked_until__gt=now).select_related("channel")),
        circuits=list(
            Circuit.objects.filter(
                open_until__gt=now,
                network__in=workspace.channels.values("network"),
                host__in=workspace.channels.values("base_url"),
            )
        ),
        look=active_look(workspace.pk),
    )


def _with_names(found: QuerySet[Publication]) -> QuerySet[Publication]:
    return found.select_related("item", "channel")


def active_stop(workspace: Workspace) -> StopSwitch | None:
    """Return the stop switch if it is pulled."""
    return StopSwitch.objects.filter(workspace=workspace, ended_at=None).select_related("pulled_by").first()


def count_to_decide(actor: Actor) -> int:
    """Count what needs a person, for the rail; zero for those who may not decide."""
    if not actor.may(Permission.DECIDE_SENDING):
        return 0
    return Publication.objects.filter(workspace=actor.workspace, state__in=ODD).count()
