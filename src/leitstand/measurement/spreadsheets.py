"""The lines of what people bring as a table of figures: the first sheet of it."""

from typing import Final

from leitstand.house.workbooks import NoTable, open_book
from leitstand.kernel.sheets import Cell

__all__ = ["BYTES_MAX", "NoTable", "lines_of"]

BYTES_MAX: Final = 5_000_000


def lines_of(data: bytes) -> list[list[Cell]]:
    """Return the cells line by line; raises NoTable."""
    sheets = open_book(data, bytes_max=BYTES_MAX).sheets
    return [list(row) for row in sheets[0].cells] if sheets else []
