"""An agency's brief: what it must say, whether the house is clear enough for an agency, and the sizes networks want. Pure.

The gate is the guide's (4.4): an agency only after aim, audience, plan and owner are clear inside. The rest is what an
agency must know beforehand (2.1): channels, formats, sizes, rights.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

GATE: Final = ("aim", "target_group", "content_plan", "owner")
MUST: Final = ("channels", "formats", "sizes", "rights")
MEGA: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Brief:
    """What a brief says; "" and () where it says nothing."""

    aim: str
    target_group: str
    content_plan: str
    owner: str
    channels: tuple[str, ...]
    formats: str
    sizes: str
    rights: str


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a file must be on a network, as far as it is known."""

    network: str
    name: str
    seconds_min: float | None = None
    seconds_max: float | None = None
    ratio_min: float | None = None
    ratio_max: float | None = None
    width_min: int | None = None
    height_min: int | None = None
    pixels_max: int | None = None
    bytes_max: int | None = None
    mime: str = ""
    source: str = ""
    read_on: str = ""


def missing(brief: Brief) -> tuple[str, ...]:
    """Return what is not said yet, the gate first; with nothing missing the brief may go out."""
    return tuple(name for name in (*GATE, *MUST) if not _said(getattr(brief, name)))


def size_line(bounds: Bounds) -> str:
    """Write one network's bounds in a line an agency reads in any language; "" where no bound is known."""
    parts = [
        _span(bounds.seconds_min, bounds.seconds_max, "s"),
        f"≥ {bounds.width_min} × {bounds.height_min} px" if bounds.width_min and bounds.height_min else "",
        f"≤ {bounds.pixels_max / MEGA:.0f} MP" if bounds.pixels_max else "",
        _ratio(bounds.ratio_min, bounds.ratio_max),
        f"≤ {bounds.bytes_max / MEGA:.0f} MB" if bounds.bytes_max else "",
        bounds.mime,
    ]
    told = ", ".join(part for part in parts if part)
    if not told:
        return ""
    origin = f" ({bounds.source}, {bounds.read_on})" if bounds.source else ""
    return f"{bounds.network} – {bounds.name}: {told}{origin}"


def size_lines(bounds: Iterable[Bounds]) -> str:
    """Write all bounds, a line each."""
    return "\n".join(line for one in bounds if (line := size_line(one)))


def _said(value: object) -> bool:
    return bool(value.strip() if isinstance(value, str) else value)


def _span(least: float | None, most: float | None, unit: str) -> str:
    if least and most:
        return f"{least:g}–{most:g} {unit}"
    return f"≤ {most:g} {unit}" if most else f"≥ {least:g} {unit}" if least else ""


def _ratio(least: float | None, most: float | None) -> str:
    if least is None and most is None:
        return ""
    if least == most and least is not None:
        return f"{least:g}:1"
    return " ".join(
        part
        for part in (f"≥ {least:g}:1" if least is not None else "", f"≤ {most:g}:1" if most is not None else "")
        if part
    )


def mentions_agency(texts: Iterable[str]) -> bool:
    """Whether a plan's own words speak of an agency."""
    return any(word in text.casefold() for text in texts for word in ("agentur", "agency"))
