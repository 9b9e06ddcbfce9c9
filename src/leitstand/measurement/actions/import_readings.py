"""Import figures from a table: all of it, or nothing with every fault named by its line."""

from dataclasses import dataclass
from datetime import datetime, time
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.kernel.reading import Origin
from leitstand.measurement.actions.record_readings import record_readings, typed
from leitstand.measurement.core.table import Fault, Row, read_table
from leitstand.measurement.fault_words import faults_said
from leitstand.measurement.queries import published_posts


@dataclass(frozen=True, slots=True)
class Imported:
    """What came of an import: how many posts got figures, or what is wrong, as sentences by line."""

    posts: int
    faults: tuple[tuple[int, str], ...] = ()


def import_readings(actor: Actor, text: str, *, now: datetime) -> Imported:
    """Read a table and keep its figures; with one fault nothing is kept."""
    actor.require(Permission.TYPE_READINGS)
    rows, faults = read_table(text)
    addresses = {row.post for row in rows}
    found = {
        publication.external_url: publication
        for publication in published_posts(actor.workspace).filter(external_url__in=addresses)
    }
    faults += [Fault(row.line, "unknown_post", row.post) for row in rows if row.post not in found]
    zone = ZoneInfo(actor.workspace.time_zone)
    moments = {row.line: _moment(row, zone, now) for row in rows}
    faults += [Fault(line, "future") for line, moment in moments.items() if moment > now]
    if faults:
        return Imported(0, faults_said(faults, _sentences()))
    with transaction.atomic():
        for row in rows:
            told = [typed(metric, value, moments[row.line], Origin.IMPORTED) for metric, value in row.figures.items()]
            record_readings(actor, found[row.post], told, now=now, typed_by=actor.person)
        audit.record(actor, "measurement.import_readings", None, now=now, details={"rows": len(rows)})
    return Imported(len({row.post for row in rows}))


def _moment(row: Row, zone: ZoneInfo, now: datetime) -> datetime:
    if row.day is None or row.day == now.astimezone(zone).date():
        return now
    return datetime.combine(row.day, time(23, 59), zone)


def _sentences() -> dict[str, str]:
    return {
        "empty": _("The table is empty."),
        "no_table": _("This cannot be read as a table. Save it as CSV and try again."),
        "no_post_column": _("No column names the post. Call one of them: %(value)s."),
        "no_figures": _("No column has figures that are known, such as impressions, likes or comments."),
        "no_post": _("The address of the post is missing."),
        "unknown_post": _("No published post of this workspace has the address “%(value)s”."),
    }
