"""How the conversation under a post stands: does somebody wait, has it gone quiet, is its watch over. Pure."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from typing import Literal

State = Literal["waiting", "quiet", "running", "decide", "closed"]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers the house begins with, with their source."""

    source: str
    as_of: date
    watch_days: int
    quiet_days: int
    contact_days: int


@cache
def numbers() -> Numbers:
    """Return the house's numbers."""
    return Numbers(**tomllib.loads(files("leitstand.community").joinpath("threads.toml").read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Under:
    """What is known of the conversation under a post; `outcome` is "" until the team has said what came of it."""

    published_at: datetime
    waiting: int
    last_at: datetime | None = None
    asked_at: datetime | None = None
    watch_until: datetime | None = None
    outcome: str = ""


def watched_until(under: Under, told: Numbers) -> datetime:
    """Return until when a post is watched."""
    return under.watch_until or under.published_at + timedelta(days=told.watch_days)


def state_of(under: Under, now: datetime, told: Numbers) -> State:
    """Say what is to be done: answer, ask a question oneself, nothing, or say what came of it.

    Somebody who waits comes first, even after the watch is over.
    """
    if under.waiting:
        return "waiting"
    if under.outcome:
        return "closed"
    if now >= watched_until(under, told):
        return "decide"
    last = max(at for at in (under.published_at, under.last_at, under.asked_at) if at is not None)
    return "quiet" if now - last >= timedelta(days=told.quiet_days) else "running"
