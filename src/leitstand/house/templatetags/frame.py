"""What surrounds every page: places, colours, messages, the palette, and what scripts say to people. Loaded on every page."""

from collections.abc import Sequence

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.house.actor import Actor
from leitstand.house.core.colour import DEFAULT_ACCENT, tidy
from leitstand.house.palette import verbs_for
from leitstand.house.told import told

register = template.Library()

MESSAGE_TONES = {"success": "green", "warning": "amber", "error": "red", "info": "blue", "debug": "grey"}
MESSAGE_ICONS = {"success": "check-circle", "warning": "exclamation-triangle", "error": "exclamation-circle"}

PLACES_ON_PHONE = 4


@register.simple_tag
def place(name: str, *args: object, **kwargs: object) -> str:
    """Give the address of a screen by its name, or nothing where this installation has no such screen."""
    try:
        return reverse(name, args=args, kwargs=kwargs)
    except NoReverseMatch:
        return ""


@register.simple_tag(takes_context=True)
def theme(context: Context) -> str:
    """Tell the person's colour scheme: light, dark, or auto for the system's own."""
    request = context.get("request")
    if not isinstance(request, HttpRequest):
        return "auto"
    wished = getattr(getattr(request, "user", None), "theme", None) or request.COOKIES.get("leitstand_theme")
    return wished if wished in {"light", "dark"} else "auto"


@register.simple_tag(takes_context=True)
def rail_state(context: Context) -> str:
    """Tell whether the person has folded the rail to icons."""
    request = context.get("request")
    return (
        "folded" if isinstance(request, HttpRequest) and request.COOKIES.get("leitstand_rail") == "folded" else "open"
    )


@register.filter
def phone_places(rail: Sequence[object]) -> list[object]:
    """Choose the four places for the foot of a phone: those marked for it first, then in order."""
    marked = [entry for entry in rail if told(entry, "on_phone")]
    return (marked + [entry for entry in rail if entry not in marked])[:PLACES_ON_PHONE]


@register.filter
def further_places(rail: Sequence[object]) -> list[object]:
    """List the places that found no room at the foot of a phone."""
    shown = phone_places(rail)
    return [entry for entry in rail if entry not in shown]


@register.simple_tag
def accent_address(workspace: object = None) -> str:
    """Give the address of the stylesheet with this workspace's colour."""
    colour = tidy(str(told(workspace, "accent") or "")) or DEFAULT_ACCENT
    return place("house:accent", colour.removeprefix("#"))


@register.filter
def message_tone(level_tag: str) -> str:
    """Name the colour of a Django message."""
    return MESSAGE_TONES.get(level_tag, "grey")


@register.filter
def message_icon(level_tag: str) -> str:
    """Name the sign of a Django message."""
    return MESSAGE_ICONS.get(level_tag, "information-circle")


@register.simple_tag(takes_context=True)
def palette_verbs(context: Context) -> list[dict[str, str]]:
    """List the verbs of the command palette for the person who looks."""
    actor = context.get("actor")
    return verbs_for(actor) if isinstance(actor, Actor) else []


@register.simple_tag
def script_words() -> dict[str, str]:
    """Hand the scripts what they say to people, in the person's language."""
    return {key: str(word) for key, word in SCRIPT_WORDS.items()}


SCRIPT_WORDS: dict[str, str | Promise] = {
    "undo": _("Undo"),
    "close": _("Close"),
    "copied": _("Copied"),
    "copyFailed": _("Copying did not work. Please select the text and copy it by hand."),
    "saved": _("Saved"),
    "saving": _("Saving …"),
    "offline": _("Not connected. Your text is kept on this device."),
    "conflict": _("Somebody else has changed this. Your text is kept."),
    "reload": _("Load the newer state"),
    "restoreTitle": _("There is a text here that was not saved."),
    "restore": _("Take it up again"),
    "discard": _("Discard it"),
    "failed": _("That did not work. Please try again."),
    "unreachable": _("Leitstand cannot be reached. Please check your connection."),
    "forbidden": _("You may not do that here."),
    "gone": _("This is no longer there. Please reload the page."),
    "uploading": _("Uploading"),
    "uploaded": _("Uploaded"),
    "uploadFailed": _("The upload did not work."),
    "tooBig": _("The file is larger than {limit}."),
    "wrongKind": _("This kind of file is not accepted here."),
    "remove": _("Remove"),
    "cancel": _("Cancel"),
    "picked": _("{item} picked up. Move with the arrow keys, drop with Space, cancel with Escape."),
    "over": _("{place}."),
    "dropped": _("{item} moved to {place}."),
    "moveCancelled": _("Move cancelled. {item} stays where it was."),
    "collision": _("Something already goes out here at this time."),
    "none": _("Nothing found"),
    "results": _("{count} results"),
    "keysOff": _("Single keys are switched off."),
    "keysOn": _("Single keys are switched on."),
    "over_limit": _("{count} too many"),
}
