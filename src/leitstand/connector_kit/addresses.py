"""Make an address out of what a person typed: https everywhere, plain http only to this machine or the company's own network."""

import ipaddress

import httpx

from leitstand.connector_kit.errors import Refused

_LOCAL_ENDINGS = (".localhost", ".local", ".test", ".internal", ".lan", ".home.arpa")


def is_local(host: str) -> bool:
    """Whether a host is this machine or one that only the company's own network knows."""
    bare = host.strip("[]").lower()
    if bare == "localhost" or bare.endswith(_LOCAL_ENDINGS):
        return True
    try:
        return not ipaddress.ip_address(bare).is_global
    except ValueError:
        return False


def site_address(typed: str) -> httpx.URL:
    """Return the address without query and fragment; raises Refused where it is none, or plain http to the outside."""
    written = typed.strip()
    if "://" not in written:
        written = f"https://{written}"
    try:
        url = httpx.URL(written)
    except httpx.InvalidURL:
        raise Refused("This is not an address", code="address") from None
    if url.scheme not in ("http", "https") or not url.host or " " in url.host or url.userinfo:
        raise Refused("This is not an address", code="address")
    if "." not in url.host and not is_local(url.host):
        raise Refused("This is not an address", code="address")
    if url.scheme == "http" and not is_local(url.host):
        raise Refused("This address is not encrypted; it must begin with https", code="not_encrypted")
    return url.copy_with(query=None, fragment=None)


def document_url(return_url: str, slug: str) -> str:
    """Return where a network finds the document about this house that it wants to read before a sign-in."""
    url = httpx.URL(return_url)
    return str(url.copy_with(path=f"{url.path.rstrip('/')}/{slug}.json", query=None, fragment=None))


def stream_address(typed: str) -> str:
    """Return the address of a websocket server: wss everywhere, plain ws only to this machine or the company's own network."""
    written = typed.strip()
    for ours, theirs in (("wss://", "https://"), ("ws://", "http://")):
        written = theirs + written.removeprefix(ours) if written.startswith(ours) else written
    url = site_address(written)
    return str(url.copy_with(scheme="wss" if url.scheme == "https" else "ws")).rstrip("/")
