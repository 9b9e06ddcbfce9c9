"""What the figures tell of the audience, for the worksheet that asks for it (guide 4.1)."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.channels.queries import channels_of
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.measurement import queries
from leitstand.strategy.known import Known

SPAN: Final = timedelta(days=90)
MOST: Final = 3


def audience_measured(actor: Actor, now: datetime) -> Iterable[Known]:
    """Tell how many follow each channel, and under which posts most is said; only to those who may see figures."""
    if not actor.may(Permission.SEE_FIGURES):
        return
    slug, zone = actor.workspace.slug, ZoneInfo(actor.workspace.time_zone)
    channels: list[Channel] = list(channels_of(actor.workspace))
    courses = queries.followers(channels, now - SPAN)
    for channel in channels:
        if not courses[channel.pk]:
            continue
        taken_at, value = courses[channel.pk][-1]
        words = _("%(channel)s: followers %(count)s, read on %(day)s") % {
            "channel": channel,
            "count": number_format(int(value), force_grouping=True),
            "day": date_format(taken_at.astimezone(zone), "SHORT_DATE_FORMAT"),
        }
        yield Known("networks", words, reverse("measurement_channel", args=[slug, channel.pk]))
    talked_of = (
        queries.reported(actor.workspace)
        .filter(published_at__gte=now - SPAN, comments__gt=0)
        .select_related("publication__item")
        .order_by("-comments", "-published_at")[:MOST]
    )
    for one in talked_of:
        words = _("Comments below “%(title)s”: %(count)s") % {
            "title": one.publication.item.title,
            "count": number_format(one.comments or 0, force_grouping=True),
        }
        yield Known("talk", words, reverse("measurement_post", args=[slug, one.publication_id]))
