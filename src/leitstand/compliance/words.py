"""Words of this room that several of its screens use."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

KIND_NAMES: Final[dict[str, "str | Promise"]] = {
    "post": _("Posts"),
    "ad": _("Adverts"),
    "reply": _("Public answers"),
    "message": _("Private messages"),
    "asset": _("Pictures and videos"),
    "profile": _("Profiles and imprint"),
    "programme": _("Programmes for employees"),
    "listening": _("Listening"),
}
LEVEL_NAMES: Final[dict[str, "str | Promise"]] = {
    "block": _("stops"),
    "warn": _("warns"),
    "remind": _("reminds"),
}
SURE_NAMES: Final[dict[str, "str | Promise"]] = {
    "primary": _("from the text itself"),
    "secondary": _("from an explainer"),
    "unverified": _("not verified"),
}
VERB_NAMES: Final[dict[str, "str | Promise"]] = {
    "": "–",
    "is": _("is"),
    "is_not": _("is not"),
    "in": _("is one of"),
    "not_in": _("is none of"),
    "has": _("has"),
    "has_not": _("has not"),
    "has_any": _("has any of"),
    "has_all": _("has all of"),
    "empty": _("is empty"),
    "above": _("is above"),
    "below": _("is below"),
    "at_least": _("is at least"),
    "at_most": _("is at most"),
    "before": _("is before"),
    "after": _("is after"),
    "known": _("is known"),
}
