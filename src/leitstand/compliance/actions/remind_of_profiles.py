"""Tell people of what comes due about profiles and names: agreements, security, risks, reservations, searches; each once."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.compliance.models import AccountFile, Contract, HandleClaim, WishedName
from leitstand.compliance.notices import PROFILE_DUE
from leitstand.compliance.platform_law import name_of
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

Row = TypeVar("Row", Contract, AccountFile, HandleClaim, WishedName)


@dataclass(frozen=True, slots=True)
class Due:
    """One thing that comes due on a day."""

    key: str
    on: date | None
    what: str
    path: str
    people: tuple[Person, ...] = ()


def remind_of_profiles(*, now: datetime) -> int:
    """Send what is to be told today; return how many notices."""
    return (
        _remind(Contract.objects.filter(ended_on=None), _of_contract, now)
        + _remind(
            AccountFile.objects.exclude(channel__state="disconnected").select_related("channel"), _of_account, now
        )
        + _remind(HandleClaim.objects.exclude(state="own").select_related("wished", "reserver"), _of_claim, now)
        + _remind(WishedName.objects.all(), _of_name, now)
    )


@transaction.atomic
def _remind(rows: QuerySet[Row], dues: Callable[[Row], Iterator[Due]], now: datetime) -> int:
    locked = rows.select_for_update(of=("self",), skip_locked=True).select_related("workspace").order_by("pk")
    return sum(_tell(row, list(dues(row)), now) for row in locked)


def _tell(row: Contract | AccountFile | HandleClaim | WishedName, dues: list[Due], now: datetime) -> int:
    today = day_in(row.workspace, now)
    due = {f"{one.key}:{one.on}": one for one in dues if one.on is not None and one.on <= today}
    news = {key: one for key, one in due.items() if key not in row.reminded}
    for one in news.values():
        notify(
            PROFILE_DUE,
            workspace=row.workspace,
            people=one.people or None,
            params={"what": one.what},
            path=one.path,
            about=f"due:{type(row).__name__}:{row.pk}:{one.key}",
            now=now,
        )
    if news:
        row.reminded = [*row.reminded, *news][-20:]
        row.save(update_fields=["reminded"])
        audit.record(Actor.house(row.workspace), "compliance.remind_of_profiles", row, now=now)
    return len(news)


def _of_contract(row: Contract) -> Iterator[Due]:
    what = _("Agreement: %(party)s") % {"party": row.party}
    yield Due("review", row.review_on, what, reverse("compliance_contract", args=[row.workspace.slug, row.pk]))


def _of_account(row: AccountFile) -> Iterator[Due]:
    path = reverse("compliance_account", args=[row.workspace.slug, row.channel_id])
    yield Due("security", row.secure_again_on, _("Security of %(profile)s") % {"profile": row.channel}, path)
    yield Due("risk", row.review_on, _("Risk of %(profile)s") % {"profile": row.channel}, path)


def _of_claim(row: HandleClaim) -> Iterator[Due]:
    told = {"name": row.wished.name, "network": name_of(row.platform)}
    path = reverse("compliance_name", args=[row.workspace.slug, row.wished_id])
    people = (row.reserver,) if row.reserver is not None else ()
    yield Due("reserve", row.reserve_by, _("Reserve “%(name)s” on %(network)s") % told, path, people)


def _of_name(row: WishedName) -> Iterator[Due]:
    path = reverse("compliance_name", args=[row.workspace.slug, row.pk])
    yield Due(
        "search", row.search_again_on, _("Search for profiles that look like “%(name)s”") % {"name": row.name}, path
    )
