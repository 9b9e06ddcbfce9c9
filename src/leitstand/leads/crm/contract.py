"""What a CRM's client promises."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

import httpx

from leitstand.kernel.clock import Clock
from leitstand.leads.core.crm import Lead, News, Stage


@dataclass(frozen=True, slots=True)
class Door:
    """Where a CRM is, and what opens it: address, database where it has several, the secrets by name."""

    base_url: str
    database: str
    secrets: dict[str, str]
    http: httpx.AsyncClient
    clock: Clock


class Crm(Protocol):
    """A CRM as this house speaks with it; errors are those of connector_kit.errors."""

    async def stages(self) -> Sequence[Stage]:
        """Return its stages in the order of the way to a deal, with what they most likely mean."""

    async def news(self, since: datetime | None) -> News:
        """Return who and what changed since a moment (None: everything)."""

    async def push(self, lead: Lead) -> str:
        """Tell it of a lead and return its id there; the same key twice is one lead, also after a lost answer."""
