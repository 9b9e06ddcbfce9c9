"""The figures of events.toml, read once."""

import tomllib
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Figures:
    """How many updates, how early, from how many events on, how many invitations, and how long a place is held."""

    updates: int
    lead_days: int
    events: int
    least: int
    hold: timedelta


@cache
def figures() -> Figures:
    """Return what the file says; raises ValueError where a figure is none."""
    told = tomllib.loads(files("leitstand.leads").joinpath("events.toml").read_text(encoding="utf-8"))
    found = Figures(
        told["updates"]["most"],
        told["lead"]["days"],
        told["lead"]["events"],
        told["trial"]["least"],
        timedelta(hours=told["hold"]["hours"]),
    )
    if min(found.updates, found.lead_days, found.events, found.least) < 1 or found.hold <= timedelta(0):
        raise ValueError("events.toml: each figure is a number from 1 on")
    return found
