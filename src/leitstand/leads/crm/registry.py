"""Which kinds of CRM there are, and what opens each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from leitstand.leads.crm.contract import Crm, Door
from leitstand.leads.crm.hubspot import HOME, HubSpot
from leitstand.leads.crm.tryton import Tryton
from leitstand.leads.crm.webhook import Webhook


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of CRM: how a client is made, which secrets it wants, and whether it is asked at all."""

    connect: Callable[[Door], Crm] | None
    secrets: tuple[str, ...] = ()
    has_database: bool = False
    home: str = ""
    is_read: bool = True


KINDS: Final[Mapping[str, Kind]] = {
    "tryton": Kind(Tryton, ("user", "password"), has_database=True),
    "hubspot": Kind(HubSpot, ("token",), home=HOME),
    "webhook": Kind(Webhook, ("secret",), is_read=False),
    "file": Kind(None, is_read=False),
}
