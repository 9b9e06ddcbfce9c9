"""Sign what goes to another system by webhook, and believe only what comes signed: HMAC-SHA256 over moment and body. Pure."""

import hmac
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

# The header carries "t=<seconds since 1970>,v1=<hex>".
HEADER: Final = "X-Leitstand-Signature"
# Older calls are refused, so that nobody can play one again for long; clocks of others may be off by as much.
AGE: Final = timedelta(minutes=5)


def signed(body: bytes, *, secret: str, at: datetime) -> str:
    """Return what stands in the header."""
    seconds = int(at.timestamp())
    return f"t={seconds},v1={_mark(body, secret, seconds)}"


def is_genuine(header: str, body: bytes, *, secret: str, now: datetime) -> bool:
    """Whether a call was signed with the secret, and lately."""
    told = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    moment = told.get("t", "")
    if not secret or not moment.isascii() or not moment.isdecimal() or len(moment) > 12:
        return False
    is_near = abs(now.timestamp() - int(moment)) <= AGE.total_seconds()
    # Compared in any case, so that the time it takes tells nothing.
    return hmac.compare_digest(told.get("v1", "").encode(), _mark(body, secret, int(moment)).encode()) and is_near


def _mark(body: bytes, secret: str, seconds: int) -> str:
    return hmac.new(secret.encode(), f"{seconds}.".encode() + body, sha256).hexdigest()
