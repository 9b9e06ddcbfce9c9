"""Background entries: an action is called, nothing else."""

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.house.actions.let_go_of_old import let_go_of_old
from leitstand.house.actions.mail_notices import mail_notices
from leitstand.house.actions.tidy_up import tidy_up
from leitstand.house.post_box import TASK


@app.task(name=TASK, retry=RetryStrategy(max_attempts=8, exponential_wait=4))
def mail(person: int, workspace: int, kind: str) -> None:
    """Mail somebody what has gathered of one kind; tried again where the mail server does not answer."""
    mail_notices(person, workspace, kind, now=clock.now())


@app.periodic(cron="41 3 * * *")
@app.task(name="house.tidy_up", queueing_lock="house.tidy_up")
def tidy(timestamp: int) -> None:
    """Throw away, once a night, what has served its time."""
    tidy_up(now=clock.now())


@app.periodic(cron="17 4 * * *")
@app.task(name="house.let_go_of_old", queueing_lock="house.let_go_of_old")
def let_go(timestamp: int) -> None:
    """Let go, once a night, of what is older than a workspace keeps it."""
    let_go_of_old(now=clock.now())
