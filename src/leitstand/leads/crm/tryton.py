"""Tryton by JSON-RPC: parties, leads and opportunities of the module sale_opportunity."""

import base64
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final

from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import send
from leitstand.leads.core.crm import Deal, Lead, Means, News, Party, Stage
from leitstand.leads.crm.contract import Door

_OPPORTUNITY: Final = "model.sale.opportunity"
_PARTY: Final = "model.party.party"
_BATCH: Final = 200
# The states are the module's own; "converted" means that a sale was made of it.
_STAGES: Final = (
    Stage("lead", "Lead", Means.LEAD),
    Stage("opportunity", "Opportunity", Means.OPEN),
    Stage("converted", "Converted", Means.WON),
    Stage("won", "Won", Means.WON),
    Stage("lost", "Lost", Means.LOST),
    Stage("cancelled", "Cancelled", Means.IGNORED),
)
_DEAL_FIELDS: Final = (
    "reference",
    "state",
    "amount",
    "party",
    "description",
    "start_date",
    "write_date",
    "create_date",
)
_PARTY_FIELDS: Final = ("name", "email", "categories", "write_date", "create_date")

Json = Any  # what comes from outside is wild until it is tamed below


class Tryton:
    """A Tryton with one user's eyes; signs in once for all calls of a session."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._mark = ""
        self._user = 0
        self._context: dict[str, Json] = {}
        self._count = 0

    async def stages(self) -> Sequence[Stage]:
        """Return the states of the module."""
        return _STAGES

    async def news(self, since: datetime | None) -> News:
        """Return parties and opportunities that were changed or made since; up to the moment before asking."""
        until = self._door.clock.now()
        parties = await self._changed(_PARTY, _PARTY_FIELDS, since)
        names = await self._categories({one for row in parties for one in row.get("categories") or ()})
        deals = await self._changed(_OPPORTUNITY, _DEAL_FIELDS, since)
        return News(
            tuple(_party(row, names) for row in parties),
            tuple(_deal(row) for row in deals),
            until,
        )

    async def push(self, lead: Lead) -> str:
        """Look by the key first; only what is not there is made, with the party found by its address."""
        there = await self._call(f"{_OPPORTUNITY}.search", [["reference", "=", lead.key]], 0, 1, None)
        if there:
            return str(there[0])
        party = await self._party_of(lead)
        told: dict[str, Json] = {
            "party": party,
            "description": lead.title,
            "reference": lead.key,
            "comment": lead.source,
            "start_date": _told_day(lead.begun),
        }
        if lead.value is not None:
            told["amount"] = {"__class__": "Decimal", "decimal": str(lead.value)}
        made = await self._call(f"{_OPPORTUNITY}.create", [told])
        return str(made[0])

    async def _party_of(self, lead: Lead) -> int:
        if lead.email:
            by = [["contact_mechanisms.value", "ilike", lead.email], ["contact_mechanisms.type", "=", "email"]]
            known = await self._call(f"{_PARTY}.search", by, 0, 1, None)
            if known:
                return int(known[0])
        told: dict[str, Json] = {"name": lead.organisation or lead.name or lead.email}
        if lead.email:
            told["contact_mechanisms"] = [["create", [{"type": "email", "value": lead.email}]]]
        return int((await self._call(f"{_PARTY}.create", [told]))[0])

    async def _changed(self, model: str, fields: Sequence[str], since: datetime | None) -> list[dict[str, Json]]:
        moment = _told_moment(since) if since else None
        # What was never changed has no day of change, only the one on which it was made.
        domain: list[Json] = (
            ["OR", ["write_date", ">=", moment], [["write_date", "=", None], ["create_date", ">=", moment]]]
            if moment
            else []
        )
        found: list[dict[str, Json]] = []
        while True:
            rows = await self._call(f"{model}.search_read", domain, len(found), _BATCH, [["id", "ASC"]], list(fields))
            found += rows
            if len(rows) < _BATCH:
                return found

    async def _categories(self, ids: set[int]) -> dict[int, str]:
        if not ids:
            return {}
        rows = await self._call("model.party.category.read", sorted(ids), ["name"])
        return {int(row["id"]): str(row["name"]) for row in rows}

    async def _call(self, method: str, *params: Json) -> Json:
        if not self._mark:
            await self._sign_in()
        return await self._ask(method, *params, self._context)

    async def _sign_in(self) -> None:
        secrets = self._door.secrets
        answer = await self._ask("common.db.login", secrets["user"], {"password": secrets["password"]}, "en")
        if not isinstance(answer, list) or len(answer) < 2:
            raise SignInExpired("Tryton did not let us in")
        self._user = int(answer[0])
        told = f"{secrets['user']}:{answer[0]}:{answer[1]}"
        self._mark = "Session " + base64.b64encode(told.encode()).decode()
        known = await self._ask("model.res.user.get_preferences", True, {})
        self._context = {name: known[name] for name in ("company", "employee", "language") if known.get(name)}

    async def _ask(self, method: str, *params: Json) -> Json:
        self._count += 1
        http, door = self._door.http, self._door
        headers = {"authorization": self._mark} if self._mark else {}
        request = http.build_request(
            "POST",
            f"{door.base_url.rstrip('/')}/{door.database}/rpc/",
            json={"id": self._count, "method": method, "params": list(params)},
            headers=headers,
        )
        try:
            said = (await send(http, request, door.clock)).json()
        except ValueError as error:
            raise Unreachable("Tryton answered something that is no JSON") from error
        if isinstance(said, dict) and said.get("error"):
            raise Refused(_reason(said["error"]), code=str(said["error"][0]))
        return said["result"] if isinstance(said, dict) and "result" in said else said


def _reason(error: Json) -> str:
    told = error[1] if isinstance(error, list) and len(error) > 1 else error
    return str(told[0] if isinstance(told, list) and told else told)[:300]


def _party(row: dict[str, Json], names: dict[int, str]) -> Party:
    tags = frozenset(names[one] for one in row.get("categories") or () if one in names)
    name = str(row.get("name") or "")
    return Party(str(row["id"]), name, str(row.get("email") or ""), "", tags, _changed_at(row))


def _deal(row: dict[str, Json]) -> Deal:
    amount = row.get("amount")
    value = Decimal(amount["decimal"]) if isinstance(amount, dict) else None
    party = row.get("party")
    return Deal(
        str(row["id"]),
        str(row.get("description") or ""),
        str(row["state"]),
        str(party) if party is not None else "",
        value,
        _day(row.get("start_date")),
        str(row.get("reference") or ""),
        _changed_at(row),
    )


def _changed_at(row: dict[str, Json]) -> datetime | None:
    told = row.get("write_date") or row.get("create_date")
    if not isinstance(told, dict):
        return None
    day, rest = (told["year"], told["month"], told["day"]), (told["hour"], told["minute"], told["second"])
    return datetime(*day, *rest, told["microsecond"], tzinfo=UTC)  # Tryton keeps all moments in UTC


def _day(told: Json) -> date | None:
    return date(told["year"], told["month"], told["day"]) if isinstance(told, dict) else None


def _told_day(day: date) -> Json:
    return {"__class__": "date", "year": day.year, "month": day.month, "day": day.day}


def _told_moment(moment: datetime) -> Json:
    at = moment.astimezone(UTC)
    names = ("year", "month", "day", "hour", "minute", "second", "microsecond")
    return {"__class__": "datetime", **{name: getattr(at, name) for name in names}}
