"""Read a table of conversions in, after somebody has seen how it is understood."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.leads.actions.record_conversion import Told, record_conversion
from leitstand.leads.ascribing import NOTHING, Ascribed, by_parameters, by_slug
from leitstand.leads.core.conversion_table import Row


@dataclass(frozen=True, slots=True)
class Imported:
    """How many rows were new, how many changed one that was there, and which lines could not be kept."""

    new: int
    changed: int
    refused: Sequence[tuple[int, str]]


@transaction.atomic
def import_conversions(actor: Actor, rows: Sequence[Row], *, now: datetime) -> Imported:
    """Keep every row; one with a number that was read before changes it. What is wrong is left out and told by line."""
    actor.require(Permission.TYPE_READINGS)
    zone = ZoneInfo(actor.workspace.time_zone)
    known: dict[tuple[str, tuple[tuple[str, str], ...]], Ascribed] = {}
    new, changed, refused = 0, 0, []
    for row in rows:
        key = (row.link, tuple(sorted(row.parameters.items())))
        if key not in known:
            known[key] = _ascribed(actor, row)
        try:
            _kept, is_new = record_conversion(
                actor, _told(row, zone), way="table", now=now, ascribed=known[key], is_quiet=True
            )
        except Invalid as invalid:
            refused.append((row.line, " ".join(invalid.errors.values())))
        else:
            new, changed = new + is_new, changed + (not is_new)
    audit.record(actor, "leads.import_conversions", None, now=now, details={"rows": new + changed})
    return Imported(new, changed, refused)


def _ascribed(actor: Actor, row: Row) -> Ascribed:
    found = by_slug(actor.workspace, row.link) if row.link else NOTHING
    return by_parameters(actor.workspace, row.parameters) if found is NOTHING and row.parameters else found


def _told(row: Row, zone: ZoneInfo) -> Told:
    return Told(
        kind=row.kind,
        at=row.at.replace(tzinfo=zone).astimezone(UTC),
        value=row.value,
        count=row.count,
        goal=row.goal,
        clicked_at=row.clicked_at.replace(tzinfo=zone).astimezone(UTC) if row.clicked_at else None,
        is_offline=row.is_offline,
        discovered=row.discovered,
        external_id=row.id,
    )
