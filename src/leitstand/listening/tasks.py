"""Background entries: an action is called, nothing else."""

import time
from collections.abc import Callable

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.listening.actions.count_terms import count_changed_terms, forget_old_terms
from leitstand.listening.actions.fetch_sources import fetch_sources, plan_all_sources
from leitstand.listening.actions.judge_alarms import judge_alarms
from leitstand.listening.actions.learn_tone import learn_all
from leitstand.listening.actions.look_back import look_back_all
from leitstand.listening.actions.tidy import tidy
from leitstand.listening.actions.work_off import work_all_off
from leitstand.listening.worker import LEARN, LOOK_BACK, WORK

# A task ends before the next of its kind begins; what is left waits for that.
_MINUTE = 50.0


def _for(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


@app.task(name=WORK)
def work_off_now() -> None:
    """Work off what was just taken in."""
    work_all_off(until=_for(_MINUTE))


@app.periodic(cron="* * * * *")
@app.task(name="listening.work_off_due", queueing_lock="listening.work_off_due")
def work_off_due(timestamp: int) -> None:
    """Work off what is left, and what somebody who died left behind."""
    work_all_off(until=_for(_MINUTE))


@app.periodic(cron="* * * * *")
@app.task(name="listening.fetch_due", queueing_lock="listening.fetch_due")
def fetch(timestamp: int) -> None:
    """Read the sources whose turn it is."""
    fetch_sources(now=clock.now())


@app.task(name=LOOK_BACK)
def look_back_now() -> None:
    """Match new and changed searches against what is stored."""
    look_back_all(now=clock.now(), until=_for(_MINUTE))


@app.periodic(cron="* * * * *")
@app.task(name="listening.look_back_due", queueing_lock="listening.look_back_due")
def look_back_due(timestamp: int) -> None:
    """Go on with what is being matched."""
    look_back_all(now=clock.now(), until=_for(_MINUTE))


@app.task(name=LEARN, lock=LEARN)
def learn_now() -> None:
    """Learn from what people said of tones."""
    learn_all(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="listening.judge", queueing_lock="listening.judge")
def judge(timestamp: int) -> None:
    """Count the words of what changed, and see whether an alarm is due."""
    now = clock.now()
    count_changed_terms(now=now, until=_for(_MINUTE))
    judge_alarms(now=now)


@app.periodic(cron="*/10 * * * *")
@app.task(name="listening.tidy", queueing_lock="listening.tidy")
def tidy_up(timestamp: int) -> None:
    """Let go of what may be kept no longer, and make the next months' parts."""
    now = clock.now()
    tidy(now=now)
    forget_old_terms(now=now)
    plan_all_sources(now=now)
