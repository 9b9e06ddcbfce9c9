"""What people are told about the way to the public. The networks' names come from their manifests."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

UNKNOWN = declare(
    NoticeKind(
        "publishing.unknown",
        _("Unclear: %(title)s"),
        _("%(network)s did not answer when the post was sent, and looking did not settle it. Please look and decide."),
        icon="question-mark-circle",
        level="unknown",
        who=Permission.DECIDE_SENDING,
    )
)
SETTLED = declare(
    NoticeKind(
        "publishing.settled",
        _("Settled: %(title)s"),
        _("It was unclear whether the post had reached %(network)s. It is there."),
        icon="check-circle",
        level="good",
        who=Permission.DECIDE_SENDING,
        by_mail=False,
    )
)
REFUSED = declare(
    NoticeKind(
        "publishing.refused",
        _("Refused: %(title)s"),
        _("%(network)s does not accept the post: %(reason)s"),
        icon="x-circle",
        level="danger",
        who=Permission.DECIDE_SENDING,
    )
)
HELD = declare(
    NoticeKind(
        "publishing.held",
        _("Held back: %(title)s"),
        _("The post for %(network)s did not go out in time. Please decide whether it still shall."),
        icon="pause-circle",
        level="warn",
        who=Permission.DECIDE_SENDING,
    )
)
BY_HAND = declare(
    NoticeKind(
        "publishing.by_hand",
        _("To be posted by hand: %(title)s"),
        _("It is time to post this on %(network)s. Text and pictures lie ready."),
        icon="hand-raised",
        level="warn",
        who=Permission.DECIDE_SENDING,
    )
)
STOPPED = declare(
    NoticeKind(
        "publishing.stopped",
        _("%(person)s has stopped all sending"),
        "%(reason)s",
        icon="hand-raised",
        level="danger",
        who=Permission.SCHEDULE,
    )
)
RESUMED = declare(
    NoticeKind(
        "publishing.resumed",
        _("%(person)s lets posts go out again"),
        icon="play",
        level="good",
        who=Permission.SCHEDULE,
        by_mail=False,
    )
)
SENDER_SILENT = declare(
    NoticeKind(
        "publishing.sender_silent",
        _("Nothing is being sent"),
        _("The part of Leitstand that sends posts gives no sign of life. Posts that are due stay where they are."),
        icon="exclamation-triangle",
        level="danger",
        who=Permission.DECIDE_SENDING,
    )
)
POSTS_LATE = declare(
    NoticeKind(
        "publishing.posts_late",
        _("Posts are late"),
        _("%(count)s posts should have gone out and nobody has taken them up. Please look under Sending."),
        icon="clock",
        level="warn",
        who=Permission.DECIDE_SENDING,
    )
)

ASKED = declare(
    NoticeKind(
        "publishing.asked",
        _("For approval: %(title)s"),
        _("%(person)s asks for your approval."),
        icon="clipboard-document-check",
        who=Permission.APPROVE,
    )
)
STILL_ASKED = declare(
    NoticeKind(
        "publishing.still_asked",
        _("Still waiting for approval: %(title)s"),
        _("Nobody has answered yet, and it cannot go out without approval."),
        icon="clock",
        level="warn",
        who=Permission.APPROVE,
    )
)
APPROVED = declare(
    NoticeKind(
        "publishing.approved",
        _("Approved: %(title)s"),
        _("%(person)s has approved it for %(channel)s."),
        icon="check-badge",
        level="good",
    )
)
CHANGES_ASKED = declare(
    NoticeKind(
        "publishing.changes_asked",
        _("Changes wanted: %(title)s"),
        "%(person)s: %(comment)s",
        icon="arrow-uturn-left",
        level="warn",
    )
)
REJECTED = declare(
    NoticeKind(
        "publishing.rejected",
        _("Not approved: %(title)s"),
        "%(person)s: %(comment)s",
        icon="x-circle",
        level="danger",
    )
)
LAPSED = declare(
    NoticeKind(
        "publishing.lapsed",
        _("Needs approval again: %(title)s"),
        _("%(person)s has changed it after it was approved. It will not go out before it is approved again."),
        icon="arrow-path",
        level="warn",
    )
)
REMARKED = declare(
    NoticeKind(
        "publishing.remarked",
        _("Comment on: %(title)s"),
        "%(person)s: %(text)s",
        icon="chat-bubble-left",
        by_mail=False,
    )
)
