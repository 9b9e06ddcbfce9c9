"""Sign in to a blog: find its REST interface, then with an application password, typed in or given on the blog's own page."""

from collections.abc import Mapping
from typing import Final
from uuid import NAMESPACE_URL, uuid5

import httpx

from leitstand.connector_kit import wild
from leitstand.connector_kit.addresses import site_address
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.http import USER_AGENT, exchange
from leitstand.connector_kit.manifest import Account, Question, Redirect, SignedIn, SignInMethod
from leitstand.connectors.wordpress import translate
from leitstand.connectors.wordpress.client import Client
from leitstand.kernel.clock import Clock

_RELATION: Final = "https://api.w.org/"
_REDIRECTS: Final = 5
_CATEGORIES: Final = {"per_page": "100", "orderby": "count", "order": "desc", "_fields": "id,name"}

_ADDRESS = Question(name="address", label="Address of the blog", kind="url", example="https://blog.example.com")


async def begin_with_password(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    """Sign in with an application password that the person made in the blog; nobody leaves the house."""
    root, _ = await discover(http, clock, answers.get("address", ""))
    return await _signed_in(http, clock, root, answers.get("user", "").strip(), answers.get("application_password", ""))


async def begin_with_consent(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> Redirect:
    """Send the person to the blog's own page, where one click makes an application password for this house."""
    root, index = await discover(http, clock, answers.get("address", ""))
    page = wild.text(wild.inner(index, "authentication", "application-passwords", "endpoints"), "authorization")
    if not page or httpx.URL(page).host != httpx.URL(root).host:
        raise Refused("This blog has no page for giving application passwords", code="no_consent_page")
    back = httpx.URL(return_url).copy_merge_params({"state": state})
    url = httpx.URL(page).copy_merge_params(
        {
            # a blog takes each name once, and this house may come again
            "app_name": f"{USER_AGENT} {clock.now():%Y-%m-%d %H:%M:%S}",
            # the same number for the same house, so that the blog shows one entry and not many
            "app_id": str(uuid5(NAMESPACE_URL, str(httpx.URL(return_url).copy_with(query=None)))),
            "success_url": str(back),
            "reject_url": str(back.copy_merge_params({"success": "false"})),
        }
    )
    return Redirect(url=str(url), state=state, remember={"root": root, "state": state})


async def finish_with_consent(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    """Take the application password that the blog sent back with the person."""
    if returned.get("state") != remember["state"]:
        raise Refused("This answer does not belong to this sign-in; begin again", code="state")
    if returned.get("success") == "false" or not returned.get("password"):
        raise Refused("The sign-in was not allowed in the blog", code="rejected")
    return await _signed_in(http, clock, remember["root"], returned.get("user_login", ""), returned["password"])


async def discover(http: httpx.AsyncClient, clock: Clock, typed: str) -> tuple[str, wild.Wild]:
    """Find the REST interface of the blog at an address, and read its index; the address may lead on to another."""
    url = site_address(typed)
    for _ in range(_REDIRECTS):
        answer = await exchange(http, http.build_request("GET", url))
        if not answer.is_redirect:
            break
        url = site_address(str(url.join(answer.headers["location"])))
    link = answer.links.get(_RELATION, {}).get("url")
    root = str(url.join(link)) if link else str(url.copy_with(path=f"{url.path.rstrip('/')}/wp-json/"))
    if httpx.URL(root).scheme != "https":
        site_address(root)  # plain http stays inside the company, whatever the blog says of itself
    try:
        index = (await Client(root, http, clock).get("")).record
    except Refused as error:
        raise Refused(
            "No blog with an open interface answers at this address", code="no_blog", status=error.status
        ) from error
    if "wp/v2" not in wild.texts(index, "namespaces"):
        raise Refused("No blog with an open interface answers at this address", code="no_blog")
    if not wild.inner(index, "authentication", "application-passwords"):
        raise Refused(
            "This blog does not allow application passwords; it may lack https", code="no_application_passwords"
        )
    return root, index


async def who_am_i(client: Client) -> tuple[Account, tuple[str, ...]]:
    """Ask the blog for the person behind the password, its own name and its categories; and which rights are missing."""
    user = (await client.get("wp/v2/users/me", {"context": "edit"})).record
    site = (await client.get("", {"_fields": "name,home,url,site_icon_url,timezone_string"})).record
    categories = (await client.get("wp/v2/categories", _CATEGORIES)).records
    return translate.account(user, site, categories, client.root), translate.missing_rights(user)


async def _signed_in(http: httpx.AsyncClient, clock: Clock, root: str, user: str, password: str) -> SignedIn:
    account, missing = await who_am_i(Client(root, http, clock, user, password))
    return SignedIn(account, {"user": user, "application_password": password}, missing_rights=missing)


METHODS: Final = (
    SignInMethod(
        id="consent",
        label="Allow in the blog",
        help="You are taken to your blog, sign in there if need be, agree, and come back. Needs https on both sides.",
        questions=(_ADDRESS,),
        begin=begin_with_consent,
        finish=finish_with_consent,
    ),
    SignInMethod(
        id="password",
        label="With an application password",
        help="Make one in the blog: Users, Profile, Application Passwords. It is not the password you sign in with.",
        questions=(
            _ADDRESS,
            Question(name="user", label="User name"),
            Question(
                name="application_password",
                label="Application password",
                kind="secret",
                example="abcd EFGH 1234 ijkl MNOP 6789",
            ),
        ),
        begin=begin_with_password,
    ),
)
