"""What people are told of law: deadlines, rights that end, changes to come."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

RIGHT_ENDS = declare(
    NoticeKind(
        "compliance.right_ends",
        _("A right ends: %(file)s"),
        _(
            "On %(day)s a licence or consent for this file ends; posts with it stop then, and what is out must be taken down."
        ),
        icon="scale",
        level="warn",
        who=Permission.WRITE,
    )
)
RELEASE_ENDS = declare(
    NoticeKind(
        "compliance.release_ends",
        _("Release no. %(number)s ends on %(day)s"),
        _(
            "Posts with this person stop then, and what is out must be looked at. Ask the person anew if you need it longer."
        ),
        icon="user",
        level="warn",
        who=Permission.WRITE,
    )
)
TAKE_DOWN = declare(
    NoticeKind(
        "compliance.take_down",
        _("Posts to be taken down: %(count)s"),
        _(
            "Release no. %(number)s is over. Take the posts down on their networks and tick each; planned ones have been stopped."
        ),
        icon="scale",
        level="danger",
        who=Permission.WRITE,
    )
)
LAW_CHANGES = declare(
    NoticeKind(
        "compliance.law_changes",
        _("The law changes on %(day)s"),
        _("%(what)s. See which rules of yours it touches."),
        icon="scale",
        level="info",
        who=Permission.MANAGE_WORKSPACE,
    )
)
DEADLINE = declare(
    NoticeKind(
        "compliance.deadline",
        _("Deadline: %(incident)s"),
        _("To be done now: %(step)s"),
        icon="clock",
        level="danger",
        who=Permission.ANSWER,
    )
)
REQUEST_DUE = declare(
    NoticeKind(
        "compliance.request_due",
        _("A request of a person is due on %(day)s"),
        _("Request no. %(number)s must be answered by then (Art. 12 (3) GDPR)."),
        icon="clock",
        level="danger",
        who=Permission.MANAGE_PEOPLE,
    )
)
REREAD = declare(
    NoticeKind(
        "compliance.reread",
        _("Sources of law are to be read again"),
        _("Rules whose source is due: %(count)s. Read it, and note whether something changed."),
        icon="book-open",
        level="info",
        who=Permission.MANAGE_WORKSPACE,
    )
)
PROFILE_DUE = declare(
    NoticeKind(
        "compliance.profile_due",
        _("Due: %(what)s"),
        _("Look at it again and keep what you found; the next day is set then."),
        icon="clipboard-document-check",
        level="warn",
        who=Permission.WRITE,
    )
)
LINK_BROKEN = declare(
    NoticeKind(
        "compliance.link_broken",
        _("%(link)s of %(profile)s is not reached as it should be"),
        _("The last look at the link found something wrong. The duty counts at all times."),
        icon="link",
        level="danger",
        who=Permission.WRITE,
    )
)
LOOKS_LIKE_US = declare(
    NoticeKind(
        "compliance.looks_like_us",
        _("Somebody looks like “%(name)s”"),
        _(
            "A profile that is not yours has come up under a name that can be taken for it. Look at whether it does harm."
        ),
        icon="eye",
        level="warn",
        who=Permission.ANSWER,
    )
)
