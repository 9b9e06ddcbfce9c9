"""Time zones a workspace can live in."""

from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo, available_timezones

from leitstand.house.models import Workspace


@cache
def zones() -> tuple[str, ...]:
    """Name the zones people choose from: places, without the old abbreviations; Europe first."""
    places = {name for name in available_timezones() if "/" in name and not name.startswith(("Etc/", "posix", "right"))}
    return tuple(sorted(places, key=lambda name: (not name.startswith("Europe/"), name)))


def is_zone(name: str) -> bool:
    """Whether a time zone is known here."""
    return name in zones() or name == "UTC"


def day_in(workspace: Workspace, moment: datetime) -> date:
    """Return the day a moment lies on where a workspace lives."""
    return moment.astimezone(ZoneInfo(workspace.time_zone)).date()
