"""Sign in through the company's own app: as pages somebody administers, or as a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import httpx

from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.manifest import Account, Choice, Redirect, SignedIn, SignInMethod
from leitstand.connector_kit.oauth import CodeFlow, Grant, app_questions, missing
from leitstand.connectors.linkedin import translate
from leitstand.connectors.linkedin.client import Client
from leitstand.kernel.clock import Clock

# Their name of a right: what it is for.
PAGE_RIGHTS: Final = {
    "w_organization_social": "publish on the page",
    "r_organization_social": "read the page's posts",
    "rw_organization_admin": "see which pages you administer, and their figures",
    "w_organization_social_feed": "answer comments as the page",
    "r_organization_social_feed": "read comments on the page",
}
PERSON_RIGHTS: Final = {
    "openid": "see who is signed in",
    "profile": "see your name",
    "w_member_social": "publish in your name",
}
_ADDRESS: Final = "https://www.linkedin.com/oauth/v2"


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: its rights, and how accounts are found behind it."""

    rights: Mapping[str, str]
    for_pages: bool

    @property
    def flow(self) -> CodeFlow:
        """The code flow with this way's rights. The network knows no PKCE for web apps."""
        return CodeFlow(f"{_ADDRESS}/authorization", f"{_ADDRESS}/accessToken", tuple(self.rights), pkce=False)

    async def begin(
        self, http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
    ) -> Redirect:
        """Send the person to the network."""
        return self.flow.begin(answers=answers, return_url=return_url, state=state)

    async def finish(
        self,
        http: httpx.AsyncClient,
        clock: Clock,
        *,
        remember: Mapping[str, str],
        returned: Mapping[str, str],
        return_url: str,
    ) -> SignedIn | Choice:
        """Take the token, and find the person or the pages it speaks for."""
        grant = await self.flow.finish(http, clock, remember=remember, returned=returned, return_url=return_url)
        client = Client(http, clock, grant.access_token)
        if not self.for_pages:
            person = translate.person((await client.get("/v2/userinfo")).record)
            return self._signed(person, grant, remember)
        query = "q=roleAssignee&role=ADMINISTRATOR&state=APPROVED"
        numbers = translate.pages_of((await client.get("/rest/organizationAcls", query, finder=True)).elements)
        pages = [translate.page((await client.get(f"/rest/organizations/{number}")).record) for number in numbers]
        return Choice(tuple(self._signed(page, grant, remember) for page in pages))

    async def refresh(
        self, http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
    ) -> SignedIn:
        """Renew where the network gave a token for it, which it does for few; else a person must sign in again."""
        if not credentials.get("refresh_token"):
            raise SignInExpired("LinkedIn's sign-in lasts 60 days; somebody must sign in again")
        grant = await self.flow.refresh(http, clock, credentials=credentials)
        return self._signed(account, grant, credentials)

    def _signed(self, account: Account, grant: Grant, app: Mapping[str, str]) -> SignedIn:
        if account.id.endswith(":"):
            raise Refused("LinkedIn did not say who is signed in", code="no_account")
        credentials = {
            "access_token": grant.access_token,
            "refresh_token": grant.refresh_token,
            "client_id": app.get("client_id", ""),
            "client_secret": app.get("client_secret", ""),
        }
        return SignedIn(
            account,
            {name: value for name, value in credentials.items() if value},
            # where it can be renewed the house does so in time; else this is the day people are warned of
            expires_at=grant.expires_at,
            missing_rights=missing(self.rights, grant.scope),
        )


_PAGES, _PERSON = Way(PAGE_RIGHTS, for_pages=True), Way(PERSON_RIGHTS, for_pages=False)
_APP: Final = app_questions("Client ID", "Primary Client Secret")

METHODS: Final = (
    SignInMethod(
        id="page",
        label="Company pages",
        help="You are taken to LinkedIn, agree there, and choose which of your pages are connected. The sign-in lasts 60 days.",
        questions=_APP,
        begin=_PAGES.begin,
        finish=_PAGES.finish,
    ),
    SignInMethod(
        id="person",
        label="A person",
        help="For posts in your own name. The sign-in lasts 60 days.",
        questions=_APP,
        begin=_PERSON.begin,
        finish=_PERSON.finish,
    ),
)
