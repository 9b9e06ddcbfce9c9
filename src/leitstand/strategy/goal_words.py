"""What the five points of a goal lack, in words, and the goal said anew with the figures it has."""

from typing import Final

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.strategy.models import Goal
from leitstand.strategy.queries.goals import unit_of

LETTERS: Final[dict[str, "str | Promise"]] = {
    "S": gettext_lazy("Specific"),
    "M": gettext_lazy("Measurable"),
    "A": gettext_lazy("Attainable"),
    "R": gettext_lazy("Relevant"),
    "T": gettext_lazy("With a date"),
}
LACKS: Final[dict[str, "str | Promise"]] = {
    "words": gettext_lazy("Say in a few words more what exactly, for whom and where."),
    "vague": gettext_lazy("“More” and “better” are directions. Say by how much."),
    "metric": gettext_lazy("Choose what it is measured by."),
    "target": gettext_lazy("Enter the figure to reach, or watch first."),
    "baseline": gettext_lazy("Enter today’s figure: without it nobody can say whether the goal can be reached."),
    "small": gettext_lazy("The figure to reach is not above today’s."),
    "parent": gettext_lazy("Choose the goal it serves."),
    "date": gettext_lazy("Say until when."),
}
PACES: Final[dict[str, "str | Promise"]] = {
    "too_short": gettext_lazy(
        "Lasting results normally take six to nine months; this goal gives them less than six."
        " Count on first wins only, or give it more time."
    ),
    "early": gettext_lazy(
        "Lasting results normally take six to nine months; this goal ends within that time."
        " Look at it as an interim result."
    ),
}


def reworded(goal: Goal) -> str:
    """Say the goal with the figures, the channel and the day it has; "" where there is too little to say."""
    if goal.target is None or goal.due_on is None or not unit_of(goal):
        return ""
    told = {
        "unit": unit_of(goal),
        "target": amount(goal.target),
        "baseline": amount(goal.baseline) if goal.baseline is not None else "",
        "day": date_format(goal.due_on, "SHORT_DATE_FORMAT"),
        "channel": str(goal.channel) if goal.channel else "",
    }
    if goal.baseline is not None and goal.channel:
        return _("%(unit)s on %(channel)s from %(baseline)s to %(target)s by %(day)s") % told
    if goal.baseline is not None:
        return _("%(unit)s from %(baseline)s to %(target)s by %(day)s") % told
    if goal.channel:
        return _("%(target)s %(unit)s on %(channel)s by %(day)s") % told
    return _("%(target)s %(unit)s by %(day)s") % told


def amount(value: object) -> str:
    """Write a figure as its reader does, without places that say nothing."""
    number = float(str(value))
    return number_format(int(number) if number.is_integer() else number, use_l10n=True, force_grouping=True)
