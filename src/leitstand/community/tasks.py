"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.community.actions.be_there import let_go_of_presence
from leitstand.community.actions.escalate import climb_due
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.forget_due import forget_due
from leitstand.community.actions.give_cases import give_cases
from leitstand.community.actions.send_answers import send_answers
from leitstand.community.actions.snooze import wake_due
from leitstand.community.actions.warn_capacity import warn_capacity
from leitstand.community.actions.watch_clock import settle_quiet, watch_clock
from leitstand.community.worker import FETCH, SEND
from leitstand.house import clock


@app.task(name=SEND)
def send_now() -> None:
    """Send answers that were just written."""
    send_answers(clock=clock.clock())


@app.periodic(cron="* * * * *")
@app.task(name="community.send_due", queueing_lock="community.send_due")
def send_due(timestamp: int) -> None:
    """Send what waited for its moment, and look after what was left behind."""
    send_answers(clock=clock.clock())


@app.task(name=FETCH)
def fetch_now() -> None:
    """Read the inboxes a network has just told of."""
    fetch_due(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="community.fetch_due", queueing_lock="community.fetch_due")
def fetch(timestamp: int) -> None:
    """Read the inboxes and answers under posts whose turn it is."""
    fetch_due(now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="community.forget_due", queueing_lock="community.forget_due")
def forget(timestamp: int) -> None:
    """Let go of what may be kept no longer."""
    forget_due(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="community.watch_clock", queueing_lock="community.watch_clock")
def clocks(timestamp: int) -> None:
    """Tell who has waited too long, and bring back what was put off."""
    wake_due(now=clock.now())
    give_cases(now=clock.now())
    watch_clock(now=clock.now())


@app.periodic(cron="17 * * * *")
@app.task(name="community.tidy", queueing_lock="community.tidy")
def tidy(timestamp: int) -> None:
    """Settle what has fallen silent, and forget who was where."""
    settle_quiet(now=clock.now())
    let_go_of_presence(now=clock.now())


@app.periodic(cron="40 5 * * *")
@app.task(name="community.warn_capacity", queueing_lock="community.warn_capacity")
def capacity(timestamp: int) -> None:
    """Look a week ahead: is anybody there for what will come in?"""
    warn_capacity(now=clock.now())


@app.periodic(cron="* * * * *")
@app.task(name="community.climb_due", queueing_lock="community.climb_due")
def climb(timestamp: int) -> None:
    """Call the next level where nobody has taken an escalation in time."""
    climb_due(now=clock.now())
