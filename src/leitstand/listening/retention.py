"""How long this room keeps what others said; what the networks demand holds besides (actions.tidy)."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.house.retention import Kept, declare
from leitstand.listening.actions.tidy import forget_old_authors, forget_old_mentions


def _mentions(workspace: Workspace, before: datetime, _now: datetime) -> int:
    return forget_old_mentions(workspace, before=before)


def _authors(workspace: Workspace, before: datetime, now: datetime) -> int:
    return forget_old_authors(workspace, before=before, now=now)


declare(
    Kept(
        "listening.mentions",
        _("Mentions found by searches"),
        730,
        1,
        3650,
        _(
            "Our own starting value: two years show what returns every year. The sums by day stay, without anybody in them."
        ),
        _mentions,
    )
)
declare(
    Kept(
        "listening.authors",
        _("Who wrote a mention: name, handle and address"),
        90,
        1,
        730,
        _(
            "Our own starting value: long enough to answer; afterwards a pseudonym is enough to count. Networks may set less."
        ),
        _authors,
    )
)
