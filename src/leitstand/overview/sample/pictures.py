"""Draw the sample's pictures: plain, bright, no rights to ask anybody for."""

import io
from typing import Final

from PIL import Image, ImageDraw

SIZE: Final = (1600, 900)
_INK, _PAPER, _TEAL, _RED, _SAND, _SKY = "#16323a", "#f3f6f5", "#1f6f78", "#c8452f", "#e6c98a", "#9cc7d8"


def draw(name: str, *, size: tuple[int, int] = SIZE) -> bytes:
    """Return one of the pictures as JPEG; raises KeyError for a name that is not there."""
    image = Image.new("RGB", SIZE, _PAPER)
    _DRAWINGS[name](ImageDraw.Draw(image))
    if size != SIZE:
        image = image.resize(size)
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=88)
    return buffer.getvalue()


def _line(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 640, 1600, 700), fill=_INK)
    for place in range(16):
        pen.ellipse((place * 104 + 10, 690, place * 104 + 70, 750), fill=_TEAL)
    for place in range(6):
        left = 120 + place * 240
        colour = _RED if place == 3 else _SAND
        pen.rounded_rectangle((left, 500, left + 150, 640), 18, fill=colour)
        pen.ellipse((left + 50, 545, left + 100, 595), fill=_PAPER)
    pen.polygon([(800, 240), (640, 640), (1140, 640)], fill="#dcebe9")
    pen.rounded_rectangle((700, 110, 1000, 250), 20, fill=_INK)
    pen.ellipse((810, 220, 890, 300), fill=_TEAL)


def _hall(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((120, 100, 1480, 800), outline=_INK, width=10)
    for row in range(4):
        for column in range(8):
            left, top = 180 + column * 160, 150 + row * 160
            ours = (row, column) == (1, 4)
            pen.rounded_rectangle((left, top, left + 120, top + 110), 10, fill=_TEAL if ours else _SKY)
    pen.rectangle((740, 780, 880, 820), fill=_PAPER)


def _curve(pen: ImageDraw.ImageDraw) -> None:
    pen.line([(160, 100), (160, 780), (1500, 780)], fill=_INK, width=8)
    shares = (3.1, 3.0, 3.2, 2.7, 2.2, 2.3, 1.7, 1.4, 1.2, 1.0, 0.9, 0.8)
    points = [(200 + week * 115, int(780 - share * 190)) for week, share in enumerate(shares)]
    pen.line(points, fill=_RED, width=12, joint="curve")
    for x, y in points:
        pen.ellipse((x - 14, y - 14, x + 14, y + 14), fill=_RED)


def _team(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 640, 1600, 900), fill=_SAND)
    pen.line([(1180, 640), (1180, 380), (1330, 240), (1460, 330)], fill=_TEAL, width=46, joint="curve")
    for place, colour in enumerate((_TEAL, _RED, _SKY, _INK)):
        left = 140 + place * 240
        pen.ellipse((left + 30, 250, left + 150, 370), fill="#d9a98b")
        pen.rounded_rectangle((left, 380, left + 180, 660), 60, fill=colour)


def _track(pen: ImageDraw.ImageDraw) -> None:
    pen.rectangle((0, 0, 1600, 420), fill=_SKY)
    pen.rectangle((0, 560, 1600, 900), fill=_INK)
    for place in range(5):
        left = 60 + place * 320
        pen.rectangle((left, 380 - place * 30, left + 210, 560), fill=(_SAND, _RED, _TEAL, _PAPER, _SAND)[place])
    pen.polygon([(1180, 60), (1380, 60), (1460, 330), (1100, 330)], fill=_INK)
    pen.ellipse((1200, 230, 1360, 390), fill=_RED)


_DRAWINGS: Final = {"track": _track, "line": _line, "hall": _hall, "curve": _curve, "team": _team}
