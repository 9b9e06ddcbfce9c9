"""`leitstand publish`: the queue, from the terminal."""

import click
from django.db.models import Count

from leitstand.house import clock
from leitstand.house.actor import Actor, Foreign
from leitstand.house.errors import Impossible
from leitstand.house.models import Person, Workspace
from leitstand.publishing.actions.resume_sending import resume_sending
from leitstand.publishing.actions.stop_sending import stop_sending
from leitstand.publishing.actions.tell_alarm import tell_alarm
from leitstand.publishing.models import Publication


@click.group()
def command() -> None:
    """See what is in the queue; stop everything in a crisis, and resume."""


@command.command()
def status() -> None:
    """Count publications by state, for each workspace."""
    rows = (
        Publication.objects.values_list("workspace__slug", "state")
        .annotate(count=Count("id"))
        .order_by("workspace__slug", "state")
    )
    for slug, state, count in rows:
        click.echo(f"{slug}\t{state}\t{count}")


@command.command()
@click.argument("workspace")
@click.option("--as", "email", required=True, help="The mail address of the person who decides.")
@click.option("--reason", default="", help="Why; it stands on every page until sending resumes.")
def stop(workspace: str, email: str, reason: str) -> None:
    """Stop everything that has not left yet."""
    try:
        stop_sending(_actor(workspace, email), reason=reason, now=clock.now())
    except Impossible as error:
        raise click.ClickException(error.message) from error
    click.echo("Sending is stopped.")


@command.command()
@click.argument("workspace")
@click.option("--as", "email", required=True, help="The mail address of the person who decides.")
def resume(workspace: str, email: str) -> None:
    """Let posts go out again."""
    try:
        resume_sending(_actor(workspace, email), now=clock.now())
    except Impossible as error:
        raise click.ClickException(error.message) from error
    click.echo("Posts go out again.")


@command.command(hidden=True)
def alarm() -> None:
    """Tell people that posts are late or that no worker answers; called by the watchdog outside the worker."""
    click.echo(f"{tell_alarm(now=clock.now())} told")


def _actor(workspace: str, email: str) -> Actor:
    found = Workspace.objects.filter(slug=workspace).first()
    person = Person.objects.filter(email=email.lower()).first()
    if found is None or person is None:
        raise click.ClickException("There is no such workspace, or nobody with this address.")
    try:
        return Actor.of(person, found, via="command")
    except Foreign:
        raise click.ClickException(f"{email} is no member of {workspace}.") from None
