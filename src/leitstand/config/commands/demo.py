"""`leitstand demo`: fill the installation with the sample company."""

import click
from django.conf import settings

from leitstand.connectors.rehearsal import MANIFEST
from leitstand.connectors.rehearsal.stage.seed import Seeder
from leitstand.connectors.rehearsal.stage.serve import ADMIN_KEY_FILE
from leitstand.connectors.rehearsal.stage.stage import DEFAULT_PASSWORD
from leitstand.house import clock
from leitstand.overview.sample.build import build


@click.command()
def command() -> None:
    """Make the sample company on the rehearsal network; where it is already, nothing happens."""
    admin_key = (settings.DATA_FOLDER / MANIFEST.slug / ADMIN_KEY_FILE).read_text().strip()
    with Seeder(settings.REHEARSAL_URL, admin_key) as stage:
        workspace = build(network=MANIFEST, stage=stage, password=DEFAULT_PASSWORD, now=clock.now())
    click.echo(f"{workspace.name}: {settings.PUBLIC_URL}/w/{workspace.slug}/")
