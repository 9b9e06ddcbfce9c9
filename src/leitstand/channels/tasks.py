"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.channels.actions.watch_channels import warn_of_ends, watch_channels
from leitstand.house import clock


@app.periodic(cron="*/10 * * * *")
@app.task(name="channels.watch", queueing_lock="channels.watch")
def watch(timestamp: int) -> None:
    """Check channels and renew sign-ins whose turn it is."""
    watch_channels(now=clock.now())


@app.periodic(cron="0 7 * * *")
@app.task(name="channels.warn_of_ends", queueing_lock="channels.warn_of_ends")
def warn(timestamp: int) -> None:
    """Say which sign-ins are going to end."""
    warn_of_ends(now=clock.now())
