"""Secrets in links and API tokens: handed out once, kept as a hash only."""

import hashlib

from leitstand.house.models import new_token

__all__ = ["hash_of", "new_token"]


def hash_of(token: str) -> str:
    """Return what is kept of a token; the tokens are long and random, so one round of SHA-256 is enough."""
    return hashlib.sha256(token.encode()).hexdigest()
