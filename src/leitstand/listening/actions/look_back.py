"""Match a new or changed search against what is stored already, step by step; how far it has come can be watched."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.db import transaction

from leitstand.house.actor import Actor
from leitstand.listening.actions.work_off import Waiting, enrich, found_of
from leitstand.listening.core.items import Item, from_json
from leitstand.listening.core.matching import Hit
from leitstand.listening.matchers import searches_of, wanted_of
from leitstand.listening.models import DayFigures, HourFigures, LookBack, Match, Mention, Passed, Search, TermHour
from leitstand.listening.storing import Fit, Found, add_fits, store
from leitstand.listening.tones import Reading
from leitstand.listening.worker import LOOK_BACK, wake

DAYS: Final = 30
STEP: Final = 2_000


def plan_look_back(actor: Actor, search: Search, *, now: datetime, days: int = DAYS) -> LookBack:
    """Have a search matched against the last days from the beginning; one that is under way for it starts anew."""
    actor.own(search)
    zone = ZoneInfo(actor.workspace.time_zone)
    # From the beginning of a day on: no hour and no day of the figures is cut in two.
    since = datetime.combine((now - timedelta(days=days)).astimezone(zone).date(), time(), zone)
    total = (
        Mention.objects.filter(workspace=actor.workspace, at__gte=since).count()
        + Passed.objects.filter(workspace=actor.workspace, at__gte=since).count()
    )
    first = {"since": since, "version": search.version, "total": total, "done": 0, "found": 0, "stage": "fits"}
    row, _ = LookBack.objects.update_or_create(
        search=search,
        defaults={**first, "workspace": actor.workspace, "after": 0, "begun_at": now, "ended_at": None},
    )
    wake(LOOK_BACK)
    return row


def look_back_all(*, now: datetime, until: Callable[[], bool]) -> int:
    """Go on with every look back; return how many steps were taken."""
    steps = 0
    for search in LookBack.objects.filter(ended_at=None).order_by("begun_at").values_list("pk", flat=True):
        while not until() and look_back(search, now=now):
            steps += 1
    return steps


@transaction.atomic
def look_back(search_id: int, *, now: datetime) -> bool:
    """Take one step; False once nothing is left to do, or where somebody else is at it."""
    row = LookBack.objects.select_for_update(skip_locked=True).filter(pk=search_id, ended_at=None).first()
    if row is None:
        return False
    search = row.search
    if wanted_of(search) is None or search.paused_at is not None:
        row.ended_at = now
        row.save(update_fields=["ended_at"])
        return False
    # First what fitted before and does not any more, then the mentions of other searches, then what fitted nothing.
    step = {"fits": _unfit, "mentions": _mentions, "passed": _passed}[row.stage]
    seen = step(row, search, _matched_by(search))
    if not seen:
        row.stage, row.after = {"fits": "mentions", "mentions": "passed"}.get(row.stage, "end"), 0
        if row.stage == "end":
            row.stage, row.ended_at = "passed", now
    row.save()
    return row.ended_at is None


Fitting = Callable[[str], "Hit[int] | None"]


def _matched_by(search: Search) -> Fitting:
    """Return how a text fits the search, judged beside all others as live: a name looked for is no misspelling of another."""
    matcher = searches_of(search.workspace_id).matcher
    return lambda text: next((hit for hit in matcher.match(text) if hit.key == search.pk), None)


def _unfit(row: LookBack, search: Search, _fit: Fitting) -> int:
    """Forget what the search found before: it is found anew. In one step, for figures and list must say the same."""
    if search.version > 1:
        Match.objects.filter(search=search, at__gte=row.since).delete()
        for model in (HourFigures, TermHour):
            model.objects.filter(search=search, hour__gte=row.since).delete()
        DayFigures.objects.filter(
            search=search, day__gte=row.since.astimezone(ZoneInfo(row.workspace.time_zone)).date()
        ).delete()
    return 0


def _mentions(row: LookBack, search: Search, fit: Fitting) -> int:
    rows = list(
        Mention.objects.filter(workspace_id=row.workspace_id, at__gte=row.since, pk__gt=row.after).order_by("pk")[:STEP]
    )
    if not rows:
        return 0
    has = set(
        Match.objects.filter(search=search, mention_id__in=[one.pk for one in rows]).values_list(
            "mention_id", flat=True
        )
    )
    fitting: list[tuple[Found, tuple[Fit, ...]]] = []
    for one in rows:
        hit = None if one.pk in has or not one.text else fit(one.text)
        if hit and (not search.languages or one.language in (*search.languages, "und")):
            fitting.append((_as_found(one), (Fit(search.pk, hit.misspelt, hit.tagged),)))
    add_fits(row.workspace_id, ZoneInfo(row.workspace.time_zone), fitting)
    row.after, row.done, row.found = rows[-1].pk, row.done + len(rows), row.found + len(fitting)
    return len(rows)


def _passed(row: LookBack, search: Search, fit: Fitting) -> int:
    rows = list(
        Passed.objects.select_for_update(skip_locked=True)
        .filter(workspace_id=row.workspace_id, at__gte=row.since, pk__gt=row.after)
        .order_by("pk")[:STEP]
    )
    if not rows:
        return 0
    waiting = [Waiting(one.workspace_id, one.source_id, from_json(one.item), one.taken_at) for one in rows]
    number = {id(each): one.pk for each, one in zip(waiting, rows, strict=True)}
    hits = [(one, fit(one.item.text)) for one in waiting]
    fitting = [(one, [hit]) for one, hit in hits if hit is not None]
    languages = {search.pk: frozenset(search.languages)} if search.languages else {}
    found = [(one, told, fits) for one, told, fits in enrich(row.workspace_id, fitting, languages) if fits]
    if found:
        store(
            row.workspace_id,
            ZoneInfo(row.workspace.time_zone),
            [found_of(row.workspace_id, one, told, fits) for one, told, fits in found],
        )
        Passed.objects.filter(pk__in=[number[id(one)] for one, _, _ in found]).delete()
    row.after, row.done, row.found = rows[-1].pk, row.done + len(rows), row.found + len(found)
    return len(rows)


def _as_found(one: Mention) -> Found:
    item = Item(
        one.external_id, one.at, one.text, likes=one.likes, comments=one.comments, shares=one.shares,
        followers=one.followers, sharers_followers=one.sharers_followers,
    )  # fmt: skip
    reading = Reading(one.language, one.tone, one.tone_sure, one.offensive, one.praise)
    return Found(
        item, one.source_id, one.taken_at, (), reading, one.author_key, None, None,
        id=one.pk, group=one.group or one.pk, opens_group=one.opens_group,
    )  # fmt: skip
