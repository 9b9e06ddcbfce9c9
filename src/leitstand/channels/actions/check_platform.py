"""Check a network before an account is opened there: is the target group there, are we spoken of, is there an aim, are there hours."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platform
from leitstand.channels.core.suits import NewNetwork, Opinion, judge_new
from leitstand.channels.events import HandleWished
from leitstand.channels.models import PlatformCheck
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce


@dataclass(frozen=True, slots=True)
class Found:
    """What people found out; None is "not known yet". `mentions` is counted on `mentions_as_of`, without a day it says nothing."""

    audience_there: bool | None = None
    content_about_us: bool | None = None
    aim: str = ""
    hours: int | None = None
    hashtag: str = ""
    mentions: int | None = None
    mentions_as_of: date | None = None
    handle: str = ""


def check_platform(actor: Actor, *, name: str, found: Found, now: datetime) -> tuple[PlatformCheck, Opinion]:
    """Keep what was found with its verdict; a second check replaces the first. Raises Invalid for a figure without a day."""
    actor.require(Permission.PLAN)
    known = platform(name)
    if known is None:
        raise Invalid({"platform": _("Nothing is known about this network.")})
    if found.mentions is not None and found.mentions_as_of is None:
        raise Invalid({"mentions_as_of": _("Please say on which day this was counted.")})
    opinion = opinion_on(found, hours_needed=known.hours_a_week)
    check, _is_new = PlatformCheck.objects.update_or_create(
        workspace=actor.workspace,
        platform=known.id,
        defaults={
            "audience_there": found.audience_there,
            "content_about_us": found.content_about_us,
            "aim": found.aim.strip(),
            "hours": found.hours,
            "hashtag": found.hashtag.strip(),
            "mentions": found.mentions,
            "mentions_as_of": found.mentions_as_of,
            "handle": found.handle.strip(),
            "verdict": opinion.verdict.value,
            "checked_by": actor.person,
            "checked_at": now,
        },
    )
    audit.record(actor, "channels.check_platform", check, now=now, details={"decision": opinion.verdict.value})
    if check.handle:
        announce(HandleWished(actor, check))
    return check, opinion


def opinion_on(found: Found, *, hours_needed: int) -> Opinion:
    """Return the verdict on what was found."""
    return judge_new(
        NewNetwork(
            audience_there=found.audience_there,
            content_about_us=found.content_about_us,
            has_aim=bool(found.aim.strip()),
            mentions=found.mentions,
            hours=found.hours,
            hours_needed=hours_needed,
        )
    )


def found_in(check: PlatformCheck) -> Found:
    """Return what a kept check found."""
    return Found(
        check.audience_there,
        check.content_about_us,
        check.aim,
        check.hours,
        check.hashtag,
        check.mentions,
        check.mentions_as_of,
        check.handle,
    )


def reserve_handle(actor: Actor, check: PlatformCheck, *, now: datetime) -> None:
    """Note that the wanted name was reserved on the network today."""
    actor.require(Permission.PLAN)
    check.handle_reserved_on = now.date()
    check.save(update_fields=["handle_reserved_on"])
    audit.record(actor, "channels.reserve_handle", check, now=now)
    announce(HandleWished(actor, check, is_reserved=True))


def start_platform(actor: Actor, check: PlatformCheck, *, on: date, now: datetime) -> None:
    """Note since when the company is there; raises Invalid where the check speaks against it and nobody looked again."""
    actor.require(Permission.MANAGE_CHANNELS)
    if check.verdict == "wait":
        raise Invalid({"started_on": _("The check says to wait. Answer what is missing first, or change the answers.")})
    check.started_on = on
    check.save(update_fields=["started_on"])
    audit.record(actor, "channels.start_platform", check, now=now)
