"""Background entries: an action is called, nothing else."""

from procrastinate.contrib.django import app

from leitstand.compliance.actions.forget_outsiders import forget_outsiders
from leitstand.compliance.actions.keep_follow_up import SEND, send_follow_ups
from leitstand.compliance.actions.look_alikes import compare_contacts
from leitstand.compliance.actions.remind_incidents import remind_incidents
from leitstand.compliance.actions.remind_of_law import remind_of_law
from leitstand.compliance.actions.remind_of_profiles import remind_of_profiles
from leitstand.compliance.actions.remind_of_rights import remind_of_rights
from leitstand.compliance.actions.remind_requests import remind_requests
from leitstand.compliance.actions.reread import remind_of_rereading
from leitstand.compliance.actions.try_links import TRY, try_links_due, try_links_wanted
from leitstand.compliance.actions.withdraw_release import watch_releases
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


@app.periodic(cron="35 * * * *")
@app.task(name="compliance.watch_releases", queueing_lock="compliance.watch_releases")
def watch_ends_of_releases(timestamp: int) -> None:
    """Tell people of releases that end, and list the posts to be taken down."""
    watch_releases(now=clock.now())


@app.periodic(cron="40 6 * * *")
@app.task(name="compliance.remind_of_law", queueing_lock="compliance.remind_of_law")
def remind_of_changes(timestamp: int) -> None:
    """Tell owners of coming changes of the law."""
    remind_of_law(now=clock.now())


@app.periodic(cron="25 3 * * *")
@app.task(name="compliance.forget_outsiders", queueing_lock="compliance.forget_outsiders")
def forget_what_is_over(timestamp: int) -> None:
    """Let consents run out, and delete what is not needed as proof any more."""
    forget_outsiders(now=clock.now())


@app.task(name=SEND, queueing_lock=SEND, lock=SEND)
def write_after_events() -> None:
    """Write to those who took part in an event."""
    send_follow_ups(now=clock.now())


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


@app.periodic(cron="50 6 * * *")
@app.task(name="compliance.remind_of_profiles", queueing_lock="compliance.remind_of_profiles")
def remind_of_profile_duties(timestamp: int) -> None:
    """Tell people of what comes due about profiles and names."""
    remind_of_profiles(now=clock.now())


@app.periodic(cron="10 3 * * *")
@app.task(name="compliance.try_links", queueing_lock="compliance.try_links")
def try_links(timestamp: int) -> None:
    """Try the links of profiles that were not looked at for a month, and those a worker left behind."""
    try_links_wanted(now=clock.now())
    try_links_due(now=clock.now())


@app.task(name=TRY, queueing_lock=TRY)
def try_links_now() -> None:
    """Try the links somebody wants tried."""
    try_links_wanted(now=clock.now())


@app.periodic(cron="30 3 * * *")
@app.task(name="compliance.compare_contacts", queueing_lock="compliance.compare_contacts")
def compare_with_contacts(timestamp: int) -> None:
    """Compare the contacts with the names of the company."""
    compare_contacts(now=clock.now())
