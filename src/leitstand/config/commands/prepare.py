"""`leitstand prepare`: write the script that draws charts; needed once for each version, asks no database."""

import click

from leitstand.house.chart_bundle import write_bundle


@click.command()
def command() -> None:
    """Write what this installation makes for itself. Safe to call at any time."""
    write_bundle()
