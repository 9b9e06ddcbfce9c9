"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.compliance.actions.remind_incidents import remind_incidents
from leitstand.compliance.actions.remind_of_law import remind_of_law
from leitstand.compliance.actions.remind_of_rights import remind_of_rights
from leitstand.compliance.actions.remind_requests import remind_requests
from leitstand.compliance.actions.reread import remind_of_rereading
from leitstand.house import clock


@app.periodic(cron="*/15 * * * *")
@app.task(name="compliance.remind_incidents", queueing_lock="compliance.remind_incidents")
def remind_of_deadlines(timestamp: int) -> None:
    """Tell people of the deadlines of incidents."""
    remind_incidents(now=clock.now())


@app.periodic(cron="20 * * * *")
@app.task(name="compliance.remind_of_rights", queueing_lock="compliance.remind_of_rights")
def remind_of_ends(timestamp: int) -> None:
    """Tell people of rights that end."""
    remind_of_rights(now=clock.now())


@app.periodic(cron="40 6 * * *")
@app.task(name="compliance.remind_of_law", queueing_lock="compliance.remind_of_law")
def remind_of_changes(timestamp: int) -> None:
    """Tell owners of coming changes of the law."""
    remind_of_law(now=clock.now())


@app.periodic(cron="25 6 * * *")
@app.task(name="compliance.remind_requests", queueing_lock="compliance.remind_requests")
def remind_of_requests(timestamp: int) -> None:
    """Tell people of requests that are due."""
    remind_requests(now=clock.now())


@app.periodic(cron="50 6 * * *")
@app.task(name="compliance.remind_of_rereading", queueing_lock="compliance.remind_of_rereading")
def remind_to_reread(timestamp: int) -> None:
    """Tell whoever sees to it of sources that are to be read again."""
    remind_of_rereading(now=clock.now())
