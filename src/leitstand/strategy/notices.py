"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

SPARRING_DUE = declare(
    NoticeKind(
        "strategy.sparring_due",
        _("Time to talk: %(name)s"),
        _(
            "Whoever works alone sees more with a second pair of eyes. Show the plan of the coming weeks and ask one question."
        ),
        icon="chat-bubble-left-right",
        who=Permission.PLAN,
    )
)
