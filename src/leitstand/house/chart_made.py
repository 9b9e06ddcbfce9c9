"""Whether the script for charts is there already; asked by whoever must start fast and has no Django."""

from importlib.metadata import version
from pathlib import Path
from typing import Final

NAME: Final = "charts/vega.js"


def maker() -> str:
    """Return the version of what writes the script."""
    return version("vl-convert-python")


def mark_of(folder: Path) -> Path:
    """Return the file that tells which version wrote the script in a folder."""
    return (folder / NAME).with_suffix(".version")


def is_made(folder: Path) -> bool:
    """Whether this version's script lies in the folder."""
    mark = mark_of(folder)
    return (folder / NAME).exists() and mark.exists() and mark.read_text() == maker()
