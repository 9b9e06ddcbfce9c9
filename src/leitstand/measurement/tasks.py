"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.house import clock
from leitstand.measurement.actions.ask_for_figures import ask_for_figures
from leitstand.measurement.actions.measure_due import measure_channels, measure_due
from leitstand.measurement.actions.remind_of_goals import remind_of_goals
from leitstand.measurement.actions.send_due_reports import send_due_reports
from leitstand.measurement.actions.thank_contributors import thank_contributors
from leitstand.measurement.actions.watch_campaigns import watch_campaigns


@app.periodic(cron="* * * * *")
@app.task(name="measurement.measure_due", queueing_lock="measurement.measure_due", pass_context=False)
def measure_posts(timestamp: int) -> None:
    """Measure the posts whose turn it is."""
    measure_due(now=clock.now())


@app.periodic(cron="7 */6 * * *")
@app.task(name="measurement.measure_channels", queueing_lock="measurement.measure_channels")
def measure_all_channels(timestamp: int) -> None:
    """Read the followers of every channel."""
    measure_channels(now=clock.now())


@app.periodic(cron="30 7 * * 1-5")
@app.task(name="measurement.ask_for_figures", queueing_lock="measurement.ask_for_figures")
def remind_of_figures(timestamp: int) -> None:
    """Ask people for the figures no network tells."""
    ask_for_figures(now=clock.now())


@app.periodic(cron="15 9 * * *")
@app.task(name="measurement.thank_contributors", queueing_lock="measurement.thank_contributors")
def thank(timestamp: int) -> None:
    """Tell, once a day, whoever brought an idea what it achieved."""
    thank_contributors(now=clock.now())


@app.periodic(cron="23 * * * *")
@app.task(name="measurement.watch_campaigns", queueing_lock="measurement.watch_campaigns")
def watch(timestamp: int) -> None:
    """Look at the campaigns that are out."""
    watch_campaigns(now=clock.now())


@app.periodic(cron="45 6 * * *")
@app.task(name="measurement.remind_of_goals", queueing_lock="measurement.remind_of_goals")
def remind_of_all_goals(timestamp: int) -> None:
    """Remind people of goals whose day has come."""
    remind_of_goals(now=clock.now())


@app.periodic(cron="*/10 * * * *")
@app.task(name="measurement.send_due_reports", queueing_lock="measurement.send_due_reports")
def send_reports(timestamp: int) -> None:
    """Make and mail the reports whose day has come."""
    send_due_reports(now=clock.now())
