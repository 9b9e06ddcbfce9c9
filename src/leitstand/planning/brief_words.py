"""Words of an agency's brief."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

MISSING_WORDS: Final[dict[str, "str | Promise"]] = {
    "aim": _("aim"),
    "target_group": _("target group"),
    "content_plan": _("content plan"),
    "owner": _("responsible inside"),
    "channels": _("channels"),
    "formats": _("formats"),
    "sizes": _("sizes"),
    "rights": _("rights"),
}
