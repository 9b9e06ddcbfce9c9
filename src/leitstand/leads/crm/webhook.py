"""Any other system by webhook: new leads go out signed; it calls back with its news at the connection's own address."""

import json
from collections.abc import Sequence
from datetime import datetime

from leitstand.connector_kit.http import send
from leitstand.leads.core.crm import Lead, News, Stage
from leitstand.leads.core.signing import HEADER, signed
from leitstand.leads.crm.contract import Door


class Webhook:
    """A system that is told by a signed call and tells by one; it is never asked."""

    def __init__(self, door: Door) -> None:
        self._door = door

    async def stages(self) -> Sequence[Stage]:
        """Return none: they are entered by hand."""
        return ()

    async def news(self, since: datetime | None) -> News:
        """Return none: it calls by itself."""
        return News()

    async def push(self, lead: Lead) -> str:
        """Call it with the lead; the key stands in Idempotency-Key, so that a second call after a lost answer is known."""
        door = self._door
        told = {
            "type": "opportunity" if lead.is_opportunity else "lead",
            "key": lead.key,
            "title": lead.title,
            "name": lead.name,
            "email": lead.email,
            "organisation": lead.organisation,
            "value": str(lead.value) if lead.value is not None else None,
            "source": lead.source,
            "begun": lead.begun.isoformat(),
        }
        body = json.dumps(told, ensure_ascii=False).encode()
        headers = {
            "content-type": "application/json",
            "idempotency-key": lead.key,
            HEADER: signed(body, secret=door.secrets["secret"], at=door.clock.now()),
        }
        answer = await send(
            door.http, door.http.build_request("POST", door.base_url, content=body, headers=headers), door.clock
        )
        try:
            said = answer.json()
        except ValueError:
            return lead.key
        return str(said["id"])[:120] if isinstance(said, dict) and said.get("id") else lead.key
