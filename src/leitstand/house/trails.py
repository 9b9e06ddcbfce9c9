"""The words of the audit trail: each room names its verbs in its own `trail.py`.

    name_verbs({"planning.move_item": _("moved")})

A test of the house finds verbs that are recorded and not named.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

# By which door somebody came in; the page needs no word.
DOORS: Final[Mapping[str, "str | Promise"]] = {
    "api": _("API"),
    "command": _("command"),
    "task": _("by itself"),
}
# What stands beside a verb, in words; a key nobody named is shown as it is kept.
DETAILS: Final[Mapping[str, "str | Promise"]] = {
    "account": _("account"),
    "by": _("by"),
    "bytes": _("bytes"),
    "changed": _("changed"),
    "channel": _("channel"),
    "count": _("count"),
    "days": _("days"),
    "decision": _("decision"),
    "due_at": _("due"),
    "fields": _("fields"),
    "from": _("from"),
    "is_self": _("by the author"),
    "items": _("entries"),
    "kind": _("kind"),
    "lapsed": _("approvals withdrawn"),
    "late": _("late"),
    "method": _("way"),
    "mime": _("file type"),
    "network": _("network"),
    "of": _("of"),
    "open": _("open"),
    "person": _("person"),
    "posts": _("posts"),
    "proof": _("proof"),
    "ratio": _("ratio"),
    "reason": _("reason"),
    "refused": _("refused"),
    "remark": _("remark"),
    "rights": _("rights"),
    "role": _("role"),
    "rows": _("rows"),
    "sessions": _("sessions"),
    "stage": _("stage on the plan"),
    "step": _("step"),
    "to": pgettext_lazy("direction", "to"),
    "version": _("version"),
}
_words: dict[str, "str | Promise"] = {}


def name_verbs(words: Mapping[str, "str | Promise"]) -> None:
    """Make verbs known, each with what the page says; as in "Ada moved …"."""
    _words.update(words)


def word_for(verb: str) -> str:
    """Say a verb in the language that is active; one nobody named is shown as it is kept."""
    return str(_words.get(verb, verb))


def choices() -> list[tuple[str, str]]:
    """Return every verb with its word, in the order of the words; the trail itself may be too long to ask which occur."""
    return sorted(((verb, str(word)) for verb, word in _words.items()), key=lambda pair: pair[1])


def named() -> Mapping[str, "str | Promise"]:
    """Return every verb that has a name."""
    return dict(_words)


def door(via: str) -> str:
    """Say by which door somebody came in; "" for a page."""
    return "" if via == "page" else str(DOORS.get(via, via))


def detail(key: str, value: object) -> tuple[str, str]:
    """Say one detail of an entry: its name, and its value with moments and yes and no as people write them."""
    if isinstance(value, list):
        return str(DETAILS.get(key, key)), " → ".join(_said(part) for part in value)
    return str(DETAILS.get(key, key)), _said(value)


def _said(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, str) and len(value) >= len("2026-11-24T09:00"):
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            return value
        return date_format(localtime(moment) if moment.tzinfo else moment, "SHORT_DATETIME_FORMAT")
    return str(value)
