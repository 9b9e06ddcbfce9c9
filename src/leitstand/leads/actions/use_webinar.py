"""Make an event in the company's webinar tool, register there who confirmed here, and read who came."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Final, TypeVar

from asgiref.sync import async_to_sync
from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.secrets import Unreadable, seal, unseal
from leitstand.connector_kit.errors import NetworkError
from leitstand.house import audit, clock
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.leads.actions.sync_crm import OpenHttp, open_http, problem_of
from leitstand.leads.actions.take_attendance import Came, take_attendance
from leitstand.leads.models import EventRegistration, LeadEvent, WebinarTool
from leitstand.leads.webinar.gotowebinar import GoToWebinar

NEEDED: Final = ("client_id", "client_secret", "refresh_token")
_T = TypeVar("_T")


@transaction.atomic
def keep_webinar_tool(actor: Actor, *, organizer: str, secrets: Mapping[str, str], now: datetime) -> WebinarTool:
    """Keep the account; an empty secret leaves the one that is kept. Raises Invalid at the field."""
    actor.require(Permission.MANAGE_WORKSPACE)
    held = WebinarTool.objects.filter(workspace=actor.workspace).first()
    known = _secrets(held) if held else {}
    told = {name: secrets.get(name, "").strip() or known.get(name, "") for name in NEEDED}
    errors = {name: _("It wants this to let us in.") for name, value in told.items() if not value}
    if not organizer.strip().isascii() or not organizer.strip().isalnum():
        errors["organizer"] = _("The key of the organizer is a number.")
    if errors:
        raise Invalid(errors)
    defaults = {"organizer": organizer.strip(), "secrets": seal(told), "problem": ""}
    made, _new = WebinarTool.objects.update_or_create(workspace=actor.workspace, defaults=defaults)
    audit.record(actor, "leads.keep_webinar_tool", made, now=now)
    return made


def _secrets(tool: WebinarTool) -> dict[str, str]:
    try:
        return unseal(tool.secrets)
    except Unreadable:
        return {}


def create_webinar(actor: Actor, event: LeadEvent, *, now: datetime, http: OpenHttp = open_http) -> LeadEvent:
    """Make the event there, once. Raises Impossible with what went wrong."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    starts = event.starts
    if event.webinar:
        raise Impossible(_("The webinar is made already."), code="made")
    if starts is None or starts <= now:
        raise Impossible(_("Say first when it begins."), code="starts")
    about = "\n".join(part for part in (event.focus, event.speaker) if part)
    zone = event.workspace.time_zone

    async def make(tool: GoToWebinar) -> str:
        return await tool.create(event.title, about, starts, event.minutes, zone)

    event.webinar = _speak(actor, make, http)[:80]
    event.save(update_fields=["webinar"])
    audit.record(actor, "leads.create_webinar", event, now=now)
    return event


def register_there(actor: Actor, event: LeadEvent, *, now: datetime, http: OpenHttp = open_http) -> int:
    """Register everybody who confirmed and is not there yet; returns how many. Each gets a link of their own."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    if not event.webinar:
        raise Impossible(_("Make the webinar first."), code="not_made")
    rows = list(event.registrations.filter(confirmed_at__isnull=False, cancelled_at=None, join_link="").order_by("pk"))

    async def tell(tool: GoToWebinar) -> None:
        for one in rows:
            one.join_link = (await tool.register(event.webinar, one.name, one.email))[:500]

    try:
        if rows:
            _speak(actor, tell, http)
    finally:  # whoever was registered before something went wrong keeps the link
        done = [one for one in rows if one.join_link]
        EventRegistration.objects.bulk_update(done, ["join_link"])
    audit.record(actor, "leads.register_there", event, now=now, details={"count": len(done)})
    return len(done)


def read_attendance_there(actor: Actor, event: LeadEvent, *, now: datetime, http: OpenHttp = open_http) -> Came:
    """Ask the tool who came, and note it."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    if not event.webinar:
        raise Impossible(_("Make the webinar first."), code="not_made")

    async def read(tool: GoToWebinar) -> Mapping[str, int]:
        return await tool.attendance(event.webinar)

    return take_attendance(actor, event, _speak(actor, read, http), now=now)


def _speak(actor: Actor, what: Callable[[GoToWebinar], Awaitable[_T]], http: OpenHttp) -> _T:
    held = WebinarTool.objects.filter(workspace=actor.workspace).first()
    secrets = _secrets(held) if held else {}
    if held is None or not all(secrets.get(name) for name in NEEDED):
        raise Impossible(_("No webinar tool is connected yet."), code="no_tool")
    before = dict(secrets)

    async def talk() -> _T:
        async with asyncio.timeout(120), http() as client:
            return await what(GoToWebinar(held.organizer, secrets, client, clock.clock()))

    try:
        return async_to_sync(talk)()
    except NetworkError as error:
        raise Impossible(problem_of(error), code="webinar") from error
    except (KeyError, TypeError, ValueError, TimeoutError) as error:
        fault = NetworkError(f"unexpected answer: {type(error).__name__}")
        raise Impossible(problem_of(fault), code="webinar") from error
    finally:
        if secrets != before:
            WebinarTool.objects.filter(pk=held.pk).update(secrets=seal(secrets))
