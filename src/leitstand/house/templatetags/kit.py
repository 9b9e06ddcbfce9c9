"""The parts screens are made of, as template tags; /house/kit shows each of them with its code."""

from functools import lru_cache
from hashlib import blake2s
from typing import Any

from django import template
from django.forms import BaseForm, BoundField
from django.http import HttpRequest
from django.template.context import Context
from django.utils.functional import Promise
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, pgettext, pgettext_lazy
from heroicons import IconDoesNotExist
from heroicons.templatetags.heroicons import heroicon_micro, heroicon_mini, heroicon_outline

from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house.core.colour import DEFAULT_ACCENT, ink_on, tidy
from leitstand.house.core.statuses import look_of
from leitstand.house.told import told

register = template.Library()

STATUS_WORDS: dict[str, str | Promise] = {
    "idea": pgettext_lazy("status", "Idea"),
    "planned": pgettext_lazy("status", "Planned"),
    "draft": pgettext_lazy("status", "Draft"),
    "written": pgettext_lazy("status", "Written"),
    "checked": pgettext_lazy("status", "Checked"),
    "review": pgettext_lazy("status", "Waiting for approval"),
    "in_review": pgettext_lazy("status", "In review"),
    "changes_wanted": pgettext_lazy("status", "Changes wanted"),
    "approved": pgettext_lazy("status", "Approved"),
    "scheduled": pgettext_lazy("status", "Scheduled"),
    "published": pgettext_lazy("status", "Published"),
    "measured": pgettext_lazy("status", "Measured"),
    "archived": pgettext_lazy("status", "Archived"),
    "claimed": pgettext_lazy("status", "About to be sent"),
    "sending": pgettext_lazy("status", "Being sent"),
    "waiting": pgettext_lazy("status", "Waiting"),
    "unknown": pgettext_lazy("status", "Unclear"),
    "refused": pgettext_lazy("status", "Refused"),
    "handed_over": pgettext_lazy("status", "Handed over"),
    "withdrawn": pgettext_lazy("status", "Withdrawn"),
    "held": pgettext_lazy("status", "Held"),
    "open": pgettext_lazy("status", "Waiting for an answer"),
    "answered": pgettext_lazy("status", "Answered"),
    "done": pgettext_lazy("status", "Done"),
    "sent": pgettext_lazy("status", "Sent"),
    "dropped": pgettext_lazy("status", "Not sent"),
    "hidden": pgettext_lazy("status", "Hidden"),
    "removed": pgettext_lazy("status", "Removed"),
    "ok": pgettext_lazy("status", "In order"),
    "attention": pgettext_lazy("status", "Needs attention"),
    "broken": pgettext_lazy("status", "Out of order"),
    "expired": pgettext_lazy("status", "Sign-in expired"),
    "paused": pgettext_lazy("status", "Paused"),
    "connected": pgettext_lazy("status", "Connected"),
    "needs_sign_in": pgettext_lazy("status", "Needs a new sign-in"),
    "disconnected": pgettext_lazy("status", "Disconnected"),
    "invited": pgettext_lazy("status", "Invited"),
    "active": pgettext_lazy("status", "Active"),
    "blocked": pgettext_lazy("status", "Blocked"),
}

KEY_NAMES: dict[str, str | Promise] = {
    "Ctrl": pgettext_lazy("key", "Ctrl"),
    "Space": pgettext_lazy("key", "Space"),
    "Esc": pgettext_lazy("key", "Esc"),
}

NOTICE_LOOKS = {
    "info": ("blue", "information-circle"),
    "good": ("green", "check-circle"),
    "warn": ("amber", "exclamation-triangle"),
    "danger": ("red", "exclamation-circle"),
    "unknown": ("violet", "question-mark-circle"),
}

AVATAR_COLOURS = ("#3f5fa8", "#7a4a9e", "#1f7a6d", "#9a4f2c", "#5b6472", "#8a3a63", "#3d6f2f", "#6a5a1f")


# ── signs ────────────────────────────────────────────────────────────────


