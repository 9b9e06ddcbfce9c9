"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.planning.actions.forget_contributor import forget_old_contributors
from leitstand.planning.actions.read_mailboxes import read_mailboxes


@app.periodic(cron="*/5 * * * *")
@app.task(name="planning.read_mailboxes", queueing_lock="planning.read_mailboxes", lock="planning.read_mailboxes")
def read(timestamp: int) -> None:
    """Fetch ideas out of the mailboxes."""
    read_mailboxes(now=clock.now())


@app.periodic(cron="17 4 * * *")
@app.task(name="planning.forget_contributors", queueing_lock="planning.forget_contributors")
def forget(timestamp: int) -> None:
    """Forget, once a night, who brought ideas that were decided long ago."""
    forget_old_contributors(now=clock.now())
