"""GoTo Webinar by its API, version 2: make the webinar there, register who confirmed here, and read who came.

Addresses and fields from memory of its public documentation (developer.goto.com), not read again; proved against a stand-in alone.
"""

import base64
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import httpx

from leitstand.connector_kit.errors import Refused, SignInExpired, Unreachable
from leitstand.connector_kit.http import send
from leitstand.kernel.clock import Clock

API: Final = "https://api.getgo.com/G2W/rest/v2"
SIGN_IN: Final = "https://authentication.logmeininc.com/oauth/token"

Json = Any  # what comes from outside is wild until it is tamed below


class GoToWebinar:
    """An organizer's account. `secrets` holds client_id, client_secret and refresh_token; a newer one is put there."""

    def __init__(self, organizer: str, secrets: dict[str, str], http: httpx.AsyncClient, clock: Clock) -> None:
        self._organizer = organizer
        self.secrets = secrets
        self._http = http
        self._clock = clock
        self._token = ""

    async def create(self, title: str, about: str, starts: datetime, minutes: int, zone: str) -> str:
        """Make a webinar and return its key."""
        told = {
            "subject": title[:128],
            "description": about[:2048],
            "times": [{"startTime": _moment(starts), "endTime": _moment(starts + timedelta(minutes=minutes))}],
            "timeZone": zone,
            "type": "single_session",
        }
        return str((await self._ask("POST", "/webinars", told))["webinarKey"])

    async def register(self, webinar: str, name: str, email: str) -> str:
        """Register somebody and return their own link; whoever is registered already gets the same again."""
        first, _space, last = name.rpartition(" ")
        told = {"firstName": first or last, "lastName": last, "email": email}
        try:
            return str((await self._ask("POST", f"/webinars/{webinar}/registrants", told))["joinUrl"])
        except Refused as refused:
            if refused.status != 409:
                raise
        rows = await self._ask("GET", f"/webinars/{webinar}/registrants")
        there = next((one for one in rows if str(one.get("email", "")).casefold() == email.casefold()), None)
        if there is None:
            raise Refused("GoTo Webinar knows somebody and does not list them", status=409)
        return str(there["joinUrl"])

    async def attendance(self, webinar: str) -> Mapping[str, int]:
        """Return the minutes each address was there, in small letters, over all sessions."""
        found: dict[str, int] = {}
        for session in await self._ask("GET", f"/webinars/{webinar}/sessions"):
            key = session["sessionKey"]
            for one in await self._ask("GET", f"/webinars/{webinar}/sessions/{key}/attendees"):
                seconds = int(one.get("attendanceTimeInSeconds") or 0)
                email = str(one["email"]).casefold()
                found[email] = found.get(email, 0) + -(-seconds // 60)
        return found

    async def _ask(self, method: str, path: str, body: Json = None) -> Json:
        if not self._token:
            await self._sign_in()
        request = self._http.build_request(
            method,
            f"{API}/organizers/{self._organizer}{path}",
            json=body,
            headers={"authorization": f"Bearer {self._token}", "accept": "application/json"},
        )
        return self._read(await send(self._http, request, self._clock))

    async def _sign_in(self) -> None:
        mark = base64.b64encode(f"{self.secrets['client_id']}:{self.secrets['client_secret']}".encode()).decode()
        request = self._http.build_request(
            "POST",
            SIGN_IN,
            data={"grant_type": "refresh_token", "refresh_token": self.secrets["refresh_token"]},
            headers={"authorization": f"Basic {mark}"},
        )
        try:
            told = self._read(await send(self._http, request, self._clock))
        except Refused as refused:
            raise SignInExpired(refused.reason, status=refused.status) from refused
        self._token = str(told["access_token"])
        if told.get("refresh_token"):  # it may hand out another one, and the old one then ends
            self.secrets["refresh_token"] = str(told["refresh_token"])

    @staticmethod
    def _read(answer: httpx.Response) -> Json:
        try:
            return answer.json()
        except ValueError as error:
            raise Unreachable("GoTo Webinar answered something that is no JSON") from error


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