@register.simple_tag
def icon(name: str, *, size: int = 16, title: str = "", line: bool = False) -> SafeString:
    """Draw an icon, filled or in lines; decoration for eyes only unless a title says what it means."""
    return _icon(name, size, str(title), line)


@lru_cache(maxsize=4096)
def _icon(name: str, size: int, title: str, line: bool) -> SafeString:  # noqa: FBT001 - private
    """Draw each icon once: a month shows hundreds of them, and the package parses its file every time."""
    draw = heroicon_outline if line or size > 20 else heroicon_micro if size <= 16 else heroicon_mini
    hidden: dict[str, Any] = {"role": "img", "aria-label": title} if title else {"aria-hidden": "true"}
    try:
        return mark_safe(draw(name, size=size, focusable="false", **hidden))  # noqa: S308 - drawn from the package's own files, attributes escaped by ElementTree
    except IconDoesNotExist:
        return _icon("stop", size, title, line)


@register.simple_tag
def status(state: str, label: str | None = None, *, bare: bool = False, icon_only: bool = False) -> SafeString:
    """Show a state as sign, word and colour; `label` says it in other words, `icon_only` where space is short."""
    look = look_of(state)
    word = label or str(STATUS_WORDS.get(state, state))
    kind = "status status-icon-only" if icon_only else "status status-bare" if bare else "status"
    if icon_only:
        return format_html(
            '<span class="{}" data-tone="{}" title="{}">{}</span>', kind, look.tone, word, icon(look.icon, title=word)
        )
    return format_html('<span class="{}" data-tone="{}">{}{}</span>', kind, look.tone, icon(look.icon), word)


@register.simple_tag
def status_word(state: str) -> str:
    """Say a state in the person's language, as text alone."""
    return str(STATUS_WORDS.get(state, state))


@register.simple_tag
def status_sign(state: str) -> SafeString:
    """Show a state as its sign alone, where the word does not fit; the sign still says it."""
    word = str(STATUS_WORDS.get(state, state))
    return format_html('<span title="{}">{}</span>', word, icon(look_of(state).icon, size=12, title=word))


@register.filter
def unlocalize_number(value: object) -> str:
    """Write a number as machines read it."""
    return str(value)


@register.filter
def tone(state: str) -> str:
    """Name a state's colour, for `data-tone`."""
    return look_of(str(state)).tone


@register.filter
def status_icon(state: str) -> str:
    """Name a state's sign."""
    return look_of(str(state)).icon


@register.simple_tag
def channel_mark(channel: object, *, size: int = 18, name: bool = False) -> SafeString:
    """Show a channel as the coloured square of its network; knows a channel by `.network`, else reads `.colour` and `.letter`."""
    network = _network_of(channel)
    label = str(told(channel, "name") or told(channel, "handle") or told(network, "name") or "")
    colour = tidy(str(told(network, "colour") or "")) or "#5b6472"
    letter = str(told(network, "letter") or label[:1] or "?")[:2]
    square = format_html(
        '<svg viewBox="0 0 18 18" width="{0}" height="{0}" {1}><rect width="18" height="18" rx="4" fill="{2}"/>'
        '<text x="9" y="12.6" fill="{3}">{4}</text></svg>',
        size,
        mark_safe('aria-hidden="true"') if name else format_html('role="img" aria-label="{}"', label),
        colour,
        ink_on(colour),
        letter,
    )
    if name:
        return format_html('<span class="channel">{}<span>{}</span></span>', square, label)
    return format_html('<span class="channel" title="{}">{}</span>', label, square)


