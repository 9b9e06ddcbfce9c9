"""Count the words of the hours that have changed, so that it can be told what rises."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import lru_cache
from importlib.resources import files
from typing import Final

from django.db import transaction
from django.db.models import F, Sum

from leitstand.house.bulk import copy_values
from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_words import words_watched
from leitstand.listening.core.trends import AGAINST, WINDOW, count_terms
from leitstand.listening.models import HourFigures, Match, Mention, TermDay, TermHour

# A term of a single post rises nowhere; of endless hours so many posts speak for all.
UNRECORDED: Final = "Counts what is stored already; nobody decides anything."
LEAST_POSTS: Final = 2
MOST_POSTS: Final = 20_000
HOURS_AT_ONCE: Final = 500
TERMS_A_DAY: Final = 300


@lru_cache(maxsize=1)
def silent_words() -> frozenset[str]:
    """Return the words that say nothing by themselves, German and English."""
    text = files("leitstand.listening").joinpath("silent_words.txt").read_text(encoding="utf-8")
    return frozenset(word for line in text.splitlines() if not line.startswith("#") for word in line.split())


def count_changed_terms(*, now: datetime, until: Callable[[], bool]) -> int:
    """Count every hour of the last eight days whose mentions have changed since it was counted; return how many."""
    since = (now - AGAINST - WINDOW).replace(minute=0, second=0, microsecond=0)
    changed = (
        HourFigures.objects.filter(hour__gte=since)
        .exclude(mentions=F("terms_of"))
        .values_list("workspace_id", "search_id", "hour")
        .distinct()
        .order_by("-hour")
    )
    found = list(changed[:HOURS_AT_ONCE])
    homes = Workspace.objects.in_bulk({workspace for workspace, _search, _hour in found})
    days: dict[tuple[int, int, date], list[datetime]] = {}
    for workspace, search, hour in found:
        days.setdefault((workspace, search, day_in(homes[workspace], hour)), []).append(hour)
    watched = {one: frozenset(word.lower() for word in words_watched(one)) for one in homes}
    done = 0
    for (workspace, search, day), hours in days.items():
        if until():
            break
        _count_day(homes[workspace], search, day, hours, watched[workspace])
        done += len(hours)
    return done


def _count_day(home: Workspace, search: int, day: date, hours: Sequence[datetime], watched: frozenset[str]) -> None:
    """Count some hours of a day, each by itself so that no worker waits long; the last one adds up the day with it."""
    *first, last = hours
    for hour in first:
        with transaction.atomic():
            _count(home.pk, search, hour, watched)
    with transaction.atomic():
        _count(home.pk, search, last, watched)
        _add_up(home, search, day, watched)


def _add_up(home: Workspace, search: int, day: date, watched: frozenset[str]) -> None:
    """Add up the hours of a day where the workspace lives: its most frequent terms stay, and those that are watched."""
    begin, end = Span(day, day).moments(home)
    rows = TermHour.objects.filter(search_id=search, hour__gte=begin, hour__lt=end)
    summed = rows.values_list("term").annotate(all=Sum("posts"))
    kept = dict(summed.order_by("-all", "term")[:TERMS_A_DAY]) | dict(summed.filter(term__in=watched))
    TermDay.objects.filter(search_id=search, day=day).delete()
    copy_values(
        TermDay,
        ("workspace_id", "search_id", "day", "term", "posts"),
        ((home.pk, search, day, term, posts) for term, posts in kept.items()),
    )


def forget_old_terms(*, now: datetime) -> int:
    """Let go of counts nothing is compared with any more."""
    return TermHour.objects.filter(hour__lt=now - AGAINST - timedelta(days=2)).delete()[0]


def _count(workspace: int, search: int, hour: datetime, watched: frozenset[str]) -> None:
    figures = HourFigures.objects.filter(search_id=search, hour=hour).select_for_update().order_by("pk")
    mentions = {row.pk: row.mentions for row in figures}
    end = hour + timedelta(hours=1)
    fitting = Match.objects.filter(search_id=search, at__gte=hour, at__lt=end).values("mention_id")
    # What says the same counts once: only who opened a group is read.
    texts = Mention.objects.filter(pk__in=fitting, at__gte=hour, at__lt=end, opens_group=True)
    counted = count_terms(
        texts.values_list("text", flat=True)[:MOST_POSTS], silent=silent_words(), watched=sorted(watched)
    )
    TermHour.objects.filter(search_id=search, hour=hour).delete()
    copy_values(
        TermHour,
        ("workspace_id", "search_id", "hour", "term", "posts"),
        (
            (workspace, search, hour, term, posts)
            for term, posts in counted.items()
            if posts >= LEAST_POSTS or term in watched
        ),
    )
    for key, count in mentions.items():
        HourFigures.objects.filter(pk=key).update(terms_of=count)
