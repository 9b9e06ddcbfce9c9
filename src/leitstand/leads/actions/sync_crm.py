"""Ask the CRMs that are due what changed, and tell them what is new; one that is away is asked later, and nothing is lost."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx
from asgiref.sync import async_to_sync
from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitstand.connector_kit.errors import NetworkError, RateLimited, Refused, SignInExpired
from leitstand.connector_kit.http import open_client
from leitstand.house import audit, clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.zones import day_in
from leitstand.leads.actions.keep_crm import map_crm, secrets_of
from leitstand.leads.actions.take_news import take_news
from leitstand.leads.core.crm import Lead, News, Stage, wait_after
from leitstand.leads.crm.contract import Crm, Door
from leitstand.leads.crm.registry import KINDS
from leitstand.leads.models import CrmConnection, CrmTold

# How often a CRM that answers is asked.
EVERY: Final = timedelta(minutes=15)
# Clocks differ, and changes of the last moment may be written later than they are dated: so much is read twice.
OVERLAP: Final = timedelta(minutes=5)
MOST_AT_ONCE: Final = 100
SECONDS: Final = 240

Connect = Callable[[Door], Crm]
OpenHttp = Callable[[], httpx.AsyncClient]


@dataclass
class _Talk:
    """What one conversation with a CRM brought: what it told, what it took, and by what it was broken off."""

    stages: Sequence[Stage] = ()
    news: News | None = None
    taken: dict[int, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    fault: NetworkError | None = None


def open_http() -> httpx.AsyncClient:
    """Open the client that speaks with CRMs; into private networks only where the administrator allows it."""
    return open_client(allow_private=settings.ALLOW_PRIVATE)


def sync_due(*, now: datetime) -> int:
    """Speak with every CRM that is due; returns how many."""
    rows = CrmConnection.objects.select_related("workspace").filter(Q(next_at=None) | Q(next_at__lte=now))
    due = [one for one in rows.order_by("pk") if KINDS[one.kind].connect is not None]
    for one in due:
        sync_crm(one, now=now)
    return len(due)


def sync_crm(connection: CrmConnection, *, now: datetime, http: OpenHttp = open_http) -> bool:
    """Speak with one CRM; returns whether all went well. Its problem stands at the connection until the next time."""
    kind = KINDS[connection.kind]
    connect = kind.connect
    # Whoever takes the turn first speaks; a second worker goes on.
    free = CrmConnection.objects.filter(pk=connection.pk).filter(Q(next_at=None) | Q(next_at__lte=now))
    if connect is None or free.update(next_at=now + timedelta(seconds=SECONDS)) != 1:
        return False
    waiting = _waiting(connection)
    leads = [(one.pk, _lead(one)) for one in waiting]
    talk = async_to_sync(_talk)(connection, connect, leads, http, is_read=kind.is_read)
    _keep(connection, talk, now=now)
    return talk.fault is None


async def _talk(
    connection: CrmConnection,
    connect: Connect,
    leads: Sequence[tuple[int, Lead]],
    http: OpenHttp,
    *,
    is_read: bool,
) -> _Talk:
    talk = _Talk()
    try:
        async with asyncio.timeout(SECONDS), http() as client:
            crm = connect(Door(connection.base_url, connection.database, secrets_of(connection), client, clock.clock()))
            for number, lead in leads:
                try:
                    talk.taken[number] = await crm.push(lead)
                except Refused as refused:
                    talk.refused[number] = refused.reason
            if is_read:
                if not connection.stages:
                    talk.stages = await crm.stages()
                since = connection.since - OVERLAP if connection.since else None
                talk.news = await crm.news(since)
    except NetworkError as error:
        talk.fault = error
    except TimeoutError:
        talk.fault = NetworkError("it took too long")
    except (KeyError, TypeError, ValueError) as error:  # an answer that is not what their documents say
        talk.fault = NetworkError(f"unexpected answer: {type(error).__name__} {error}"[:280])
    return talk


@transaction.atomic
def _keep(connection: CrmConnection, talk: _Talk, *, now: datetime) -> None:
    house = Actor.house(connection.workspace)
    for number, external in talk.taken.items():
        CrmTold.objects.filter(pk=number).update(told_at=now, external_id=external[:120], problem="")
    for number, reason in talk.refused.items():
        CrmTold.objects.filter(pk=number).update(is_refused=True, problem=reason[:300])
    if talk.stages and not connection.stages:
        map_crm(house, connection, talk.stages, connection.tags, now=now)
    if talk.news is not None:
        take_news(house, connection, talk.news, now=now)
        connection.since, connection.read_at = talk.news.until or connection.since, now
    if talk.fault is None:
        connection.failures, connection.problem = 0, ""
        connection.next_at = now + EVERY
    else:
        connection.failures += 1
        connection.problem = problem_of(talk.fault)
        at = talk.fault.retry_at if isinstance(talk.fault, RateLimited) else None
        connection.next_at = max(at or now, now + wait_after(connection.failures))
    connection.save(update_fields=["since", "read_at", "failures", "problem", "next_at"])
    if talk.taken or talk.refused or (talk.fault and connection.failures == 1):
        told = {"told": len(talk.taken), "refused": len(talk.refused), "failed": talk.fault is not None}
        audit.record(house, "leads.sync_crm", connection, now=now, details=told)


def problem_of(fault: NetworkError) -> str:
    """Return what a person is told."""
    if isinstance(fault, SignInExpired):
        return _("It does not let us in: the password or token is wrong or over.")
    if isinstance(fault, RateLimited):
        return _("It asks us to slow down; it is asked again later.")
    if isinstance(fault, Refused):
        return (_("It refused: %(reason)s") % {"reason": fault.reason})[:300]
    return (_("It does not answer (%(reason)s); it is asked again later.") % {"reason": fault.reason})[:300]


def _waiting(connection: CrmConnection) -> list[CrmTold]:
    rows = connection.told.filter(told_at=None, is_refused=False)
    return list(rows.select_related("contact", "opportunity__contact", "workspace")[:MOST_AT_ONCE])


def _lead(told: CrmTold) -> Lead:
    deal = told.opportunity
    who = told.contact or (deal.contact if deal else None)
    title = deal.title if deal else f"Lead: {who.name if who else told.key}"
    return Lead(
        told.key,
        title,
        who.name if who else "",
        who.email if who else "",
        (who.organisation if who else "") or (deal.organisation if deal else ""),
        deal.value if deal else None,
        told.source,
        day_in(told.workspace, told.added_at),
        deal is not None,
    )


def read_now(actor: Actor, connection: CrmConnection, *, now: datetime) -> None:
    """Ask it at once. Raises Impossible with what went wrong."""
    actor.require(Permission.ANSWER)
    actor.own(connection)
    CrmConnection.objects.filter(pk=connection.pk).update(next_at=now)
    if not sync_crm(connection, now=now):
        connection.refresh_from_db()
        raise Impossible(connection.problem or _("It is being asked already."), code="crm")
