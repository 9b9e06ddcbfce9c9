"""Read the header by which a player asks for a stretch of a video (RFC 9110, section 14)."""

import re
from typing import Final

_RANGE: Final = re.compile(r"^bytes=(\d*)-(\d*)$")


class NotSatisfiable(ValueError):
    """The stretch that was asked for lies outside the file."""


def stretch(header: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte that are asked for; None for the whole file, or where several are asked for."""
    asked = _RANGE.match(header.replace(" ", ""))
    if asked is None or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        count = int(last)
        if count == 0 or size == 0:
            raise NotSatisfiable(header)
        return max(0, size - count), size - 1
    begin = int(first)
    end = min(int(last), size - 1) if last else size - 1
    if begin >= size or end < begin:
        raise NotSatisfiable(header)
    return begin, end
