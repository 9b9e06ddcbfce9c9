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

# What the page of an event has to say (guide 4.5).
EVENT_FIELDS: Final[dict[str, "str | Promise"]] = {
    "focus": _("Focus"),
    "speaker": _("Speaker"),
    "company": _("Company"),
    "starts": _("Begins"),
    "contact": _("Contact"),
    "target_group": _("Target group"),
}

# What is held against the company's own best event.
COMPARED: Final[dict[str, "str | Promise"]] = {
    "visits": _("Visits of the page"),
    "registered": _("Registrations"),
    "registration_rate": _("Registrations of visits"),
    "attended": _("Came"),
    "attendance_rate": _("Came of those registered"),
    "lead_days": _("Days listed before"),
}
