"""HubSpot by its API, version 3: contacts, deals and the stages of its pipelines, with the token of a private app."""

from collections.abc import Sequence
from datetime import UTC, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from leitstand.connector_kit.errors import Refused, Unreachable
from leitstand.connector_kit.http import send
from leitstand.leads.core.crm import Deal, Lead, Means, News, Party, Stage
from leitstand.leads.crm.contract import Door

HOME: Final = "https://api.hubapi.com"
_BATCH: Final = 100
# A search hands out at most 10,000 results (developers.hubspot.com, CRM search API; from memory, not read again).
_MOST: Final = 10_000
# Our own property of deals, unique, by which the same lead twice is one deal.
KEY: Final = "leitstand_key"
_CONTACT: Final = ("email", "firstname", "lastname", "company", "lifecyclestage", "lastmodifieddate")
_DEAL: Final = ("dealname", "dealstage", "amount", "createdate", "hs_lastmodifieddate", KEY)

Json = Any  # what comes from outside is wild until it is tamed below


class HubSpot:
    """An account of HubSpot."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def stages(self) -> Sequence[Stage]:
        """Return the stages of all pipelines in their order; HubSpot itself says which are closed, and how likely a deal is."""
        told = await self._ask("GET", "/crm/v3/pipelines/deals")
        return [
            Stage(str(one["id"]), str(one["label"]), _means(one.get("metadata") or {}))
            for pipeline in told["results"]
            for one in sorted(pipeline["stages"], key=lambda stage: int(stage["displayOrder"]))
        ]

    async def news(self, since: datetime | None) -> News:
        """Return contacts and deals changed since."""
        until = self._door.clock.now()
        contacts = await self._search("contacts", "lastmodifieddate", _CONTACT, since)
        deals = await self._search("deals", "hs_lastmodifieddate", _DEAL, since)
        owners = await self._contacts_of([row["id"] for row in deals])
        return News(
            tuple(_party(row) for row in contacts), tuple(_deal(row, owners.get(row["id"], "")) for row in deals), until
        )

    async def push(self, lead: Lead) -> str:
        """Upsert contact and deal: HubSpot itself keeps the same address and the same key from being made twice."""
        await self._know_key()
        inputs: list[Json] = []
        if lead.email:
            first, _space, last = lead.name.rpartition(" ")
            told = {"email": lead.email, "firstname": first, "lastname": last, "company": lead.organisation}
            given = {name: value for name, value in told.items() if value}
            done = await self._upsert("contacts", "email", lead.email, given)
            inputs = [
                {
                    "to": {"id": done},
                    "types": [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 3}],
                }
            ]
        stages = await self.stages()
        wanted = Means.OPEN if lead.is_opportunity else Means.LEAD
        stage = next((one.id for one in stages if one.means is wanted), stages[0].id if stages else "")
        properties = {KEY: lead.key, "dealname": lead.title, "dealstage": stage}
        if lead.value is not None:
            properties["amount"] = str(lead.value)
        deal = await self._upsert("deals", KEY, lead.key, properties)
        for each in inputs:
            await self._ask(
                "PUT", f"/crm/v4/objects/deals/{deal}/associations/contacts/{each['to']['id']}", body=each["types"]
            )
        return deal

    async def _know_key(self) -> None:
        told = {
            "name": KEY,
            "label": "Leitstand",
            "type": "string",
            "fieldType": "text",
            "groupName": "dealinformation",
            "hasUniqueValue": True,
        }
        try:
            await self._ask("POST", "/crm/v3/properties/deals", body=told)
        except Refused as refused:
            if refused.status != 409:  # it is there already
                raise

    async def _upsert(self, kind: str, by: str, value: str, properties: dict[str, str]) -> str:
        body = {"inputs": [{"idProperty": by, "id": value, "properties": properties}]}
        told = await self._ask("POST", f"/crm/v3/objects/{kind}/batch/upsert", body=body)
        return str(told["results"][0]["id"])

    async def _search(
        self, kind: str, changed: str, properties: Sequence[str], since: datetime | None
    ) -> list[dict[str, Json]]:
        found: list[dict[str, Json]] = []
        after = ""
        filters = (
            [{"propertyName": changed, "operator": "GTE", "value": str(int(since.timestamp() * 1000))}] if since else []
        )
        while True:
            body: dict[str, Json] = {
                "limit": _BATCH,
                "properties": list(properties),
                "sorts": [{"propertyName": changed, "direction": "ASCENDING"}],
            }
            if filters:
                body["filterGroups"] = [{"filters": filters}]
            if after:
                body["after"] = after
            told = await self._ask("POST", f"/crm/v3/objects/{kind}/search", body=body)
            found += told["results"]
            after = str(((told.get("paging") or {}).get("next") or {}).get("after") or "")
            if not after or len(found) >= _MOST:
                return found

    async def _contacts_of(self, deals: Sequence[str]) -> dict[str, str]:
        found: dict[str, str] = {}
        for start in range(0, len(deals), _BATCH):
            body = {"inputs": [{"id": one} for one in deals[start : start + _BATCH]]}
            told = await self._ask("POST", "/crm/v4/associations/deals/contacts/batch/read", body=body)
            for one in told["results"]:
                if one["to"]:
                    found[str(one["from"]["id"])] = str(one["to"][0]["toObjectId"])
        return found

    async def _ask(self, method: str, path: str, *, body: Json = None) -> dict[str, Json]:
        door = self._door
        request = door.http.build_request(
            method,
            f"{(door.base_url or HOME).rstrip('/')}{path}",
            json=body,
            headers={"authorization": f"Bearer {door.secrets['token']}"},
        )
        try:
            said = (await send(door.http, request, door.clock)).json()
        except ValueError as error:
            raise Unreachable("HubSpot answered something that is no JSON") from error
        if not isinstance(said, dict):
            raise Unreachable("HubSpot answered something else than was asked")
        return said


def _means(metadata: dict[str, Json]) -> Means:
    is_closed = str(metadata.get("isClosed", "")).lower() == "true"
    likely = float(metadata.get("probability") or 0)
    if is_closed:
        return Means.WON if likely >= 1 else Means.LOST
    return Means.OPEN if likely > 0.2 else Means.LEAD


def _party(row: dict[str, Json]) -> Party:
    told = row["properties"]
    name = " ".join(part for part in (told.get("firstname"), told.get("lastname")) if part)
    tag = told.get("lifecyclestage")
    return Party(
        str(row["id"]),
        name,
        str(told.get("email") or ""),
        str(told.get("company") or ""),
        frozenset({tag} if tag else ()),
        _moment(told.get("lastmodifieddate")),
    )


def _deal(row: dict[str, Json], party: str) -> Deal:
    told = row["properties"]
    begun = _moment(told.get("createdate"))
    return Deal(
        str(row["id"]),
        str(told.get("dealname") or ""),
        str(told.get("dealstage") or ""),
        party,
        _amount(told.get("amount")),
        begun.date() if begun else None,
        str(told.get(KEY) or ""),
        _moment(told.get("hs_lastmodifieddate")),
    )


def _amount(told: Json) -> Decimal | None:
    try:
        return Decimal(str(told)) if told not in (None, "") else None
    except InvalidOperation:
        return None


def _moment(told: Json) -> datetime | None:
    if not told:
        return None
    try:
        found = datetime.fromisoformat(str(told))
    except ValueError:
        return None
    return found if found.tzinfo else found.replace(tzinfo=UTC)
