"""From a page's data to paper: charts as SVG from the same specification as on the screen, documents as tagged PDF by Typst.

What people typed reaches Typst as data, never as markup: the template reads it from `sys.inputs` and sets it as text.
"""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

import regex
import typst
import vl_convert

from leitstand.house.charts import Spec

FONT: Final = "Libertinus Serif"
"""Comes with Typst; what it has no letters for is taken from the fonts of the machine."""
_LOCALES: Final[Mapping[str, Literal["de-DE", "en-GB"]]] = {"de": "de-DE", "en": "en-GB"}
_LONG: Final = re.compile(r"\S{41,}")
_STEP: Final = 12
# What no document may hold: control characters but tab and line break, and halves of pairs.
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def as_svg(spec: Spec, *, width: int, language: str, font: str = FONT) -> str:
    """Draw a chart for paper. Nothing is fetched for it."""
    config = {"font": font, "axis": {"labelFontSize": 11, "titleFontSize": 11}, "legend": {"labelFontSize": 11}}
    locale = _LOCALES.get(language, "en-GB")
    drawn: str = vl_convert.vegalite_to_svg(
        {**spec, "width": width},
        config=config,
        allowed_base_urls=[],
        format_locale=locale,
        time_format_locale=locale,
    )
    return drawn


def as_pdf(template: Path, data: Mapping[str, object], pictures: Mapping[str, str] | None = None) -> bytes:
    """Set a document as tagged PDF (PDF/UA-1; without its seal where a letter is in no font of this machine)."""
    try:
        return _set(template, data, pictures, ["ua-1"])
    except typst.TypstError:
        return _set(template, data, pictures, [])


def as_pictures(
    template: Path, data: Mapping[str, object], pictures: Mapping[str, str] | None = None, *, ppi: float = 80
) -> list[bytes]:
    """Set the same document as PNG, one picture for each page."""
    made = typst.compile(template, format="png", ppi=ppi, sys_inputs=_inputs(data, pictures))
    return [made] if isinstance(made, bytes) else [one for one in made or [] if isinstance(one, bytes)]


def _set(
    template: Path,
    data: Mapping[str, object],
    pictures: Mapping[str, str] | None,
    standards: list[Literal["ua-1"]],
) -> bytes:
    return typst.compile(template, format="pdf", sys_inputs=_inputs(data, pictures), pdf_standards=[*standards])


def _inputs(data: Mapping[str, object], pictures: Mapping[str, str] | None) -> dict[str, str]:
    return {"data": json.dumps(_tame(data), ensure_ascii=False), **(pictures or {})}


def _tame(value: object) -> object:
    """Return data as a document bears it: no control characters, and no word so long that it runs off the page."""
    if isinstance(value, str):
        return breakable(value)
    if isinstance(value, Mapping):
        return {name: _tame(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_tame(one) for one in value]
    return value


def breakable(text: str) -> str:
    """Let very long words break: after every dozen of signs a line may end (zero-width space)."""
    clean = _FORBIDDEN.sub("", text)
    return _LONG.sub(lambda found: "\u200b".join(_pieces(found.group())), clean)


def _pieces(word: str) -> list[str]:
    signs = regex.findall(r"\X", word)  # what is seen as one sign stays one
    return ["".join(signs[start : start + _STEP]) for start in range(0, len(signs), _STEP)]
