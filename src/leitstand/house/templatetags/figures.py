"""Figures and what comes of them: how far, how much, which course, what changed. Loaded on every page."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.utils.formats import localize
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from leitstand.house.core.differences import differences as find_differences

register = template.Library()


@register.simple_tag
def progress(value: int | None, most: int = 100, label: str = "", tone_name: str = "") -> SafeString:
    """Show how far long work has come; no value while nobody knows."""
    amount = "" if value is None else format_html(' value="{}"', value)
    share = "" if value is None or not most else gettext("%(percent)s %%") % {"percent": round(100 * value / most)}
    return format_html(
        '<div class="progress"><div class="progress-head"><span>{}</span><span>{}</span></div>'
        '<progress max="{}"{} aria-label="{}"{}></progress></div>',
        label,
        share,
        most,
        amount,
        label or gettext("Progress"),
        format_html(' data-tone="{}"', tone_name) if tone_name else "",
    )


@register.inclusion_tag("house/kit/_kpi.html")
def kpi(label: str, value: object = None, **more: Any) -> dict[str, Any]:
    """Show a figure with what makes it trustworthy: unit, change, origin, `as_of`, confidence; `reason` where it is missing."""
    delta = more.get("delta")
    direction = "flat" if not delta else "up" if str(localize(delta)).lstrip()[:1] not in "-−" else "down"
    good = more.get("good", "up")
    verdict = "" if direction == "flat" or not good else "green" if direction == good else "red"
    return {
        **more,
        "label": label,
        "value": value,
        "direction": direction,
        "delta_tone": verdict,
        "points": sparkline(more["points"]) if more.get("points") else "",
    }


@register.simple_tag
def sparkline(values: Sequence[float | None], label: str = "") -> SafeString:
    """Draw a small course of a figure; gaps stay gaps."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return mark_safe("")
    low, high = min(known), max(known)
    span = (high - low) or 1
    step = 100 / (len(values) - 1)
    runs: list[list[tuple[float, float]]] = [[]]
    for index, value in enumerate(values):
        if value is None:
            runs.append([])
            continue
        runs[-1].append((round(index * step, 2), round(30 - 26 * (value - low) / span, 2)))
    lines = format_html_join("", '<polyline points="{}"/>', ((_points(run),) for run in runs if len(run) > 1))
    areas = format_html_join(
        "",
        '<polyline class="area" points="{},32 {} {},32"/>',
        ((run[0][0], _points(run), run[-1][0]) for run in runs if len(run) > 1),
    )
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html(
        '<svg class="sparkline" viewBox="0 0 100 32" preserveAspectRatio="none" {}>{}{}</svg>', hidden, areas, lines
    )


@register.simple_tag
def diff(before: str, after: str) -> SafeString:
    """Show what changed between two texts, word by word, for eyes and ears."""
    parts = {"same": "{}", "added": "<ins>{}</ins>", "removed": "<del>{}</del>"}
    pieces = [format_html(parts[piece.kind], piece.text) for piece in find_differences(before, after)]
    return format_html('<div class="diff">{}</div>', mark_safe("".join(pieces)))  # noqa: S308 - every piece is escaped above


def _points(run: Sequence[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in run)
