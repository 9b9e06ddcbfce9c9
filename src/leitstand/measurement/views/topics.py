"""Topics of each account beside what its followers did, with a warning where it spreads too widely."""

from dataclasses import dataclass
from datetime import timedelta

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.measurement import queries
from leitstand.measurement.core.topics import Effect, effects
from leitstand.planning.core.spread import Spread, judge, rules
from leitstand.planning.queries.spread import topics_of
from leitstand.strategy.queries.audiences import pillars_of


@dataclass(frozen=True, slots=True)
class Account:
    """An account with its topics, most frequent first: name, posts, share in percent, effect."""

    channel: Channel
    spread: Spread
    topics: list[tuple[str, int, float, Effect | None]]
    has_course: bool


@require_safe
@allow(Permission.SEE_FIGURES)
def topics(request: WorkRequest) -> HttpResponse:
    """Show the accounts of the last quarter."""
    now, numbers = clock.now(), rules()
    since = now - timedelta(days=numbers.days)
    names = {pillar.pk: pillar.name for pillar in pillars_of(request.workspace)}
    spoken = topics_of(request.workspace, since, now)
    there = Channel.objects.filter(workspace=request.workspace).exclude(network__in=sources())
    channels = [channel for channel in there if spoken.get(channel.pk)]
    courses = queries.followers(channels, since)
    out = (
        queries.published_posts(request.workspace)
        .filter(channel__in=channels, published_at__gte=since, item__pillar__isnull=False)
        .values_list("channel_id", "published_at", "item__pillar_id")
    )
    published = list(out)
    accounts = []
    for channel in channels:
        counts = spoken[channel.pk]
        spread = judge(counts, numbers)
        course = [(at, int(value)) for at, value in courses.get(channel.pk, [])]
        posts = [(at, topic) for number, at, topic in published if number == channel.pk and at and topic]
        told = effects(course, posts, days=numbers.effect_days, middle=since + (now - since) / 2)
        rows = [
            (names.get(topic, "–"), count, 100 * count / spread.posts, told.get(topic))
            for topic, count in counts.most_common()
        ]
        accounts.append(Account(channel, spread, rows, len(course) > 1))
    context = {"accounts": accounts, "numbers": numbers, "has_pillars": bool(names)}
    return render(request, "measurement/topics.html", context)
