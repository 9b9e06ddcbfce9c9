"""Strict stand-ins of CRMs for tests: they answer only what their documents describe, and remember."""

import json
from collections.abc import Callable

import httpx


class HubSpotStandIn:
    """An account with one pipeline; it refuses what HubSpot's documents do not describe."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, str]] = {}
        self.deals: dict[str, dict[str, str]] = {}
        self.links: dict[str, str] = {}
        self.has_key = False
        self.is_down = False
        self.loses_answers = False
        self.calls: list[str] = []

    def client(self) -> httpx.AsyncClient:
        """Return a client that speaks with it."""
        return httpx.AsyncClient(transport=httpx.MockTransport(self.answer))

    def answer(self, request: httpx.Request) -> httpx.Response:
        """Answer one request."""
        path = request.url.path
        self.calls.append(f"{request.method} {path}")
        if self.is_down:
            raise httpx.ConnectError("away", request=request)
        if request.url.host != "api.hubapi.com" or request.headers.get("authorization") != "Bearer pat-eu1-geheim":
            return httpx.Response(401, json={"status": "error", "category": "INVALID_AUTHENTICATION"})
        body = json.loads(request.content) if request.content else None
        doors: dict[str, Callable[[object], httpx.Response]] = {
            "GET /crm/v3/pipelines/deals": lambda _: httpx.Response(200, json=self.pipelines()),
            "POST /crm/v3/properties/deals": self._property,
            "POST /crm/v3/objects/contacts/batch/upsert": lambda told: self._upsert(self.contacts, "email", told),
            "POST /crm/v3/objects/deals/batch/upsert": lambda told: self._upsert(self.deals, "leitstand_key", told),
            "POST /crm/v3/objects/contacts/search": lambda told: self._search(self.contacts, "lastmodifieddate", told),
            "POST /crm/v3/objects/deals/search": lambda told: self._search(self.deals, "hs_lastmodifieddate", told),
            "POST /crm/v4/associations/deals/contacts/batch/read": self._links,
        }
        door = doors.get(f"{request.method} {path}")
        if door is None and request.method == "PUT" and path.startswith("/crm/v4/objects/deals/"):
            deal, contact = path.split("/")[5], path.split("/")[8]
            assert body == [{"associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 3}]
            self.links[deal] = contact
            return httpx.Response(200, json={"fromObjectId": deal, "toObjectId": contact})
        if door is None:
            return httpx.Response(404, json={"status": "error", "message": "resource not found"})
        answer = door(body)
        if self.loses_answers and "deals/batch/upsert" in path:
            raise httpx.ReadTimeout("lost", request=request)
        return answer

    @staticmethod
    def pipelines() -> dict[str, object]:
        """Return the one pipeline, its stages out of order as HubSpot may give them."""

        def stage(name: str, label: str, order: int, likely: str, closed: str) -> dict[str, object]:
            return {
                "id": name,
                "label": label,
                "displayOrder": order,
                "metadata": {"probability": likely, "isClosed": closed},
            }

        stages = [
            stage("closedwon", "Gewonnen", 2, "1.0", "true"),
            stage("new", "Termin vereinbart", 0, "0.2", "false"),
            stage("offer", "Angebot", 1, "0.6", "false"),
            stage("closedlost", "Verloren", 3, "0.0", "true"),
        ]
        return {"results": [{"id": "default", "label": "Vertrieb", "displayOrder": 0, "stages": stages}]}

    def _property(self, told: object) -> httpx.Response:
        assert isinstance(told, dict)
        assert told["hasUniqueValue"] is True
        if self.has_key:
            return httpx.Response(409, json={"status": "error", "category": "CONFLICT"})
        self.has_key = True
        return httpx.Response(201, json=told)

    def _upsert(self, rows: dict[str, dict[str, str]], by: str, told: object) -> httpx.Response:
        assert isinstance(told, dict)
        if by == "leitstand_key" and not self.has_key:
            return httpx.Response(400, json={"status": "error", "message": "Property leitstand_key does not exist"})
        [one] = told["inputs"]
        assert one["idProperty"] == by
        number = next((pk for pk, row in rows.items() if row.get(by) == one["id"]), "") or str(len(rows) + 101)
        when = "2026-11-02T08:00:00Z"
        rows[number] = {**rows.get(number, {}), by: one["id"], **one["properties"]}
        rows[number].setdefault("createdate", when)
        rows[number]["lastmodifieddate"] = rows[number]["hs_lastmodifieddate"] = when
        return httpx.Response(200, json={"status": "COMPLETE", "results": [{"id": number, "properties": rows[number]}]})

    def _search(self, rows: dict[str, dict[str, str]], by: str, told: object) -> httpx.Response:
        assert isinstance(told, dict)
        assert set(told) <= {"limit", "properties", "sorts", "filterGroups", "after"}
        assert told["limit"] <= 100
        start = int(told.get("after", "0"))
        numbers = list(rows)[start : start + told["limit"]]
        wanted = told["properties"]
        found = [{"id": pk, "properties": {name: rows[pk].get(name) for name in wanted}} for pk in numbers]
        more = start + len(numbers) < len(rows)
        paging = {"paging": {"next": {"after": str(start + len(numbers))}}} if more else {}
        return httpx.Response(200, json={"total": len(rows), "results": found, **paging})

    def _links(self, told: object) -> httpx.Response:
        assert isinstance(told, dict)
        results = [
            {"from": {"id": one["id"]}, "to": [{"toObjectId": int(self.links[one["id"]]), "associationTypes": []}]}
            for one in told["inputs"]
            if one["id"] in self.links
        ]
        return httpx.Response(200, json={"status": "COMPLETE", "results": results})
