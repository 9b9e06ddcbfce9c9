"""What a state looks like: one colour and one sign for one meaning, on every screen."""

from dataclasses import dataclass
from typing import Literal

Tone = Literal["grey", "amber", "blue", "indigo", "green", "teal", "violet", "red", "ember"]


@dataclass(frozen=True, slots=True)
class Look:
    """The colour and the sign of a state; the word comes from the translations."""

    tone: Tone
    icon: str


LOOKS: dict[str, Look] = {
    # the life of an item
    "idea": Look("grey", "light-bulb"),
    "planned": Look("grey", "calendar"),
    "draft": Look("grey", "pencil"),
    "written": Look("grey", "pencil-square"),
    "checked": Look("blue", "clipboard-document-check"),
    "review": Look("amber", "clock"),
    "in_review": Look("amber", "clock"),
    "changes_wanted": Look("ember", "arrow-uturn-left"),
    "approved": Look("blue", "check-badge"),
    "scheduled": Look("indigo", "clock"),
    "published": Look("green", "check-circle"),
    "measured": Look("teal", "chart-bar"),
    "archived": Look("grey", "archive-box"),
    # on the way to a network
    "claimed": Look("indigo", "arrow-path"),
    "sending": Look("indigo", "paper-airplane"),
    "waiting": Look("amber", "clock"),
    "unknown": Look("violet", "question-mark-circle"),
    "refused": Look("red", "x-circle"),
    "handed_over": Look("amber", "hand-raised"),
    "withdrawn": Look("grey", "arrow-uturn-left"),
    "held": Look("ember", "pause-circle"),
    # in the inbox
    "open": Look("amber", "inbox"),
    "answered": Look("green", "chat-bubble-left-right"),
    "done": Look("grey", "check"),
    "sent": Look("green", "check-circle"),
    "dropped": Look("grey", "arrow-uturn-left"),
    "hidden": Look("ember", "eye-slash"),
    "removed": Look("grey", "trash"),
    # channels, people, keys
    "ok": Look("green", "check-circle"),
    "attention": Look("amber", "exclamation-triangle"),
    "broken": Look("red", "x-circle"),
    "expired": Look("ember", "key"),
    "paused": Look("ember", "pause-circle"),
    "connected": Look("green", "check-circle"),
    "needs_sign_in": Look("ember", "key"),
    "disconnected": Look("grey", "link-slash"),
    "invited": Look("amber", "envelope"),
    "active": Look("green", "check-circle"),
    "blocked": Look("red", "no-symbol"),
}

UNNAMED = Look("grey", "minus-circle")


def look_of(state: str) -> Look:
    """Look a state up; one that nobody has named is grey, never an error on the screen."""
    return LOOKS.get(state, UNNAMED)
