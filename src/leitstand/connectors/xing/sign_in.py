"""Note a profile by its address; nobody is asked, for there is nobody to ask."""

from collections.abc import Mapping
from typing import Final

import httpx

from leitstand.connector_kit.addresses import site_address
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.manifest import Account, Question, SignedIn, SignInMethod
from leitstand.connectors.xing.translate import account
from leitstand.kernel.clock import Clock

HOST: Final = "www.xing.com"


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Take the address of the profile; raises Refused where it is none of this network."""
    url = site_address(answers.get("address", ""))
    if url.host not in (HOST, HOST.removeprefix("www.")) or not url.path.strip("/"):
        raise Refused("This is not the address of a profile on XING", code="address")
    return SignedIn(account(url.path, answers.get("name", "")), {})


async def as_before(known: Account) -> Account:
    """Return the profile as it was noted."""
    return known


METHODS: Final = (
    SignInMethod(
        id="by_hand",
        label="By hand",
        help="Enter the profile for which posts are to be prepared. No password is asked for and none is kept.",
        questions=(
            Question(
                name="address",
                label="Address of the profile",
                kind="url",
                example="www.xing.com/pages/musterfirma",
            ),
            Question(name="name", label="Name of the profile", required=False),
        ),
        begin=begin,
    ),
)
