"""The script that draws charts in the browser, written once by vl-convert: no download, no build."""

from pathlib import Path

import vl_convert
from django.conf import settings

from leitstand.house.chart_made import NAME, is_made, maker, mark_of


def write_bundle() -> Path:
    """Write the bundle of Vega, Vega-Lite and Vega-Embed for this version of vl-convert; a second call is nothing."""
    folder = Path(settings.MADE_FOLDER)
    target = folder / NAME
    if not is_made(folder):
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(vl_convert.javascript_bundle("export { vegaEmbed };"), encoding="utf-8")
        mark_of(folder).write_text(maker())
    return target
