"""Ask a website's statistics; the httpx client is handed in, and answers become our words or our errors."""

import base64
import json
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from leitstand.connector_kit.errors import Refused, SignInExpired
from leitstand.connector_kit.http import send
from leitstand.kernel.clock import Clock
from leitstand.leads.core.site_reading import (
    GA4_DIMENSIONS,
    GA4_METRICS,
    MATOMO_METHODS,
    Reading,
    Unexpected,
    of_ga4,
    of_matomo,
)

GA4_URL: Final = "https://analyticsdata.googleapis.com"
GOOGLE_TOKENS: Final = "https://oauth2.googleapis.com/token"
GA4_HOSTS: Final = ("analyticsdata.googleapis.com", "oauth2.googleapis.com")
_SCOPE: Final = "https://www.googleapis.com/auth/analytics.readonly"
_ROWS: Final = 10_000


async def read_matomo(
    http: httpx.AsyncClient, clock: Clock, *, base_url: str, site: str, token: str, day: date
) -> Reading:
    """Return one day of a Matomo site. The token goes in the body: addresses end up in logs."""
    answers = []
    for method in MATOMO_METHODS:
        told = {"module": "API", "method": method, "idSite": site, "format": "JSON", "token_auth": token}
        if method.startswith("Referrers."):
            told |= {"period": "day", "date": day.isoformat(), "filter_limit": "-1"}
        if method == "Referrers.getCampaigns":
            told |= {"filter_update_columns_when_show_all_goals": "1", "idGoal": "0"}
        request = http.build_request("POST", f"{base_url.rstrip('/')}/index.php", data=told)
        answers.append(_json(await send(http, request, clock)))
    try:
        return of_matomo(*answers, day=day)
    except Unexpected as wrong:
        raise Refused(str(wrong)) from wrong


async def read_ga4(
    http: httpx.AsyncClient, clock: Clock, *, site: str, key: Mapping[str, str], first: date, last: date
) -> Reading:
    """Return some days of a Google Analytics property, read with a service account's key."""
    token = await _google_token(http, clock, key)
    wanted = {
        "dateRanges": [{"startDate": first.isoformat(), "endDate": last.isoformat()}],
        "dimensions": [{"name": name} for name in GA4_DIMENSIONS],
        "metrics": [{"name": name} for name in GA4_METRICS],
        "limit": str(_ROWS),
    }
    address = f"{GA4_URL}/v1beta/properties/{site}:runReport"
    request = http.build_request("POST", address, json=wanted, headers={"Authorization": f"Bearer {token}"})
    try:
        return of_ga4(_json(await send(http, request, clock)))
    except Unexpected as wrong:
        raise Refused(str(wrong)) from wrong


def read_key(text: str) -> dict[str, str] | None:
    """Return what is needed of a service account's key file; None where it is none."""
    try:
        told = json.loads(text)
        found = {name: told[name] for name in ("client_email", "private_key")}
        _private(found["private_key"])
    except (ValueError, TypeError, KeyError, AttributeError):
        return None
    return found


def host_of(base_url: str) -> str:
    """Return the host of an address."""
    return urlsplit(base_url).hostname or ""


async def _google_token(http: httpx.AsyncClient, clock: Clock, key: Mapping[str, str]) -> str:
    now = clock.now()
    claims = {
        "iss": key["client_email"],
        "scope": _SCOPE,
        "aud": GOOGLE_TOKENS,
        "iat": int(now.timestamp()),
        "exp": int((now + timedelta(minutes=30)).timestamp()),
    }
    assertion = _signed(claims, key["private_key"])
    told = {"grant_type": "urn:ietf:params:oauth:grant-type:jwt-bearer", "assertion": assertion}
    try:
        answer = _json(await send(http, http.build_request("POST", GOOGLE_TOKENS, data=told), clock))
    except Refused as why:
        raise SignInExpired(why.reason) from why
    token = answer.get("access_token") if isinstance(answer, dict) else None
    if not isinstance(token, str):
        raise SignInExpired("no token")
    return token


def _signed(claims: Mapping[str, object], private_key: str) -> str:
    """Return the claims as a token signed with RS256 (RFC 7523, which Google asks of service accounts)."""
    parts = [_packed(json.dumps(one).encode()) for one in ({"alg": "RS256", "typ": "JWT"}, claims)]
    head = ".".join(parts)
    return f"{head}.{_packed(_private(private_key).sign(head.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


def _packed(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _private(text: str) -> rsa.RSAPrivateKey:
    key = load_pem_private_key(text.encode(), password=None)
    if not isinstance(key, rsa.RSAPrivateKey):
        raise TypeError("no RSA key")
    return key


def _json(answer: httpx.Response) -> object:
    try:
        told: object = answer.json()
    except ValueError as wrong:
        raise Refused("no JSON") from wrong
    return told