@register.simple_tag
def avatar(person: object, *, size: int = 24, name: bool = False) -> SafeString:
    """Show a person by their initials, in a colour that stays theirs."""
    label = str(told(person, "name") or person)
    words = label.replace("@", " ").split() or ["?"]
    initials = (words[0][:1] + (words[-1][:1] if len(words) > 1 else "")).upper()
    colour = AVATAR_COLOURS[blake2s(label.encode()).digest()[0] % len(AVATAR_COLOURS)]
    face = format_html(
        '<svg class="avatar" viewBox="0 0 32 32" width="{0}" height="{0}" {1}><rect width="32" height="32" fill="{2}"/>'
        '<text x="16" y="20.2">{3}</text></svg>',
        size,
        mark_safe('aria-hidden="true"') if name else format_html('role="img" aria-label="{}"', label),
        colour,
        initials,
    )
    if name:
        return format_html('<span class="person">{}<span class="ellipsis">{}</span></span>', face, label)
    return face


@register.simple_tag
def workspace_mark(workspace: object, *, size: int = 22) -> SafeString:
    """Show a workspace as a square in its own colour with its first letter."""
    colour = tidy(str(told(workspace, "accent") or "")) or DEFAULT_ACCENT
    return format_html(
        '<svg class="workspace-mark channel" viewBox="0 0 18 18" width="{0}" height="{0}" aria-hidden="true">'
        '<rect width="18" height="18" rx="4" fill="{1}"/><text x="9" y="12.6" fill="{2}">{3}</text></svg>',
        size,
        colour,
        ink_on(colour),
        str(told(workspace, "name") or "L")[:1].upper(),
    )


@register.simple_tag
def kbd(keys: str) -> SafeString:
    """Show keys to press, by the names that stand on them: `{% kbd "Ctrl+K" %}`."""
    return format_html_join("", "<kbd>{}</kbd>", ((KEY_NAMES.get(key, key),) for key in keys.split("+")))


@register.simple_tag
def tip(text: str, label: str = "") -> SafeString:
    """Explain something at its place: a small sign that tells more when pointed at, touched or focused."""
    key = "tip-" + blake2s(text.encode(), digest_size=6).hexdigest()
    return format_html(
        '<span class="tip"><button type="button" aria-label="{}" aria-describedby="{}">{}</button>'
        '<span class="tip-text" role="tooltip" id="{}">{}</span></span>',
        label or gettext("Explanation"),
        key,
        icon("information-circle"),
        key,
        text,
    )


# ── forms ────────────────────────────────────────────────────────────────


@register.inclusion_tag("house/kit/_field.html")
def field(
    bound: BoundField,
    *,
    help: str = "",  # noqa: A002 - the word templates use
    label: str = "",
    affix: str = "",
    counter: int = 0,
) -> dict[str, Any]:
    """Draw a form's field with label, help, error and the links between them that a screen reader needs.

    A field that may be empty says so; one with `needed_by` says by when it is needed after all.
    """
    widget = bound.field.widget
    kind = getattr(widget, "input_type", "")
    described = [f"{bound.auto_id}-help"] if help or bound.help_text else []
    described += [f"{bound.auto_id}-error"] if bound.errors else []
    attributes: dict[str, str | bool] = {}
    if described:
        attributes["aria-describedby"] = " ".join(described)
    if bound.errors:
        attributes["aria-invalid"] = "true"
    if str(widget.attrs.get("placeholder", "")) == str(bound.label):
        attributes["placeholder"] = ""  # the label stands above already
    group = getattr(widget, "use_fieldset", False) and kind in {"radio", "checkbox"}
    single = kind == "checkbox" and not group
    if not group and not single:
        attributes["class"] = f"input {widget.attrs.get('class', '')}".strip()
    return {
        "field": bound,
        "widget": bound.as_widget(attrs=attributes),
        "help": help or bound.help_text,
        "note": getattr(bound.field, "needed_by", ""),
        "label": label or bound.label,
        "affix": affix,
        "count": counter,
        "single": single,
        "group": group,
        "hidden": bound.is_hidden,
    }


@register.inclusion_tag("house/kit/_errors.html")
def errors(form: BaseForm) -> dict[str, Any]:
    """Sum up what stops a form from going through, each line leading to its field."""
    return {
        "form": form,
        "lines": [(bound.id_for_label or bound.auto_id, bound.label, bound.errors) for bound in form if bound.errors],
    }


