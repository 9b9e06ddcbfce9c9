"""What this room tells people. Names and words of those outside stay out of it: a notice is kept longer than they may be."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

ARRIVED = declare(
    NoticeKind(
        "community.arrived",
        _("New in the inbox: %(channel)s"),
        _("Conversations that wait for an answer there: %(count)s"),
        icon="inbox",
        who=Permission.ANSWER,
        by_mail=False,
    )
)
MORE_ARRIVED = declare(
    NoticeKind(
        "community.more_arrived",
        _("Something new in a conversation of yours on %(channel)s"),
        icon="chat-bubble-left-right",
    )
)
ASSIGNED = declare(
    NoticeKind(
        "community.assigned",
        _("%(person)s has given you a conversation on %(channel)s"),
        icon="user-plus",
    )
)
HANDED_OVER = declare(
    NoticeKind(
        "community.handed_over",
        _("A person is needed: %(channel)s"),
        _("The automatic answers have fallen silent in a conversation; it says why."),
        icon="hand-raised",
        level="warn",
        who=Permission.ANSWER,
    )
)
ANSWER_UNKNOWN = declare(
    NoticeKind(
        "community.answer_unknown",
        _("Unclear whether an answer arrived: %(channel)s"),
        _("%(network)s did not confirm the answer, and looking did not settle it. Please look and decide."),
        icon="question-mark-circle",
        level="unknown",
        who=Permission.ANSWER,
    )
)
ANSWER_REFUSED = declare(
    NoticeKind(
        "community.answer_refused",
        _("Answer refused: %(channel)s"),
        _("%(network)s does not accept the answer: %(reason)s"),
        icon="x-circle",
        level="danger",
        who=Permission.ANSWER,
    )
)
ANSWER_HELD = declare(
    NoticeKind(
        "community.answer_held",
        _("Answer held back: %(channel)s"),
        _("It did not go out in time. Please decide whether it still shall."),
        icon="pause-circle",
        level="warn",
        who=Permission.ANSWER,
    )
)
PARTNERSHIP = declare(
    NoticeKind(
        "community.partnership",
        _("A partnership may come of it: %(title)s"),
        "%(note)s",
        icon="hand-raised",
        level="good",
        who=Permission.PLAN,
    )
)

SOON_DUE = declare(
    NoticeKind(
        "community.soon_due",
        _("Somebody will soon have waited too long: %(channel)s"),
        _("Conversations whose answer is due soon: %(count)s"),
        icon="clock",
        level="warn",
        who=Permission.ANSWER,
        by_mail=False,
    )
)
MISSED = declare(
    NoticeKind(
        "community.missed",
        _("Somebody has waited too long: %(channel)s"),
        _("Conversations whose answer is late: %(count)s"),
        icon="exclamation-triangle",
        level="danger",
        who=Permission.ANSWER,
    )
)
ESCALATED = declare(
    NoticeKind(
        "community.escalated",
        _("Still no answer, and it is your turn now: %(channel)s"),
        _("Conversations that nobody has answered, long after the answer was due: %(count)s"),
        icon="arrow-trending-up",
        level="danger",
        who=Permission.APPROVE,
    )
)
RESOLVE_MISSED = declare(
    NoticeKind(
        "community.resolve_missed",
        _("Not settled in time: %(channel)s"),
        _("Conversations that are not settled although their time is over: %(count)s"),
        icon="clock",
        level="warn",
        who=Permission.ANSWER,
        by_mail=False,
    )
)
WOKE = declare(
    NoticeKind(
        "community.woke",
        _("Back in the inbox: a conversation on %(channel)s"),
        icon="bell-alert",
        who=Permission.ANSWER,
        by_mail=False,
    )
)
NAMED = declare(
    NoticeKind(
        "community.named",
        _("%(person)s names you in a note at a conversation on %(channel)s"),
        icon="at-symbol",
    )
)
ANSWER_TO_REVIEW = declare(
    NoticeKind(
        "community.answer_to_review",
        _("%(person)s asks you to look at an answer on %(channel)s"),
        _("It goes out as soon as a second person has seen it."),
        icon="eye",
        level="warn",
        who=Permission.APPROVE,
    )
)
ANSWER_RETURNED = declare(
    NoticeKind(
        "community.answer_returned",
        _("%(person)s has given your answer back: %(channel)s"),
        _("The reason stands in the conversation; your text is in the box again."),
        icon="arrow-uturn-left",
        level="warn",
    )
)
CAPACITY = declare(
    NoticeKind(
        "community.capacity",
        _("The inbox will need more hours than there are"),
        _("Expected in the next seven days: %(needed)s hours of work; there are %(there)s."),
        icon="user-group",
        level="warn",
        who=Permission.PLAN,
    )
)
FEEDBACK_FOR_YOU = declare(
    NoticeKind(
        "community.feedback_for_you",
        _("Feedback for you to decide about: %(title)s"),
        _("Handed over by %(person)s."),
        icon="light-bulb",
    )
)
FEEDBACK_DECIDED = declare(
    NoticeKind(
        "community.feedback_decided",
        _("Decided: %(title)s"),
        "%(decision)s",
        icon="check-badge",
    )
)
LADDER_CALLS = declare(
    NoticeKind(
        "community.ladder_calls",
        _("Escalation no. %(number)s: %(level)s"),
        _("Please look and take it over; otherwise the next level is called."),
        icon="arrow-trending-up",
        level="danger",
        who=Permission.ANSWER,
    )
)
CRISIS_BEGAN = declare(
    NoticeKind(
        "community.crisis_began",
        _("%(drill)sCrisis mode: %(title)s"),
        _("%(person)s has switched it on. Please post and answer nothing that was not agreed."),
        icon="fire",
        level="danger",
        who=Permission.ANSWER,
    )
)
CRISIS_TASK = declare(
    NoticeKind(
        "community.crisis_task",
        _("%(drill)sYour tasks in the crisis: %(title)s"),
        _("%(person)s has switched the crisis mode on. You have a part in the plan; your tasks are there."),
        icon="fire",
        level="danger",
        who=Permission.ANSWER,
    )
)
CRISIS_ENDED = declare(
    NoticeKind(
        "community.crisis_ended",
        _("The crisis mode is over: %(title)s"),
        _("What is left is the after-review."),
        icon="check-circle",
        level="good",
        who=Permission.ANSWER,
    )
)
