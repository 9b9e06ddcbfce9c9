"""A table somebody brought: the cells of one sheet, which of them are joined, and which formulas have no result. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

Cell = str | int | float | bool | date | None
"""What a cell holds; a time of day comes with its date (datetime), one without as text."""


@dataclass(frozen=True, slots=True)
class Area:
    """Cells joined to one: rows and columns from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. `unsolved` are formulas whose result the file does not hold, by row and column."""

    name: str
    cells: Sequence[Sequence[Cell]]
    joined: Sequence[Area] = ()
    unsolved: frozenset[tuple[int, int]] = field(default_factory=frozenset)

    def at(self, row: int, column: int) -> Cell:
        """Return a cell; None outside of the table."""
        if not 0 <= row < len(self.cells) or not 0 <= column < len(self.cells[row]):
            return None
        return self.cells[row][column]

    @property
    def width(self) -> int:
        """How many columns there are."""
        return max((len(row) for row in self.cells), default=0)


@dataclass(frozen=True, slots=True)
class Book:
    """A whole file. `notes` are codes of what was left aside: macros, links."""

    sheets: Sequence[Sheet]
    notes: frozenset[str] = field(default_factory=frozenset)


def text_of(cell: Cell) -> str:
    """Return what a cell says, as one line without space around it; whole numbers without a point."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "1" if cell else "0"
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return " ".join(str(cell).split())


def column_name(column: int) -> str:
    """Return A for 0, Z for 25, AA for 26."""
    name = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def place(row: int, column: int) -> str:
    """Return a cell's name as its owner knows it: C14."""
    return f"{column_name(column)}{row + 1}"


def spread(sheet: Sheet) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return, for every cell of a joined area but the first, where its content stands; cells outside the table are left out."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    height, width = len(sheet.cells), sheet.width
    for area in sheet.joined:
        for row in range(area.top, min(area.bottom + 1, height)):
            for column in range(area.left, min(area.right + 1, width)):
                if (row, column) != (area.top, area.left):
                    found[row, column] = (area.top, area.left)
    return found
