"""Words for how profiles and names stand."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.core.names import Chance

Words = str | Promise

TO_DO: Final[dict[str, Words]] = {
    "leavers": _("Somebody who has left still has access"),
    "two_factor_off": _("Two-factor sign-in is off"),
    "links_broken": _("A link to imprint or privacy notice is not as it should be"),
    "agreement_missing": _("The agreement on joint control is not on file"),
    "agreement_due": _("The agreement has to be looked at again"),
    "security_open": _("Security has not been looked through"),
    "security_due": _("Security has to be looked through again"),
    "links_untested": _("The way to the imprint has not been counted"),
    "risk_open": _("Nothing is decided about the risk"),
    "risk_due": _("The risk has to be decided again"),
    "joint_open": _("Nobody has said whether control is shared with the network"),
}
PROBLEMS: Final[dict[str, Words]] = {
    "none_told": _("No address is told for it."),
    "unreachable": _("The page is not reached."),
    "not_named": _("The link leads there, but its name does not say so plainly."),
    "too_far": _("It is not reached with two clicks."),
    "dead_law": _("The text leans on law or a platform that is no longer there."),
    "not_about": _("The page does not say that this is what it is."),
    "needs_person": _("The profile cannot be read by a machine; count the clicks by hand."),
    "redirected": _("The address leads on to another one."),
}
CHANCES: Final[dict[Chance, tuple[Words, str]]] = {
    Chance.LIKELY: (_("likely"), "red"),
    Chance.UNCLEAR: (_("unclear, ask counsel"), "amber"),
    Chance.UNLIKELY: (_("unlikely"), "grey"),
}
WAYS: Final[dict[str, Words]] = {
    "sign": _("a sign between"),
    "word": _("a word beside it"),
    "digit": _("a digit for a letter"),
    "foreign": _("a foreign letter"),
    "typo": _("a slip of the keys"),
}
STATE_TONES: Final = {"own": "green", "free": "blue", "taken": "amber", "disputed": "red", "": "grey"}
