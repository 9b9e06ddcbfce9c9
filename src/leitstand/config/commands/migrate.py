"""`leitstand migrate`: bring the tables up to date."""

import click
from django.core.management import call_command


@click.command()
def command() -> None:
    """Bring the database up to date. Safe to call at any time."""
    call_command("migrate", verbosity=0, interactive=False)
