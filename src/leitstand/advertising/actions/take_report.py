"""Take a report of an ads manager: read it for a look, and then read it in; the same file twice changes nothing."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final, cast

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.columns import METRICS, reports
from leitstand.advertising.core.notation import Sign
from leitstand.advertising.core.overlap import Covered, Told
from leitstand.advertising.core.reading import Reading, read_report
from leitstand.advertising.models import AdFigures, AdImport, PaidCampaign
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.kernel.sheets import Sheet

PROBLEMS_KEPT: Final = 200


@dataclass(frozen=True, slots=True)
class Brought:
    """A file: for which ads manager, its name, its bytes' digest, and the sheet in it."""

    network: str
    name: str
    digest: str
    sheet: Sheet


def digest_of(data: bytes) -> str:
    """Return by what the very same file is known again."""
    return hashlib.sha256(data).hexdigest()


@transaction.atomic
def look_at_report(
    actor: Actor,
    brought: Brought,
    *,
    now: datetime,
    sign: Sign | None = None,
    span: tuple[date, date] | None = None,
) -> AdImport:
    """Read a report and keep what was read for a look; nothing counts yet. Raises NoReport."""
    actor.require(Permission.TYPE_READINGS)
    seen = read_report(brought.sheet, reports()[brought.network], sign=sign, span=span)
    # One look at a time: what was looked at and never read in is let go.
    AdImport.objects.filter(workspace=actor.workspace, by=actor.person, done_at=None).delete()
    return AdImport.objects.create(
        workspace=actor.workspace,
        network=brought.network,
        name=brought.name[:200],
        digest=brought.digest,
        rows=[_kept(line) for line in map(asdict, seen.lines)],
        told=_told(seen),
        at=now,
        by=actor.person,
    )


@transaction.atomic
def read_in(actor: Actor, report: AdImport, chosen: Mapping[str, PaidCampaign | None], *, now: datetime) -> AdImport:
    """Read in what was looked at; `chosen` says which paid campaign a name of the report means (None: leave it out).

    Raises Impossible where it was read in already, Foreign for another workspace's campaign.
    """
    actor.require(Permission.TYPE_READINGS)
    actor.own(report, *(one for one in chosen.values() if one is not None))
    found = AdImport.objects.select_for_update().get(pk=report.pk)
    if found.done_at is not None:
        raise Impossible(_("This report has been read in already."), code="done")
    by_paid: dict[int, list[dict[str, object]]] = defaultdict(list)
    counts: Counter[str] = Counter(left=0, new=0, changed=0, same=0, clash=0)
    for row in found.rows:
        paid = chosen.get(key_of(row))
        if paid is None:
            counts["left"] += 1
        else:
            by_paid[paid.pk].append(row)
    for pk, rows in by_paid.items():
        counts.update(_read_rows(found, pk, rows))
    _remember(chosen)
    found.rows, found.result, found.done_at = [], dict(counts), now
    found.save()
    audit.record(actor, "advertising.read_in", found, now=now, details={"rows": sum(counts.values())})
    return found


def key_of(row: Mapping[str, object]) -> str:
    """Return by what a report names a campaign: its number, else its name."""
    return str(row["number"] or row["campaign"])


def _read_rows(report: AdImport, paid: int, rows: list[dict[str, object]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    known = {
        Told(row.ad, row.first, row.last): row for row in AdFigures.objects.select_for_update().filter(paid_id=paid)
    }
    covered, fresh = Covered(known), dict[Told, AdFigures]()
    changed: list[AdFigures] = []
    for row in rows:
        told = Told(str(row["ad"]), date.fromisoformat(str(row["first"])), date.fromisoformat(str(row["last"])))
        if covered.clashes(told):
            counts["clash"] += 1
            continue
        covered.add(told)
        values = _values(cast("Mapping[str, str]", row["figures"]))
        old = known.get(told)
        if old is None:
            known[told] = fresh[told] = AdFigures(
                workspace=report.workspace,
                paid_id=paid,
                ad=told.ad,
                first=told.first,
                last=told.last,
                source=report,
                **values,
            )
            counts["new"] += 1
        elif any(getattr(old, name) != value for name, value in values.items()):
            # What this report does not tell stays as another one told it.
            for name, value in values.items():
                setattr(old, name, value)
            old.source = report
            if told not in fresh:
                changed.append(old)
            counts["changed"] += 1
        else:
            counts["same"] += 1
    AdFigures.objects.bulk_create(fresh.values(), batch_size=500)
    AdFigures.objects.bulk_update(changed, [*METRICS, "source"], batch_size=500)
    return counts


def _values(figures: Mapping[str, str]) -> dict[str, Decimal | int]:
    cents = {"spend", "conversions", "revenue"}
    return {
        name: Decimal(value).quantize(Decimal("0.01")) if name in cents else int(Decimal(value))
        for name, value in figures.items()
    }


def _remember(chosen: Mapping[str, PaidCampaign | None]) -> None:
    """Let campaigns know by which names reports call them, so that the next one finds them by itself."""
    for name, paid in chosen.items():
        if paid is not None and name not in {paid.name, paid.number, *paid.known_as}:
            paid.known_as = [*paid.known_as, name][-20:]
            paid.save(update_fields=["known_as"])


def _kept(line: dict[str, object]) -> dict[str, object]:
    figures = cast("Mapping[str, Decimal]", line["figures"])
    return {
        **{name: line[name] for name in ("campaign", "number", "ad")},
        "first": str(line["first"]),
        "last": str(line["last"]),
        "figures": {name: str(value) for name, value in figures.items()},
    }


def _told(seen: Reading) -> dict[str, object]:
    return {
        "problems": [[one.where, one.why, one.found] for one in seen.problems[:PROBLEMS_KEPT]],
        "problem_count": len(seen.problems),
        "columns": dict(seen.columns),
        "unknown": list(seen.unknown),
        "totals": seen.totals,
        "open": seen.is_open,
        "no_days": any(one.why == "no_days" for one in seen.problems),
    }
