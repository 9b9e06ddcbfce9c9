"""Read where an audience is from the report of whoever asked it: percent by network. Pure."""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from leitstand.channels.core.platforms import platforms
from leitstand.kernel.sheets import Cell
from leitstand.measurement.core.table import said_in

NETWORK: Final = ("network", "netzwerk", "platform", "plattform", "channel", "kanal", "source", "quelle")
SHARE: Final = ("share", "anteil", "percent", "prozent", "%", "audience", "publikum", "reach", "reichweite")
_SHARE: Final = re.compile(r"(\d{1,3})(?:[.,](\d{1,4}))?\s*%?")


def read_audience(lines: Sequence[Sequence[Cell]]) -> dict[str, Decimal]:
    """Return percent by our id of the network, the largest first; lines of what we do not know as a network are left out."""
    for place, line in enumerate(lines):
        names = [said_in(cell) for cell in line]
        network = next((at for at, name in enumerate(names) if name in NETWORK), None)
        share = next((at for at, name in enumerate(names) if name in SHARE and at != network), None)
        if network is not None and share is not None:
            return _read(lines[place + 1 :], network, share)
    return {}


def _read(lines: Sequence[Sequence[Cell]], network: int, share: int) -> dict[str, Decimal]:
    known = {name.casefold(): one.id for one in platforms() for name in (one.id, one.name)}
    found: dict[str, Decimal] = {}
    for line in lines:
        if len(line) <= max(network, share):
            continue
        slug, percent = known.get(said_in(line[network]).casefold()), _percent(line[share])
        if slug is not None and percent is not None:
            found[slug] = percent
    return dict(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _percent(cell: Cell) -> Decimal | None:
    """Read a share. A workbook keeps 35 % as 0.35; a number up to 1 is such a part."""
    if isinstance(cell, float) and 0 <= cell <= 1:
        return (Decimal(str(cell)) * 100).quantize(Decimal("0.1"))
    read = _SHARE.fullmatch(said_in(cell))
    value = Decimal(f"{read[1]}.{read[2] or 0}") if read and read[0].isascii() else None
    return value if value is not None and value <= 100 else None
