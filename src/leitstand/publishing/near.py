"""What a post would get in the way of as it is being written: another one too close on a channel, the same text said before."""

from copy import copy
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import clock
from leitstand.house.models import Workspace
from leitstand.house.zones import day_in
from leitstand.planning.core.series import has_hashtag
from leitstand.planning.core.spread import rules, widens
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.dates import when
from leitstand.planning.models import Item
from leitstand.planning.queries.around import clashes_of, repeats_of
from leitstand.planning.queries.people import demands_of, turn_of
from leitstand.planning.queries.spread import topics_of
from leitstand.planning.queries.supply import key_of, repeat_warnings
from leitstand.planning.release_words import say as say_demand
from leitstand.planning.repeat_words import say
from leitstand.publishing.core.drafts import Composition


@dataclass(frozen=True, slots=True)
class Near:
    """Another post that is in the way, in words, and where it is."""

    sentence: str
    title: str
    when: str
    url: str


def near(workspace: Workspace, item: Item, composition: Composition) -> list[Near]:
    """Return what is in the way of a post with the text and the channels that are typed now; what is out bothers nobody."""
    if LEVEL_OF[Stage(item.stage)] is Level.MEASUREMENT:
        return []
    typed = copy(item)
    typed.text = composition.shared.first
    demands = _demands(workspace, item, typed.text)
    return [*demands, *_beside(workspace, typed, composition)] if item.planned_at else demands


def _demands(workspace: Workspace, item: Item, text: str) -> list[Near]:
    """Return what people and partners ask of a post: their agreement, and the hashtag of the series it belongs to."""
    needed = demands_of(item, day_in(workspace, clock.now()))
    found = [
        Near(sentence, _("Look at it"), "", reverse("planning_release", args=[workspace.slug, one.release.pk]))
        for one in needed
        if (sentence := say_demand(one))
    ]
    found += _too_wide(workspace, item)
    turn = turn_of(item) if needed else None
    if turn is not None and text.strip() and not has_hashtag(text, turn.series.hashtag):
        told = _("The hashtag of the series is missing: %(hashtag)s") % {"hashtag": turn.series.hashtag}
        found.append(
            Near(told, turn.series.name, "", reverse("planning_one_series", args=[workspace.slug, turn.series_id]))
        )
    return found


def _too_wide(workspace: Workspace, item: Item) -> list[Near]:
    """Say on which accounts a post's topic would be one too many (guide 2.1)."""
    if item.pillar_id is None or not item.channel_ids:
        return []
    now, numbers = clock.now(), rules()
    spoken = topics_of(workspace, now - timedelta(days=numbers.days), now)
    wide = [one for one in item.channel_ids if widens(spoken.get(one, {}), item.pillar_id, numbers)]
    return [
        Near(
            _("%(channel)s already speaks of many things; this topic is of no interest to most of its followers.")
            % {"channel": channel},
            _("Content mix"),
            "",
            reverse("planning_mix", args=[workspace.slug]),
        )
        for channel in (Channel.objects.filter(pk__in=wide) if wide else ())
    ]


def _beside(workspace: Workspace, typed: Item, composition: Composition) -> list[Near]:
    """Return the other posts a post comes too close to."""
    typed.channel_ids = [int(variant.channel) for variant in composition.variants]
    close = [
        (other, _("Another post goes out on the same channel within half an hour.")) for other, _c in clashes_of(typed)
    ]
    alike = [
        (other, _("The same text goes out on the same channel within a month.")) for other, _r in repeats_of(typed)
    ]
    zone = ZoneInfo(workspace.time_zone)
    typed.text_key = key_of(typed.text)
    names = {channel.pk: str(channel) for channel in Channel.objects.filter(pk__in=typed.channel_ids)}
    guarded = [(one.other, say(one, names.get(one.channel, ""), zone)) for one in repeat_warnings(typed)]
    return [
        Near(
            sentence,
            other.title,
            when(other.planned_at.astimezone(zone)) if other.planned_at else "",
            reverse("composer_edit", args=[workspace.slug, other.pk]),
        )
        for other, sentence in (*close, *alike, *guarded)
    ]
