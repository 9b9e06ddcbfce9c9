"""Keep where new followers come from: typed in, or read from a file as a whole."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.zones import day_in
from leitstand.kernel.reading import Origin
from leitstand.measurement.core.new_followers import Won, WonTable, read_new_followers, source_of
from leitstand.measurement.core.table import Fault
from leitstand.measurement.fault_words import faults_said
from leitstand.measurement.models import NewFollowers
from leitstand.measurement.spreadsheets import NoTable, lines_of


@dataclass(frozen=True, slots=True)
class SourcesImport:
    """What came of a file: how many figures, or what is wrong by line; `ignored` are columns nobody knows."""

    figures: int
    faults: tuple[tuple[int, str], ...] = ()
    ignored: tuple[str, ...] = ()


def type_new_followers(actor: Actor, channel: Channel, won: Won, *, now: datetime) -> None:
    """Keep one figure; the same day and source again takes its place. Raises Invalid."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(channel)
    source = source_of(won.source)
    if not source:
        raise Invalid({"source": _("Say where they come from.")})
    if won.day > day_in(actor.workspace, now):
        raise Invalid({"day": _("The date lies in the future.")})
    with transaction.atomic():
        _keep(actor, channel, [Won(won.line, won.day, source, won.count)], Origin.TYPED)
        audit.record(actor, "measurement.type_new_followers", channel, now=now, details={"count": won.count})


def import_new_followers(actor: Actor, channel: Channel, data: bytes, *, now: datetime) -> SourcesImport:
    """Read a file and keep its figures, or nothing with every fault named; days read in before are replaced."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(channel)
    try:
        table = read_new_followers(lines_of(data))
    except NoTable as wrong:
        table = WonTable(faults=(Fault(1, wrong.code),))
    today = day_in(actor.workspace, now)
    faults = [*table.faults, *(Fault(line, "future") for line in _future(table.rows, today))]
    if not faults and not table.rows:
        faults = [Fault(1, "empty")]
    if faults:
        told = faults_said(faults, _sentences())
        return SourcesImport(0, told, table.ignored)
    with transaction.atomic():
        _keep(actor, channel, table.rows, Origin.IMPORTED)
        audit.record(actor, "measurement.import_new_followers", channel, now=now, details={"rows": len(table.rows)})
    return SourcesImport(len(table.rows), ignored=table.ignored)


def _future(rows: tuple[Won, ...], today: date) -> list[int]:
    return sorted({row.line for row in rows if row.day > today})


def _keep(actor: Actor, channel: Channel, rows: list[Won] | tuple[Won, ...], origin: Origin) -> None:
    NewFollowers.objects.bulk_create(
        [
            NewFollowers(
                workspace=actor.workspace,
                channel=channel,
                day=row.day,
                source=row.source,
                count=row.count,
                origin=origin.value,
                typed_by=actor.person,
            )
            for row in rows
        ],
        update_conflicts=True,
        unique_fields=["channel", "day", "source"],
        update_fields=["count", "origin", "typed_by"],
    )


def _sentences() -> dict[str, str]:
    return {
        "no_sources": _("No column says where they come from. Call one “source” and one “new followers”."),
        "no_source": _("Here it does not say where they come from."),
        "source_twice": _("“%(value)s” stands there twice for this day."),
    }
