"""Charts as Vega-Lite specifications: one definition for the screen and for paper."""

from collections.abc import Mapping, Sequence
from typing import Final

Spec = dict[str, object]

SCHEMA: Final = "https://vega.github.io/schema/vega-lite/v6.json"  # a name that Vega-Lite knows, never fetched
# A moment on an axis: the hour, and with the first one of a day the day itself. Vega's own default counts twelve hours.
MOMENT: Final = (
    "hours(datum.value) == 0 ? timeFormat(datum.value, '%a %e. %b')"
    " : hours(datum.value) < 6 ? [timeFormat(datum.value, '%H:%M'), timeFormat(datum.value, '%a %e. %b')]"
    " : timeFormat(datum.value, '%H:%M')"
)
DAY: Final = "utcFormat(toDate(datum.value), '%x')"
# Okabe and Ito's colours, which colour-blind people tell apart, in an order that begins with the calm ones.
COLOURS: Final = ("#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#000000")


def _base(height: int) -> Spec:
    return {
        "$schema": SCHEMA,
        "width": "container",
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "config": {
            "background": "transparent",
            "view": {"stroke": None},
            "range": {"category": list(COLOURS)},
            "axis": {"grid": True, "domain": False, "ticks": False, "labelPadding": 6, "titleFontWeight": "normal"},
        },
    }


def weeks(rows: Sequence[Spec], *, title: str, week_title: str, colours: Mapping[str, str] | None = None) -> Spec:
    """Stacked bars by week (or day). `rows` have week (ISO day), channel (what is told apart), value; `colours` by channel."""
    scale = {"scale": {"domain": list(colours), "range": list(colours.values())}} if colours else {}
    return {
        **_base(220),
        "data": {"values": list(rows)},
        "mark": {"type": "bar", "cornerRadiusEnd": 2},
        "encoding": {
            "x": {
                "field": "week",
                "type": "ordinal",
                "title": week_title,
                "axis": {"labelAngle": 0, "grid": False, "labelOverlap": True, "labelExpr": DAY},
            },
            "y": {"field": "value", "type": "quantitative", "title": title, "axis": {"tickCount": 4}},
            "color": {"field": "channel", "type": "nominal", "title": None, "legend": {"orient": "bottom"}, **scale},
            "tooltip": [
                {"field": "week", "type": "nominal", "title": week_title},
                {"field": "channel", "type": "nominal", "title": " "},
                {"field": "value", "type": "quantitative", "title": title},
            ],
        },
    }


def course(rows: Sequence[Spec], *, title: str, time_title: str) -> Spec:
    """Lines over time, one for each metric. `rows` have at (ISO moment), metric, value."""
    return {
        **_base(240),
        "data": {"values": list(rows)},
        "mark": {"type": "line", "point": {"filled": True, "size": 30}, "interpolate": "monotone"},
        "encoding": {
            "x": {
                "field": "at",
                "type": "temporal",
                "title": time_title,
                "axis": {"grid": False, "labelOverlap": True, "labelExpr": MOMENT},
            },
            "y": {"field": "value", "type": "quantitative", "title": title, "axis": {"tickCount": 4}},
            "color": {"field": "metric", "type": "nominal", "title": None, "legend": {"orient": "bottom"}},
            "tooltip": [
                {"field": "at", "type": "temporal", "title": time_title, "format": "%c"},
                {"field": "metric", "type": "nominal", "title": " "},
                {"field": "value", "type": "quantitative", "title": title},
            ],
        },
    }


def heat(
    rows: Sequence[Spec], *, days: Sequence[str], hours: Sequence[str], title: str, day_title: str, hour_title: str
) -> Spec:
    """Fields of a week, the lighter the more. `rows` have day, hour, value (100 is usual) and posts."""
    return {
        **_base(260),
        "data": {"values": list(rows)},
        "mark": {"type": "rect", "cornerRadius": 2},
        "encoding": {
            "x": {
                "field": "hour",
                "type": "ordinal",
                "sort": list(hours),
                "scale": {"domain": list(hours)},
                "title": hour_title,
                "axis": {"labelAngle": 0, "grid": False, "labelOverlap": True},
            },
            "y": {
                "field": "day",
                "type": "ordinal",
                "sort": list(days),
                "scale": {"domain": list(days)},
                "title": None,
                "axis": {"grid": False},
            },
            "color": {
                "field": "value",
                "type": "quantitative",
                "title": title,
                "scale": {"scheme": "cividis"},
                "legend": {"orient": "bottom", "gradientLength": 160},
            },
            "tooltip": [
                {"field": "day", "type": "nominal", "title": day_title},
                {"field": "hour", "type": "nominal", "title": hour_title},
                {"field": "value", "type": "quantitative", "title": title},
                {"field": "posts", "type": "quantitative", "title": "n"},
            ],
        },
    }


