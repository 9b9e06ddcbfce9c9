"""One telephone number of the company: each method is one ability of the contract."""

from dataclasses import dataclass

from leitstand.connector_kit import wild
from leitstand.connector_kit.contract import Published
from leitstand.connector_kit.errors import Unreachable
from leitstand.connector_kit.graph import Graph
from leitstand.connector_kit.manifest import Account
from leitstand.connectors.whatsapp import translate
from leitstand.connectors.whatsapp.client import send
from leitstand.kernel.clock import Clock
from leitstand.kernel.interaction import Interaction


@dataclass(frozen=True, slots=True)
class Number:
    """A number, and the client that speaks for it."""

    account: Account
    graph: Graph
    clock: Clock

    async def look(self) -> Account:
        """Ask the network which number it is."""
        return translate.account(await self.graph.get(self.account.id, fields=translate.NUMBER_FIELDS))

    async def answer(self, to: Interaction, text: str, *, key: str) -> Published:
        """Answer with text; the network keeps no keys and shows no history, so a lost answer is for a person to decide."""
        said = await send(self.graph, self.clock, self.account.id, translate.text_message(to, text))
        name = next((wild.text(one, "id") for one in wild.records(said.get("messages"))), "")
        if not name:
            raise Unreachable("The answer names no message")
        return Published(name)
