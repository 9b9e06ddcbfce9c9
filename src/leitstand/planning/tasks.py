"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.planning.actions.read_mailboxes import read_mailboxes


@app.periodic(cron="*/5 * * * *")
@app.task(name="planning.read_mailboxes", queueing_lock="planning.read_mailboxes", lock="planning.read_mailboxes")
def read(timestamp: int) -> None:
    """Fetch ideas out of the mailboxes."""
    read_mailboxes(now=clock.now())
