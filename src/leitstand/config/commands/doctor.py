"""`leitstand doctor`: look at the installation and say what is wrong and how to mend it."""

import shutil
import sys

import click
from django.conf import settings
from django.core import checks
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from leitstand import __version__
from leitstand.channels.models import Channel
from leitstand.connector_kit.registry import manifests
from leitstand.connector_kit.versions import ending
from leitstand.house import clock
from leitstand.publishing.models import WorkerBeat

FREE_BYTES = 2_000_000_000
QUIET_SECONDS = 30.0


def _worker(age: float | None) -> str:
    if age is None:
        return "No worker has been seen: leitstand worker"
    return f"Worker seen {age:.0f} s ago" + (": leitstand worker" if age >= QUIET_SECONDS else "")


@click.command()
def command() -> None:
    """Check settings, database, disk, worker and channels; ends with 1 where something needs mending."""
    problems = 0

    def tell(*, good: bool, text: str) -> None:
        nonlocal problems
        problems += not good
        click.echo(f"{'ok  ' if good else 'MEND'}  {text}")

    tell(good=True, text=f"Leitstand {__version__}, Python {sys.version.split()[0]}, data in {settings.DATA_FOLDER}")
    for message in checks.run_checks():
        tell(good=message.level < checks.WARNING, text=f"{message.id}: {message.msg} {message.hint or ''}".strip())
    try:
        connection.ensure_connection()
    except DatabaseError as error:
        tell(good=False, text=f"PostgreSQL does not answer: {str(error).splitlines()[0]} (is `leitstand up` running?)")
        sys.exit(1)
    version = connection.cursor().connection.info.server_version
    tell(good=version >= 150000, text=f"PostgreSQL {version // 10000}.{version % 10000}")
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    tell(
        good=not waiting,
        text="Tables are up to date" if not waiting else f"{len(waiting)} steps wait: leitstand migrate",
    )
    if waiting:
        sys.exit(1)
    free = shutil.disk_usage(settings.DATA_FOLDER).free
    tell(good=free > FREE_BYTES, text=f"{free / 1e9:.1f} GB free for the data folder")
    tell(good=True, text="Networks: " + ", ".join(known.name for known in manifests()))
    today = clock.now().date()
    used = set(Channel.objects.exclude(state="disconnected").values_list("network", flat=True))
    for known in manifests():
        if known.slug in used and (version := ending(known.versions, today)):
            days = version.days_left(today)
            tell(
                good=False, text=f"{known.name}: version {version.name} ends on {version.ends_on} ({days} days): update"
            )
    beat = WorkerBeat.objects.order_by("-seen_at").first()
    age = (clock.now() - beat.seen_at).total_seconds() if beat else None
    tell(
        good=age is not None and age < QUIET_SECONDS,
        text=_worker(age),
    )
    for channel in Channel.objects.filter(state="needs_sign_in").select_related("workspace"):
        tell(good=False, text=f"{channel.workspace.slug}: {channel} needs a new sign-in ({channel.state_reason})")
    sys.exit(1 if problems else 0)
