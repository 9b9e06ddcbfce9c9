"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.leads.actions.hand_out import SEND, hand_out


@app.task(name=SEND, queueing_lock=SEND, lock=SEND)
def hand_out_offers() -> None:
    """Mail the links to those who confirmed."""
    hand_out(now=clock.now())
