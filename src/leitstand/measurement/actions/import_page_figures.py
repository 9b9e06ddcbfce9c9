"""Import figures of a whole page from a file: followers, visitors, reach by day; all of it, or nothing with every fault named."""

from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.reading import Origin
from leitstand.measurement.core.page_table import PageRow, PageTable, read_page_table
from leitstand.measurement.core.table import Fault
from leitstand.measurement.fault_words import faults_said
from leitstand.measurement.models import Reading
from leitstand.measurement.spreadsheets import NoTable, lines_of


@dataclass(frozen=True, slots=True)
class PageImport:
    """What came of it: how many days, or what is wrong by line; `ignored` are columns nobody knows."""

    days: int
    faults: tuple[tuple[int, str], ...] = ()
    ignored: tuple[str, ...] = ()


def import_page_figures(actor: Actor, channel: Channel, data: bytes, *, now: datetime) -> PageImport:
    """Read a file and keep its figures; the same days again take the place of what was read in before.

    A table with a column about people is refused as a whole: of visitors only their number is kept (guide 4.5).
    """
    actor.require(Permission.TYPE_READINGS)
    actor.own(channel)
    try:
        table = read_page_table(lines_of(data))
    except NoTable as wrong:
        table = PageTable(faults=(Fault(1, wrong.code),))
    zone = ZoneInfo(actor.workspace.time_zone)
    today = now.astimezone(zone).date()
    faults = [*table.faults, *(Fault(row.line, "future") for row in table.rows if row.day > today)]
    if not faults and not any(row.figures for row in table.rows):
        faults = [Fault(1, "empty")]
    if faults:
        told = faults_said(faults, _sentences())
        return PageImport(0, told, table.ignored)
    with transaction.atomic():
        _keep(actor, channel, table.rows, zone, now)
        audit.record(actor, "measurement.import_page_figures", channel, now=now, details={"rows": len(table.rows)})
    return PageImport(len(table.rows), ignored=table.ignored)


def _keep(actor: Actor, channel: Channel, rows: tuple[PageRow, ...], zone: ZoneInfo, now: datetime) -> None:
    moments = {row.day: _moment(row.day, zone, now) for row in rows}
    metrics = {metric.value for row in rows for metric in row.figures}
    Reading.objects.filter(
        channel=channel,
        publication=None,
        origin=Origin.IMPORTED.value,
        metric__in=metrics,
        taken_at__in=list(moments.values()),
    ).delete()
    Reading.objects.bulk_create(
        Reading(
            workspace=actor.workspace,
            channel=channel,
            metric=metric.value,
            value=value,
            taken_at=moments[row.day],
            origin=Origin.IMPORTED.value,
            typed_by=actor.person,
        )
        for row in rows
        for metric, value in row.figures.items()
    )


def _moment(day: date, zone: ZoneInfo, now: datetime) -> datetime:
    """A day's figures hold at its end; those of today hold now."""
    return min(datetime.combine(day, time(23, 59), zone), now)


def _sentences() -> dict[str, str]:
    return {
        "no_figures": _("No column has figures that are known, such as followers, visitors or reach."),
        "about_people": _(
            "The column “%(value)s” is about single people. Take it out: of visitors only their number may be read in."
        ),
        "day_twice": _("The day %(value)s stands there twice."),
    }
