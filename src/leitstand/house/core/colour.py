"""Colours that can be read: contrast as WCAG 2.2 reckons it, and a workspace's accent mended until it passes."""

import re
from dataclasses import dataclass

WHITE = "#ffffff"
INK = "#10141b"
LIGHT_SURFACE = "#ffffff"
DARK_SURFACE = "#151920"
DEFAULT_ACCENT = "#2f5bd0"
READABLE = 4.5
"""The least contrast of text with its ground (WCAG 2.2, 1.4.3, level AA)."""

_HEX = re.compile(r"#[0-9a-f]{6}")


def tidy(colour: str) -> str | None:
    """Return `#rrggbb` in small letters, or None where the text is no such colour."""
    text = colour.strip().lower()
    if re.fullmatch(r"#[0-9a-f]{3}", text):
        text = "#" + "".join(2 * digit for digit in text[1:])
    return text if _HEX.fullmatch(text) else None


def contrast(one: str, other: str) -> float:
    """Tell the contrast of two colours, from 1 (the same) to 21 (black on white)."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def ink_on(ground: str) -> str:
    """Choose the writing, white or near black, that stands out more from this ground."""
    return WHITE if contrast(WHITE, ground) >= contrast(INK, ground) else INK


@dataclass(frozen=True, slots=True)
class Accent:
    """A workspace's colour for one scheme: as a ground, the writing on it, and as writing on the page."""

    ground: str
    on_ground: str
    text: str


def accent_for(colour: str, *, dark: bool) -> Accent:
    """Make an accent that can be read everywhere it is used, as near to the wished colour as possible."""
    wished = tidy(colour) or DEFAULT_ACCENT
    page = DARK_SURFACE if dark else LIGHT_SURFACE
    ground = _until(wished, page, least=2.2, towards=WHITE if dark else INK)
    on_ground = WHITE if contrast(WHITE, ground) >= READABLE else ink_on(ground)
    if contrast(on_ground, ground) < READABLE:
        ground = _until(ground, on_ground, least=READABLE, towards=INK if on_ground == WHITE else WHITE)
    tint = mix(ground, page, share=0.18)
    text = _until(
        _until(wished, page, least=5.2, towards=WHITE if dark else INK), tint, least=4.7, towards=WHITE if dark else INK
    )
    return Accent(ground=ground, on_ground=on_ground, text=text)


def mix(one: str, other: str, *, share: float) -> str:
    """Mix two colours, `share` of the first with the rest of the second."""
    pairs = zip(_parts(one), _parts(other), strict=True)
    return "#" + "".join(f"{round(a * share + b * (1 - share)):02x}" for a, b in pairs)


def _until(colour: str, against: str, *, least: float, towards: str) -> str:
    """Move a colour step by step towards another until it stands out enough."""
    for step in range(21):
        moved = mix(towards, colour, share=step / 20)
        if contrast(moved, against) >= least:
            return moved
    return towards


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(part / 255) for part in _parts(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
