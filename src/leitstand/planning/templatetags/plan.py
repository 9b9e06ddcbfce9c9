"""The items of month and week: a dense screen shows hundreds, so they are drawn by one call each instead of a template."""

from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from leitstand.house.templatetags.kit import icon
from leitstand.planning.views.drawing import Entry

register = template.Library()

NOTHING = mark_safe("")


@register.simple_tag
def plan_item(entry: Entry) -> SafeString:
    """Draw an item: its state, its time, its channels, its first words and a warning; the same markup as the kit's."""
    return format_html(
        '<a class="item" id="item-{}" href="{}" data-tone="{}" data-state="{}" data-drawer{}><span class="item-state">{}</span>'
        '<span class="item-time">{}</span>{}<span class="item-words">{}</span>{}</a>',
        entry.id,
        entry.url,
        entry.tone,
        entry.state,
        _carried(entry),
        entry.sign,
        entry.time,
        _channels(tuple(entry.marks), entry.more_channels),
        entry.words,
        _warning(entry.warning),
    )


def _carried(entry: Entry) -> SafeString:
    if not entry.move_url:
        return NOTHING
    return format_html(
        ' data-drag data-drag-id="{}" data-move-url="{}" data-drag-label="{}"{}',
        entry.id,
        entry.move_url,
        entry.label,
        mark_safe(" data-drag-channels") if entry.channels else NOTHING,
    )


# A screen repeats few of these hundreds of times.
@lru_cache(256)
def _channels(marks: tuple[SafeString, ...], further: int) -> SafeString:
    if not marks:
        return NOTHING
    more = format_html('<span class="muted">+{}</span>', further) if further else NOTHING
    return format_html(
        '<span class="channels">{}{}</span>', format_html_join("", "{}", ((mark,) for mark in marks)), more
    )


@lru_cache(256)
def _warning(words: str) -> SafeString:
    if not words:
        return NOTHING
    sign = icon("exclamation-triangle", size=12, title=words)
    return format_html('<span class="item-warning" title="{}">{}</span>', words, sign)
