"""A made-up network without HTTP: it sends people away, renews its sign-in, and fails when it is told to."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import ClassVar

import httpx

from leitstand.connector_kit.contract import Connector, Setting
from leitstand.connector_kit.errors import NetworkError, Refused
from leitstand.connector_kit.manifest import Account, Choice, Question, Redirect, SignedIn, SignInMethod
from leitstand.connectors.rehearsal import MANIFEST as REHEARSAL
from leitstand.kernel.clock import Clock

ACCOUNT = Account(
    "77", "@pruefwerk", "Prüfwerk", "https://elsewhere.example/pruefwerk", base_url="https://elsewhere.example"
)


class Elsewhere:
    """What the network does at the moment; tests set it."""

    fails_with: ClassVar[NetworkError | None] = None
    renewals: ClassVar[int] = 0
    expires_at: ClassVar[datetime | None] = None
    missing_rights: ClassVar[tuple[str, ...]] = ()
    asked_to_call: ClassVar[int] = 0
    will_not_call: ClassVar[bool] = False

    @classmethod
    def reset(cls) -> None:
        cls.fails_with, cls.renewals, cls.expires_at, cls.missing_rights = None, 0, None, ()
        cls.asked_to_call, cls.will_not_call = 0, False


def _signed(token: str) -> SignedIn:
    return SignedIn(ACCOUNT, {"token": token}, expires_at=Elsewhere.expires_at, missing_rights=Elsewhere.missing_rights)


def _fail() -> None:
    if Elsewhere.fails_with is not None:
        raise Elsewhere.fails_with


async def begin(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn | Redirect:
    _fail()
    return Redirect(
        f"https://elsewhere.example/agree?state={state}&back={return_url}", state, {"verifier": "secret-verifier"}
    )


async def finish(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> SignedIn:
    _fail()
    assert remember == {"verifier": "secret-verifier"}
    return _signed(f"token-for-{returned['code']}")


async def begin_by_hand(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn:
    _fail()
    return _signed(answers["token"])


async def refresh(
    http: httpx.AsyncClient, clock: Clock, *, account: Account, credentials: Mapping[str, str]
) -> SignedIn:
    _fail()
    Elsewhere.renewals += 1
    fresh = _signed(f"{credentials['token']}+")
    return replace(fresh, expires_at=clock.now() + timedelta(hours=2))


PAGES = tuple(replace(ACCOUNT, id=str(number), handle=f"@werk{number}", name=f"Werk {number}") for number in (1, 2, 3))


async def begin_with_app(
    http: httpx.AsyncClient, clock: Clock, *, answers: Mapping[str, str], return_url: str, state: str
) -> SignedIn | Redirect:
    _fail()
    app = {"client_id": answers["client_id"], "client_secret": answers["client_secret"]}
    return Redirect(f"https://elsewhere.example/agree?client_id={app['client_id']}&state={state}", state, app)


async def finish_with_pages(
    http: httpx.AsyncClient,
    clock: Clock,
    *,
    remember: Mapping[str, str],
    returned: Mapping[str, str],
    return_url: str,
) -> Choice:
    _fail()
    token = f"{remember['client_secret']}/{returned['code']}"
    found = PAGES[: int(returned.get("pages", "3"))]
    return Choice(tuple(SignedIn(page, {"token": f"{token}/{page.id}"}, Elsewhere.expires_at) for page in found))


_SERVER = Question("server", "Server", kind="url", example="elsewhere.example")
MANIFEST = replace(
    REHEARSAL,
    slug="elsewhere",
    name="Elsewhere",
    is_in_house=False,
    client_document=lambda return_url: {"client_name": "Leitstand", "redirect_uris": [return_url]},
    sign_in=(
        SignInMethod("agree", "Agree there", "You are taken there.", (_SERVER,), begin, finish, refresh),
        SignInMethod("token", "With a token", "", (_SERVER, Question("token", "Token", kind="secret")), begin_by_hand),
        SignInMethod(
            "app",
            "With the company's own app",
            "",
            (
                Question("client_id", "App id", once=True),
                Question("client_secret", "App secret", kind="secret", once=True),
            ),
            begin_with_app,
            finish_with_pages,
        ),
    ),
)


class Looking:
    """The abilities the tests of this room need."""

    def __init__(self, account: Account) -> None:
        self.account = account

    async def look(self) -> Account:
        _fail()
        return replace(self.account, facts={"limits": {"text_max": 300}})

    async def listen(self) -> None:
        Elsewhere.asked_to_call += 1
        if Elsewhere.will_not_call:
            raise Refused("the right was not given")


def connect(setting: Setting) -> Connector:
    looking = Looking(setting.account)
    return Connector(MANIFEST, setting.account, looking.look, listen=looking.listen)
