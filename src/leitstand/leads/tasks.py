"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.leads.actions.hand_out import SEND, hand_out
from leitstand.leads.actions.read_statistics import read_all
from leitstand.leads.actions.sync_crm import sync_due


@app.periodic(cron="40 4 * * *")
@app.task(name="leads.read_statistics", queueing_lock="leads.read_statistics")
def read_websites(timestamp: int) -> None:
    """Read the websites' statistics once a day."""
    read_all(now=clock.now())


@app.task(name=SEND, queueing_lock=SEND, lock=SEND)
def hand_out_offers() -> None:
    """Mail the links to those who confirmed."""
    hand_out(now=clock.now())


@app.periodic(cron="*/5 * * * *")
@app.task(name="leads.sync_crm", queueing_lock="leads.sync_crm", lock="leads.sync_crm")
def speak_with_crms(timestamp: int) -> None:
    """Ask the CRMs that are due, and tell them what is new."""
    sync_due(now=clock.now())
