"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.leads.actions.read_statistics import read_all


@app.periodic(cron="40 4 * * *")
@app.task(name="leads.read_statistics", queueing_lock="leads.read_statistics")
def read_websites(timestamp: int) -> None:
    """Read the websites' statistics once a day."""
    read_all(now=clock.now())
