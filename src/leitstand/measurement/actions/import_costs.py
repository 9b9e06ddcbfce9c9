"""Bills and revenue from a file: read and shown first, then kept as a whole; what stands there already is left out."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.measurement.core.cost_table import CostTable, Row, read_costs
from leitstand.measurement.core.costs import Kind, Source
from leitstand.measurement.core.table import Fault
from leitstand.measurement.fault_words import faults_said
from leitstand.measurement.models.money import CostLine, Income
from leitstand.measurement.money import own_channels
from leitstand.measurement.spreadsheets import NoTable, lines_of
from leitstand.planning.models import Campaign


@dataclass(frozen=True, slots=True)
class Look:
    """What a file says: its lines, or what is wrong by line; `ignored` are columns nobody knows."""

    rows: tuple[Row, ...] = ()
    faults: tuple[tuple[int, str], ...] = ()
    ignored: tuple[str, ...] = ()


def look_at_costs(actor: Actor, data: bytes) -> Look:
    """Read a file without keeping anything of it."""
    actor.require(Permission.TYPE_READINGS)
    try:
        table = read_costs(lines_of(data))
    except NoTable as wrong:
        table = CostTable(faults=(Fault(1, wrong.code),))
    names = _Names(actor)
    faults = [*table.faults, *(fault for row in table.rows for fault in names.unknown(row))]
    if not faults and not table.rows:
        faults = [Fault(1, "empty")]
    if faults:
        return Look((), faults_said(faults, _sentences()), table.ignored)
    return Look(table.rows, (), table.ignored)


@transaction.atomic
def import_costs(actor: Actor, rows: Sequence[Row], *, now: datetime) -> tuple[int, int]:
    """Keep lines that were looked at; returns how many are new, and how many stood there already."""
    actor.require(Permission.TYPE_READINGS)
    names = _Names(actor)
    costs = [_cost(actor, row, names, now) for row in rows if row.kind is not None]
    incomes = [_income(actor, row, names, now) for row in rows if row.kind is None]
    there = {_key(one) for one in CostLine.objects.filter(workspace=actor.workspace, source=Source.IMPORTED.value)}
    there |= {_key(one) for one in Income.objects.filter(workspace=actor.workspace, source=Source.IMPORTED.value)}
    CostLine.objects.bulk_create(new_costs := [one for one in costs if _key(one) not in there])
    Income.objects.bulk_create(new_incomes := [one for one in incomes if _key(one) not in there])
    count = len(new_costs) + len(new_incomes)
    audit.record(actor, "measurement.import_costs", None, now=now, details={"rows": count})
    return count, len(rows) - count


def to_plain(rows: Iterable[Row]) -> list[dict[str, object]]:
    """Return rows as they travel through the preview's form."""
    return [
        {
            name: value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, Decimal) else value
            for name, value in asdict(row).items()
        }
        for row in rows
    ]


def from_plain(told: Iterable[dict[str, object]]) -> list[Row]:
    """Return the rows again; they were signed on their way, so they are what they were."""
    return [
        Row(
            line=int(str(one["line"])),
            kind=None if one["kind"] is None else Kind(str(one["kind"])),
            what=str(one["what"]),
            first=date.fromisoformat(str(one["first"])),
            last=None if one["last"] is None else date.fromisoformat(str(one["last"])),
            monthly=bool(one["monthly"]),
            amount=Decimal(str(one["amount"])),
            hours=None if one["hours"] is None else Decimal(str(one["hours"])),
            rate=None if one["rate"] is None else Decimal(str(one["rate"])),
            campaign=str(one["campaign"]),
            channel=str(one["channel"]),
        )
        for one in told
    ]


class _Names:
    """Campaigns and channels by their names."""

    def __init__(self, actor: Actor) -> None:
        self.campaigns = {one.name.casefold(): one for one in Campaign.objects.filter(workspace=actor.workspace)}
        self.channels: dict[str, Channel] = {}
        for one in own_channels(actor.workspace):
            for name in (one.name, one.handle):
                if name:
                    self.channels.setdefault(name.casefold(), one)

    def campaign(self, row: Row) -> Campaign | None:
        return self.campaigns.get(row.campaign.casefold())

    def channel(self, row: Row) -> Channel | None:
        return self.channels.get(row.channel.casefold())

    def unknown(self, row: Row) -> Iterable[Fault]:
        if row.campaign and self.campaign(row) is None:
            yield Fault(row.line, "no_campaign", row.campaign)
        if row.channel and self.channel(row) is None:
            yield Fault(row.line, "no_channel", row.channel)


def _common(actor: Actor, row: Row, names: _Names, now: datetime) -> dict[str, object]:
    return {
        "workspace": actor.workspace,
        "campaign": names.campaign(row),
        "channel": names.channel(row),
        "what": row.what,
        "first": row.first,
        "last": row.last,
        "monthly": row.monthly,
        "amount": row.amount,
        "source": Source.IMPORTED.value,
        "added_by": actor.person,
        "added_at": now,
    }


def _cost(actor: Actor, row: Row, names: _Names, now: datetime) -> CostLine:
    kind = (row.kind or Kind.OTHER).value
    return CostLine(kind=kind, hours=row.hours, rate=row.rate, **_common(actor, row, names, now))


def _income(actor: Actor, row: Row, names: _Names, now: datetime) -> Income:
    return Income(**_common(actor, row, names, now))


def _key(one: CostLine | Income) -> tuple[object, ...]:
    kind = one.kind if isinstance(one, CostLine) else ""
    return (kind, one.what, one.first, one.last, one.monthly, one.amount, one.campaign_id, one.channel_id)


def _sentences() -> dict[str, str]:
    return {
        "no_cost_columns": _(
            "No line names the columns. There must be one for the day (“from”) and one for the “kind”."
        ),
        "no_amount_column": _("No column has amounts. Call one “amount”, or two “hours” and “rate”."),
        "too_many_costs": _("At most %(value)s lines can be read in at once. Split the table."),
        "bad_kind": _(
            "“%(value)s” is no kind of cost. It may be hours, salaries, agency, tools and the like, or revenue."
        ),
        "bad_amount": _("“%(value)s” is no amount of zero or more."),
        "no_amount": _("The amount is missing, or it is above ten million."),
        "no_hours": _("The hours are missing."),
        "ends_before": _("The end, %(value)s, lies before the start."),
        "no_campaign": _("There is no campaign called “%(value)s”."),
        "no_channel": _("There is no channel called “%(value)s”."),
    }
