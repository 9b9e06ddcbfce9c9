"""What this room tells people."""

from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.notices import NoticeKind, declare

FIGURES_MISSING = declare(
    NoticeKind(
        "measurement.figures_missing",
        _("Posts without figures: %(count)s"),
        _(
            "They have been out for some days, and nobody knows what they brought. Type the figures in, or read in a table."
        ),
        icon="chart-bar",
        level="info",
        who=Permission.TYPE_READINGS,
    )
)
ACHIEVED = declare(
    NoticeKind(
        "measurement.achieved",
        _("Your contribution after %(days)s days: %(title)s"),
        _("Reach: %(reach)s. Interactions: %(interactions)s. Clicks: %(clicks)s. Thank you."),
        icon="trophy",
        level="good",
    )
)
CAMPAIGN_HUNGRY = declare(
    NoticeKind(
        "measurement.campaign_hungry",
        _("The campaign “%(name)s” is not fed"),
        _("Fewer posts are planned for the coming seven days than it wants. Plan some, or put a gap filler in."),
        icon="fire",
        level="warn",
        who=Permission.PLAN,
    )
)
CAMPAIGN_SILENT = declare(
    NoticeKind(
        "measurement.campaign_silent",
        _("The campaign “%(name)s” is silent"),
        _("Longer than allowed nothing is said. Its timeline shows the gap and offers a gap filler."),
        icon="speaker-x-mark",
        level="warn",
        who=Permission.PLAN,
    )
)
CAMPAIGN_NEGATIVE = declare(
    NoticeKind(
        "measurement.campaign_negative",
        _("Unkind voices on the campaign “%(name)s”"),
        _("Their share is above the alarm. Answer, set an impulse, and decide whether it goes on."),
        icon="exclamation-triangle",
        level="danger",
        who=Permission.PLAN,
    )
)
CAMPAIGN_RIVALS = declare(
    NoticeKind(
        "measurement.campaign_rivals",
        _("Competitors are named in the campaign “%(name)s”"),
        _("More often than the alarm allows. See what is said, and decide whether the campaign helps them."),
        icon="exclamation-triangle",
        level="danger",
        who=Permission.PLAN,
    )
)
GOAL_WANTS_TARGET = declare(
    NoticeKind(
        "measurement.goal_wants_target",
        _("Set the figure: %(name)s"),
        _("The time of watching is over. It stands at: %(figure)s. Decide now what you want to reach."),
        icon="flag",
        level="warn",
        who=Permission.PLAN,
    )
)
GOAL_CHECKPOINT = declare(
    NoticeKind(
        "measurement.goal_checkpoint",
        _("After %(months)s months: %(name)s"),
        _("It stands at: %(figure)s. A good moment to look whether it is on its way."),
        icon="flag",
        who=Permission.PLAN,
    )
)
GOAL_DUE = declare(
    NoticeKind(
        "measurement.goal_due",
        _("The last day has come: %(name)s"),
        _("It stands at: %(figure)s. Close it and write down what you learnt."),
        icon="flag",
        who=Permission.PLAN,
    )
)
