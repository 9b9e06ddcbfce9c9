"""Words of this room that several of its screens use."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.leads.core.contribution import Part, Stage

STAGES: Final[dict[Stage, "str | Promise"]] = {
    Stage.NEW: _("Not begun"),
    Stage.TOUCH: _("First contact on a network"),
    Stage.CONVERSATION: _("In conversation on a network"),
    Stage.TALK: _("Phone, web conference, meeting"),
    Stage.WON: _("Won"),
    Stage.LOST: _("Lost"),
}
PARTS: Final[dict[Part, "str | Promise"]] = {
    Part.BEGAN: _("Began on a network"),
    Part.HELPED: _("A network helped on the way"),
    Part.NONE: _("Without a network"),
}
