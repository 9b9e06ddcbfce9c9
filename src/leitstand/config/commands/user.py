"""`leitstand user`: people of the installation, from the terminal."""

from datetime import timedelta

import click
from django.conf import settings

from leitstand.house import clock, setup
from leitstand.house.actions.make_login_link import make_login_link
from leitstand.house.models import Membership, Person, Workspace

WELCOME = timedelta(hours=12)


@click.group()
def command() -> None:
    """List people, and let somebody in by a one-time link."""


@command.command("list")
def listed() -> None:
    """List everybody with their workspaces and roles."""
    for membership in Membership.objects.select_related("person", "workspace").order_by(
        "workspace__name", "person__name"
    ):
        click.echo(
            f"{membership.workspace.slug}\t{membership.role}\t{membership.person.email}\t{membership.person.name}"
        )


@command.command()
@click.argument("email")
@click.option("--hours", default=1, show_default=True, help="How long the link holds.")
def link(email: str, hours: int) -> None:
    """Print a one-time link that signs one person in."""
    person = Person.objects.filter(email=email.lower(), is_active=True).first()
    if person is None:
        raise click.ClickException(f"Nobody here has the address {email}. `leitstand user list` shows who is here.")
    click.echo(_link(person, timedelta(hours=hours)))


@command.command()
def welcome() -> None:
    """Print how to get in: the first-run assistant, or a one-time link for the sample company's marketing lead."""
    if setup.is_needed():
        click.echo(f"Set it up here: {setup.setup_address()}")
        return
    sample = Workspace.objects.filter(is_sample=True).first()
    if sample is None:
        click.echo(f"Sign in: {settings.PUBLIC_URL}/")
        return
    lead = Membership.objects.filter(workspace=sample, role="owner").select_related("person").order_by("pk").first()
    if lead is not None:
        click.echo(f"Sign in as {lead.person.name} (once): {_link(lead.person, WELCOME)}")


def _link(person: Person, lasts: timedelta) -> str:
    return make_login_link(person, now=clock.now(), lasts=lasts)
