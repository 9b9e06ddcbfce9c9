"""The credit of a work as its licence wants it: title, author, source, licence, changes. Pure."""

from collections.abc import Mapping
from typing import Final

# Creative Commons: value of licence.type → the name and the path of its deed.
_COMMONS: Final[Mapping[str, tuple[str, str]]] = {
    "cc_by": ("CC BY", "by"),
    "cc_by_sa": ("CC BY-SA", "by-sa"),
    "cc_by_nd": ("CC BY-ND", "by-nd"),
    "cc_by_nc": ("CC BY-NC", "by-nc"),
    "cc_by_nc_sa": ("CC BY-NC-SA", "by-nc-sa"),
    "cc_by_nc_nd": ("CC BY-NC-ND", "by-nc-nd"),
}
_CHANGES: Final[Mapping[str, str]] = {
    "crop": "zugeschnitten",
    "overlay": "mit Text oder Logo",
    "filter": "Farben verändert",
    "cut": "geschnitten",
    "music": "mit Musik",
}


def credit(facts: Mapping[str, object]) -> str:
    """Return the credit line; "" where neither author nor licence ask for one."""
    kind = str(facts.get("licence.type", ""))
    author, title, source = (_said(facts, name) for name in ("record.author", "record.title", "record.source"))
    if kind not in _COMMONS:
        return f"Foto: {author}" if author else ""
    name, path = _COMMONS[kind]
    version = str(facts.get("licence.version", "4.0"))
    edits = facts.get("asset.edits") or ()
    changes = (
        ", ".join(_CHANGES[one] for one in sorted(edits) if one in _CHANGES)
        if isinstance(edits, list | frozenset)
        else ""
    )
    parts = [
        f"„{title}“" if title else "",
        author,
        source,
        f"{name} {version} (https://creativecommons.org/licenses/{path}/{version}/deed.de)",
        changes,
    ]
    return ", ".join(part for part in parts if part)


def _said(facts: Mapping[str, object], name: str) -> str:
    told = facts.get(name, "")
    return told.strip() if isinstance(told, str) else ""
