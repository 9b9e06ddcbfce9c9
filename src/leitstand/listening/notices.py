"""What this room tells people. Names and words of those outside stay out of it."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

_TITLE = _("An alarm: something is said more often, or otherwise, than usual")
_WORDS = _("Counted: %(counted)s; usual is %(usual)s.")
ALARM = declare(
    NoticeKind(
        "listening.alarm", _TITLE, _WORDS, icon="bell-alert", level="danger", who=Permission.ANSWER, by_mail=False
    )
)
ALARM_BY_MAIL = declare(
    NoticeKind("listening.alarm_by_mail", _TITLE, _WORDS, icon="bell-alert", level="danger", who=Permission.ANSWER)
)
FINDING = declare(
    NoticeKind(
        "listening.finding",
        _("Something heard is yours to act on"),
        _("What follows: %(action)s"),
        icon="light-bulb",
        level="info",
        who=Permission.ANSWER,
        by_mail=False,
    )
)
MENTION_FOR_YOU = declare(
    NoticeKind(
        "listening.mention_for_you", _("Look after something that was said in public"), _("%(person)s gave it to you."),
        icon="megaphone",
    )
)  # fmt: skip
CHANCE_FOR_YOU = declare(
    NoticeKind(
        "listening.chance_for_you", _("Somebody may want to buy"), _("%(person)s passed the chance to you."),
        icon="banknotes",
    )
)  # fmt: skip
