"""Cells that a spreadsheet shows and never runs."""

from typing import Final

_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def harmless(text: str) -> str:
    """Return a cell's text so that no spreadsheet takes it for a formula: a dangerous start gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(_STARTS) else text
