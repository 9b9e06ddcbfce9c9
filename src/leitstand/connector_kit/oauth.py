"""The authorization code flow as most networks speak it: send the person away, take the code, renew the token.

What is standard (addresses, challenges) is Authlib's; here stands what a network's answers mean to this house.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

import httpx
from authlib.common.security import generate_token
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri
from authlib.oauth2.rfc7636 import create_s256_code_challenge

from leitstand.connector_kit import wild
from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.http import exchange, raise_for
from leitstand.connector_kit.manifest import Question, Redirect
from leitstand.kernel.clock import Clock

_VERIFIER_LENGTH: Final = 64
_NOT_ALLOWED: Final = "The sign-in was not allowed on the network"
_FOREIGN: Final = "This answer does not belong to this sign-in; begin again"
_UNKNOWN_APP: Final = "The network does not know this app; check its id and its secret"
_NOTHING_GIVEN: Final = "The network gave no token"
_OVER: Final = "The sign-in has ended"

# Sentences of the kit itself, for whoever translates them.
SENTENCES: Final = (_NOT_ALLOWED, _FOREIGN, _UNKNOWN_APP, _NOTHING_GIVEN, _OVER)


def app_questions(id_label: str, secret_label: str) -> tuple[Question, Question]:
    """Return the two questions about the company's own app, asked once; named `client_id` and `client_secret`."""
    return (
        Question(name="client_id", label=id_label, once=True),
        Question(name="client_secret", label=secret_label, kind="secret", once=True),
    )


@dataclass(frozen=True, slots=True)
class Grant:
    """What the token address gave: `scope` as the network wrote it ("" tells nothing), `told` the whole answer."""

    access_token: str = field(repr=False)
    refresh_token: str = field(repr=False, default="")
    expires_at: datetime | None = None
    refresh_expires_at: datetime | None = None
    scope: str = ""
    told: wild.Wild = field(repr=False, default_factory=dict)


@dataclass(frozen=True, slots=True)
class CodeFlow:
    """One network's flow. `basic` sends id and secret as HTTP Basic instead of in the form, `id_name` is what it calls the id.

    `also_asked` is added to the address the person is sent to.
    """

    authorize_url: str
    token_url: str
    scopes: tuple[str, ...]
    separator: str = " "
    pkce: bool = True
    basic: bool = False
    id_name: str = "client_id"
    also_asked: Mapping[str, str] = field(default_factory=dict)

    def begin(self, *, answers: Mapping[str, str], return_url: str, state: str) -> Redirect:
        """Return where the person must go; `answers` hold client_id and client_secret of the app."""
        client_id, client_secret = answers.get("client_id", "").strip(), answers.get("client_secret", "").strip()
        asked = {**self.also_asked, "scope": self.separator.join(self.scopes)}
        remember = {"client_id": client_id, "client_secret": client_secret, "state": state}
        if self.pkce:
            remember["code_verifier"] = generate_token(_VERIFIER_LENGTH)
            asked["code_challenge"] = create_s256_code_challenge(remember["code_verifier"])
            asked["code_challenge_method"] = "S256"
        if self.id_name != "client_id":
            asked[self.id_name] = client_id
        url = prepare_grant_uri(self.authorize_url, client_id, "code", redirect_uri=return_url, state=state, **asked)
        return Redirect(url=str(url), state=state, remember=remember)

    async def finish(
        self,
        http: httpx.AsyncClient,
        clock: Clock,
        *,
        remember: Mapping[str, str],
        returned: Mapping[str, str],
        return_url: str,
    ) -> Grant:
        """Change the code that came back for a token; raises Refused where the person or the network said no."""
        if returned.get("state") != remember["state"]:
            raise Refused(_FOREIGN, code="state")
        if returned.get("error") or not returned.get("code"):
            raise Refused(_NOT_ALLOWED, code=returned.get("error", "no_code"))
        form = {"grant_type": "authorization_code", "code": returned["code"], "redirect_uri": return_url}
        if "code_verifier" in remember:
            form["code_verifier"] = remember["code_verifier"]
        return await self._ask(http, clock, form, remember)

    async def refresh(self, http: httpx.AsyncClient, clock: Clock, *, credentials: Mapping[str, str]) -> Grant:
        """Renew by `refresh_token`; a network that does not rotate it leaves it out, and the old one is kept.

        Raises SignInExpired where a person must sign in again.
        """
        old = credentials.get("refresh_token", "")
        if not old:
            raise SignInExpired(_OVER)
        try:
            grant = await self._ask(http, clock, {"grant_type": "refresh_token", "refresh_token": old}, credentials)
        except Refused as error:
            raise SignInExpired(_OVER, status=error.status) from None
        return grant if grant.refresh_token else _with_refresh(grant, old)

    async def _ask(self, http: httpx.AsyncClient, clock: Clock, form: dict[str, str], app: Mapping[str, str]) -> Grant:
        headers = {"Accept": "application/json"}
        client_id, client_secret = app.get("client_id", ""), app.get("client_secret", "")
        if self.basic:
            request = http.build_request("POST", self.token_url, data=form, headers=headers)
            request.headers["authorization"] = httpx.BasicAuth(client_id, client_secret)._auth_header  # noqa: SLF001
        else:
            form = {**form, self.id_name: client_id, "client_secret": client_secret}
            request = http.build_request("POST", self.token_url, data=form, headers=headers)
        answer = await exchange(http, request)
        told = _json(answer)
        # Networks answer 400 or 401, and some of them 200, with the word of the standard for what is wrong.
        wrong = wild.text(told, "error") or wild.text(wild.record(told.get("error")), "type")
        if wrong in ("invalid_client", "unauthorized_client"):
            raise Refused(_UNKNOWN_APP, code=wrong, status=answer.status_code)
        if wrong or answer.status_code in (400, 401, 403):
            raise Refused(_NOT_ALLOWED, code=wrong, status=answer.status_code)
        raise_for(answer, clock)
        return grant_of(told, clock.now())


def grant_of(told: wild.Wild, now: datetime) -> Grant:
    """Read a token answer; raises Refused where it holds no token."""
    token = wild.text(told, "access_token")
    if not token:
        raise Refused(_NOTHING_GIVEN, code="no_token")
    lasts, refresh_lasts = wild.number(told, "expires_in"), wild.number(told, "refresh_token_expires_in")
    return Grant(
        access_token=token,
        refresh_token=wild.text(told, "refresh_token"),
        expires_at=now + timedelta(seconds=lasts) if lasts else None,
        refresh_expires_at=now + timedelta(seconds=refresh_lasts) if refresh_lasts else None,
        scope=wild.text(told, "scope"),
        told=told,
    )


def missing(wanted: Mapping[str, str], granted: str) -> tuple[str, ...]:
    """Return in words which of the wanted rights (scope: what it is for) were not given; an empty grant tells nothing."""
    given = set(granted.replace(",", " ").split())
    return tuple(words for scope, words in wanted.items() if given and scope not in given)


def _with_refresh(grant: Grant, token: str) -> Grant:
    return Grant(grant.access_token, token, grant.expires_at, grant.refresh_expires_at, grant.scope, grant.told)


def _json(answer: httpx.Response) -> wild.Wild:
    try:
        return wild.record(answer.json())
    except ValueError:
        return {}
