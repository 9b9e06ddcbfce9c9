"""Keep credentials encrypted at rest: Fernet with rotation, keys in the data folder."""

import json
from collections.abc import Mapping

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class Unreadable(RuntimeError):
    """The credentials were encrypted with a key that is not there any more: somebody must sign in again."""


def _box() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.CREDENTIAL_KEYS])


def seal(credentials: Mapping[str, str]) -> bytes:
    """Return credentials encrypted with the newest key."""
    return _box().encrypt(json.dumps(dict(credentials)).encode())


def unseal(sealed: bytes | memoryview) -> dict[str, str]:
    """Return what `seal` hid; raises Unreadable where the key is gone."""
    try:
        read: dict[str, str] = json.loads(_box().decrypt(bytes(sealed)))
    except InvalidToken:
        raise Unreadable from None
    return read


def reseal(sealed: bytes | memoryview) -> bytes:
    """Return the same secret under the newest key, for rotation; raises Unreadable where the key is gone."""
    try:
        return _box().rotate(bytes(sealed))
    except InvalidToken:
        raise Unreadable from None
