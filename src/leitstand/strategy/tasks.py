"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.strategy.actions.remind_of_sparring import remind_of_sparring


@app.periodic(cron="15 7 * * 1-5")
@app.task(name="strategy.remind_of_sparring", queueing_lock="strategy.remind_of_sparring")
def remind_of_talks(timestamp: int) -> None:
    """Remind lone marketers of their sparring partner."""
    remind_of_sparring(now=clock.now())