def bars(
    rows: Sequence[Spec], *, names: Sequence[str], title: str, name_title: str, is_wide_range: bool = False
) -> Spec:
    """Lying bars in the order of `names`. `rows` have name, value; `is_wide_range` keeps small ones beside large visible."""
    scale = {"scale": {"type": "symlog"}} if is_wide_range else {}
    axis = {"grid": True, "tickCount": 5, "labelOverlap": True}
    return {
        **_base(40 + 32 * len(names)),
        "data": {"values": list(rows)},
        "encoding": {
            "y": {"field": "name", "type": "ordinal", "sort": list(names), "title": None, "axis": {"grid": False}},
            "x": {"field": "value", "type": "quantitative", "title": title, "axis": axis, **scale},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": name_title},
                {"field": "value", "type": "quantitative", "title": title},
            ],
        },
        "mark": {"type": "bar", "cornerRadiusEnd": 2, "height": {"band": 0.7}, "color": COLOURS[0]},
    }


def swings(rows: Sequence[Spec], *, names: Sequence[str], base: float, title: str, name_title: str) -> Spec:
    """A tornado: how far each input moves a result to both sides of `base`. `rows` have name, side, value; widest first in `names`."""
    return {
        **_base(60 + 32 * len(names)),
        "data": {"values": [{**row, "base": base} for row in rows]},
        "mark": {"type": "bar", "height": {"band": 0.7}},
        "encoding": {
            "y": {"field": "name", "type": "ordinal", "sort": list(names), "title": None, "axis": {"grid": False}},
            "x": {
                "field": "base",
                "type": "quantitative",
                "title": title,
                "axis": {"tickCount": 5},
                "scale": {"zero": False},
            },
            "x2": {"field": "value"},
            "color": {"field": "side", "type": "nominal", "title": None, "legend": {"orient": "bottom"}},
            "tooltip": [
                {"field": "name", "type": "nominal", "title": name_title},
                {"field": "side", "type": "nominal", "title": " "},
                {"field": "value", "type": "quantitative", "title": title},
            ],
        },
    }


def beside(
    rows: Sequence[Spec], *, colours: Mapping[str, str], title: str, place_title: str, bars: bool = False
) -> Spec:
    """Two series held against each other: lines over numbered places, or lying bars by name.

    `rows` have place (a number, or a name), series, value; `colours` by series, in their order.
    """
    series = list(colours)
    scale = {"scale": {"domain": series, "range": list(colours.values())}, "sort": series}
    number = {"field": "value", "type": "quantitative", "title": title, "axis": {"tickCount": 4}}
    names = list(dict.fromkeys(row["place"] for row in rows))
    place = {
        "field": "place",
        "type": "ordinal",
        "title": None if bars else place_title,
        "sort": names,
        "axis": {"labelAngle": 0, "grid": False, "labelLimit": 220},
    }
    tooltip = [
        {"field": "place", "type": "nominal", "title": place_title},
        {"field": "series", "type": "nominal", "title": " "},
        {"field": "value", "type": "quantitative", "title": title},
    ]
    colour = {"field": "series", "type": "nominal", "title": None, "legend": {"orient": "bottom"}, **scale}
    if bars:
        mark: Spec = {"type": "bar", "cornerRadiusEnd": 2}
        axes: Spec = {"y": place, "x": number, "yOffset": {"field": "series", "sort": series}}
    else:
        mark = {"type": "line", "point": {"filled": True, "size": 40}, "strokeWidth": 2.5}
        axes = {"x": place, "y": number}
    return {
        **_base(60 + 56 * len(names) if bars else 220),
        "data": {"values": list(rows)},
        "mark": mark,
        "encoding": {**axes, "color": colour, "tooltip": tooltip},
    }
