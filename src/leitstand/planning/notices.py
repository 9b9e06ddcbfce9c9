"""What people are told about ideas and the stock of content."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

IDEA_ARRIVED = declare(
    NoticeKind(
        "planning.idea_arrived",
        _("New idea: %(title)s"),
        _("It waits in the inbox of ideas: take it over, ask back or decline it."),
        icon="light-bulb",
        who=Permission.PLAN,
        by_mail=False,
    )
)
IDEA_ANSWERED = declare(
    NoticeKind(
        "planning.idea_answered",
        _("Answer about the idea: %(title)s"),
        _("Whoever brought it has answered your question."),
        icon="chat-bubble-left-right",
        who=Permission.PLAN,
        by_mail=False,
    )
)
IDEA_TAKEN = declare(
    NoticeKind(
        "planning.idea_taken",
        _("Your idea is on the plan: %(title)s"),
        _("Thank you. You hear again once it is published."),
        icon="check-circle",
        level="good",
    )
)
IDEA_ASKED = declare(
    NoticeKind(
        "planning.idea_asked",
        _("A question about your idea: %(title)s"),
        "%(words)s",
        icon="question-mark-circle",
        level="warn",
    )
)
IDEA_DECLINED = declare(
    NoticeKind(
        "planning.idea_declined", _("About your idea: %(title)s"), "%(words)s", icon="chat-bubble-bottom-center-text"
    )
)
MAILBOX_SILENT = declare(
    NoticeKind(
        "planning.mailbox_silent",
        _("The mailbox for ideas cannot be read"),
        _("Ideas sent there do not arrive. Look under Plan, Ideas, Ways in."),
        icon="envelope",
        level="warn",
        who=Permission.MANAGE_WORKSPACE,
    )
)
RELEASE_ANSWERED = declare(
    NoticeKind(
        "planning.release_answered",
        _("Answer to your request: %(title)s"),
        _("Somebody has given or refused the agreement a post needs."),
        icon="hand-thumb-up",
        who=Permission.PLAN,
        by_mail=False,
    )
)
TALK_ASKED = declare(
    NoticeKind(
        "planning.talk_asked",
        _("Would you speak about “%(topic)s”?"),
        _("You are asked for “%(round)s”; there you find when and where."),
        icon="presentation-chart-line",
    )
)
