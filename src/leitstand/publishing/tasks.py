"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.publishing.actions.remind_approvers import remind_approvers


@app.periodic(cron="*/10 * * * *")
@app.task(name="publishing.remind_approvers", queueing_lock="publishing.remind_approvers")
def remind_of_approvals(timestamp: int) -> None:
    """Remind approvers of what waits."""
    remind_approvers(now=clock.now())