@register.inclusion_tag("house/kit/_counter.html")
def counter(
    target: str, limit: int, *, unit: str = "graphemes", link: int = 0, near: int = 20, label: str = ""
) -> dict[str, Any]:
    """Count a text field's length while it is typed, as the network counts: `unit`, and `link` as each link's weight."""
    return {"target": target, "limit": limit, "unit": unit, "link": link, "near": near, "label": label}


# ── surfaces ─────────────────────────────────────────────────────────────


@register.simple_block_tag
def notice(content: str, level: str = "info", title: str = "") -> SafeString:
    """Say something at its place: info, good, warn, danger or unknown."""
    tone_name, sign = NOTICE_LOOKS.get(level, NOTICE_LOOKS["info"])
    head = format_html('<p class="notice-title">{}</p>', title) if title else ""
    return format_html(
        '<div class="notice" data-tone="{}"{}>{}<div class="notice-text">{}{}</div></div>',
        tone_name,
        mark_safe(' role="alert"') if level == "danger" else "",
        icon(sign, size=20, title=_level_word(level)),
        head,
        content,
    )


@register.simple_block_tag
def guide(content: str, section: str = "") -> SafeString:
    """Put the guide's advice where it is needed, with its section."""
    source = (
        format_html(' <span class="nowrap">{}</span>', gettext("Guide, section %(section)s") % {"section": section})
        if section
        else ""
    )
    return format_html('<p class="guide">{}<span>{}{}</span></p>', icon("book-open"), content, source)


@register.simple_block_tag
def empty_state(content: str, title: str, sign: str = "inbox") -> SafeString:
    """Explain an empty screen and hold the first step as its content."""
    return format_html('<div class="empty">{}<h2>{}</h2>{}</div>', icon(sign, size=32), title, content)


@register.inclusion_tag("house/kit/_code.html")
def code(text: str, *, label: str = "", name: str = "", secret: bool = False) -> dict[str, Any]:
    """Show something to copy, with a button that copies it; `name` says what it is to those who do not see it."""
    key = "code-" + blake2s(text.encode(), digest_size=6).hexdigest()
    return {
        "text": text,
        "label": label or gettext("Copy"),
        "name": name or gettext("Code"),
        "secret": secret,
        "key": key,
    }


@register.inclusion_tag("house/kit/_pager.html", takes_context=True)
def pager(context: Context, page: object) -> dict[str, Any]:
    """Lead through the pages of a Django `Page`, keeping the other words of the address."""
    request = context.get("request")
    query = request.GET.copy() if isinstance(request, HttpRequest) else None
    if query is not None:
        query.pop("page", None)
    return {"page": page, "query": query.urlencode() if query else ""}


@register.inclusion_tag("house/kit/_month_item.html")
def month_item(item: object, *, drag: bool = False) -> dict[str, Any]:
    """Draw an item in the month or the week: time, channels, first words, state, and a warning sign where one is due."""
    return {"item": item, "drag": drag}


@register.simple_block_tag
def drawer(content: str, back: str = "") -> SafeString:
    """Hold the detail at the right: open where there is something in it, closed where not; `back` is where closing leads."""
    return format_html(
        '<aside id="drawer" class="drawer" aria-label="{}" data-back="{}" tabindex="-1"{}>{}</aside>',
        gettext("Details"),
        back,
        mark_safe(" data-open") if content.strip() else "",
        content if content.strip() else "",
    )


def _network_of(channel: object) -> object:
    """Find what is known about a channel's network; what brings its own colour speaks for itself."""
    slug = told(channel, "network")
    if told(channel, "colour") or not isinstance(slug, str):
        return told(channel, "manifest") or channel
    try:
        return manifest(slug)
    except UnknownNetwork:
        return channel


def _level_word(level: str) -> str:
    words = {
        "info": pgettext("level", "Note"),
        "good": gettext("Done"),
        "warn": gettext("Please note"),
        "danger": gettext("Important"),
        "unknown": gettext("Unclear"),
    }
    return words.get(level, words["info"])
