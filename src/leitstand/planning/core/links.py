"""Addresses that carry the campaign's name, so that the site's own statistics tell where visits come from. Pure."""

import re
import unicodedata
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

MOST: Final = 60
_GERMAN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})


def tag_of(name: str) -> str:
    """Make a word for addresses out of a name: small letters, figures and hyphens."""
    told = unicodedata.normalize("NFKD", name.lower().translate(_GERMAN)).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", told).strip("-")[:MOST].strip("-")


def tagged(url: str, *, source: str, campaign: str, paid: bool = False) -> str:
    """Return the address with source, medium and campaign; what it says of them itself is replaced, all else stays."""
    parts = urlsplit(url)
    told = [(key, value) for key, value in parse_qsl(parts.query, keep_blank_values=True) if not key.startswith("utm_")]
    told += [
        ("utm_source", source),
        ("utm_medium", "paid-social" if paid else "social"),
        ("utm_campaign", campaign),
    ]
    return urlunsplit(parts._replace(query=urlencode(told)))
