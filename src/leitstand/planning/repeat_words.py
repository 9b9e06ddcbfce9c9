"""The guard of repetition in words, for plan and composer alike."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.planning.queries.supply import RepeatWarning


def say(warning: RepeatWarning, channel: str, zone: ZoneInfo) -> str:
    """Say why something should not go out again like this."""
    wrong, rule = warning.objection, warning.rule
    told = {
        "channel": channel,
        "day": date_format(wrong.nearest.astimezone(zone), "SHORT_DATE_FORMAT"),
        "count": wrong.days_apart,
        "times": wrong.times,
        "most": rule.most_repeats,
        "days": rule.min_days,
    }
    if wrong.why == "too_often":
        return (
            _("%(channel)s: this was said %(times)s times already; your limit is the first time and %(most)s repeats.")
            % told
        )
    return (
        ngettext(
            "%(channel)s: the same stands there on %(day)s, %(count)s day apart; your limit is %(days)s days.",
            "%(channel)s: the same stands there on %(day)s, %(count)s days apart; your limit is %(days)s days.",
            wrong.days_apart,
        )
        % told
    )
