"""How long this room keeps what it keeps of people outside."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.house.retention import Kept, declare
from leitstand.planning.actions.forget_contributor import forget_old_contributors


def _sweep(workspace: Workspace, before: datetime, now: datetime) -> int:
    return forget_old_contributors(workspace, before=before, now=now)


declare(
    Kept(
        "planning.contributors",
        _("Who brought an idea, after it was decided"),
        365,
        30,
        1095,
        _("Our own starting value: thanks go out after 7 and 30 days, questions about a post come within a year."),
        _sweep,
    )
)
