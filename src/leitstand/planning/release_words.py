"""The state of an agreement in words, for pages, composer and approval alike."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.planning.core.releases import Obstacle
from leitstand.planning.queries.people import Demand

SHORT: Final[dict[Obstacle | None, "tuple[str | Promise, str]"]] = {
    None: (_("agreement is there"), "green"),
    "open": (_("agreement is missing"), "amber"),
    "refused": (_("refused"), "red"),
    "expired": (_("agreement has run out"), "red"),
    "changed": (_("changed since the agreement"), "amber"),
}
LONG: Final[dict[tuple[str, Obstacle], "str | Promise"]] = {
    ("image", "open"): _("The consent of %(name)s to image and name is missing."),
    ("image", "refused"): _("%(name)s does not want to be shown."),
    ("image", "expired"): _("The consent of %(name)s to image and name has run out by then."),
    ("image", "changed"): _("The consent of %(name)s to image and name is missing."),
    ("reference", "open"): _("The written release by %(name)s is missing."),
    ("reference", "refused"): _("%(name)s does not want to be named as a reference."),
    ("reference", "expired"): _("The release by %(name)s has run out by then."),
    ("reference", "changed"): _("The quotation was changed since %(name)s released it."),
    ("partner", "open"): _("The approval by %(name)s is missing."),
    ("partner", "refused"): _("%(name)s does not agree to this post."),
    ("partner", "expired"): _("The approval by %(name)s has run out by then."),
    ("partner", "changed"): _("The text was changed since %(name)s approved it."),
}


def chip(why: Obstacle | None) -> "tuple[str | Promise, str]":
    """Return the short word and its tone."""
    return SHORT[why]


def say(demand: Demand) -> str:
    """Say what is missing; empty where nothing is."""
    if demand.why is None:
        return ""
    return str(LONG[demand.release.kind, demand.why]) % {"name": demand.release.name}
