"""See whether an alarm is due, and give it once: against the usual, never at a handful, then quiet for a while."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Max, Sum
from django.urls import reverse

from leitstand.house.notices import notify
from leitstand.listening.core.alarms import DAYS_BEFORE, Judged, is_quiet, judge_tone, judge_volume, quiet_after
from leitstand.listening.core.matching import Matcher, Wanted
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import Alarm, AlarmRaised, HourFigures, Match, Mention, Search
from leitstand.listening.notices import ALARM, ALARM_BY_MAIL

UNRECORDED: Final = "The alarm itself is kept with its moment and its figures (AlarmRaised)."
WINDOW: Final = timedelta(hours=3)
LOOKED_AT: Final = 2_000


def judge_alarms(*, now: datetime) -> int:
    """Judge every alarm that is neither paused nor quiet; return how many were given."""
    alarms = Alarm.objects.filter(paused_at=None, search__paused_at=None).select_related("workspace", "search")
    return sum(judge(alarm, now=now) for alarm in alarms if not is_quiet(alarm.quiet_until, now))


@transaction.atomic
def judge(alarm: Alarm, *, now: datetime) -> bool:
    """Judge one alarm and give it where it is due."""
    judged, mention = _JUDGES[alarm.kind](alarm, now)
    if not judged.alarm:
        return False
    quiet = quiet_after(now, alarm.pause_hours)
    # Of two workers one gives it.
    if not Alarm.objects.filter(pk=alarm.pk, quiet_until=alarm.quiet_until).update(quiet_until=quiet):
        return False
    raised = AlarmRaised.objects.create(
        workspace=alarm.workspace, alarm=alarm, at=now, counted=judged.counted, usual=judged.usual, mention=mention
    )
    notify(
        ALARM_BY_MAIL if alarm.by_mail else ALARM,
        workspace=alarm.workspace,
        now=now,
        params={"counted": _figure(alarm, judged.counted), "usual": _figure(alarm, judged.usual)},
        path=reverse("listening_alarms", args=[alarm.workspace.slug]),
        about=f"alarm:{raised.pk}",
    )
    return True


def _figure(alarm: Alarm, value: float | None) -> str:
    if value is None:
        return "–"
    return f"{round(100 * value)} %" if alarm.kind == "tone" else f"{round(value)}"


def _volume(alarm: Alarm, now: datetime) -> tuple[Judged, int | None]:
    start = _hour(now - WINDOW)
    before = []
    first = HourFigures.objects.filter(search=alarm.search).order_by("hour").values_list("hour", flat=True).first()
    for days in range(1, DAYS_BEFORE + 1):
        begin = start - timedelta(days=days)
        if first is not None and begin >= _hour(first):
            before.append(_sum(alarm.search, begin, begin + (now - start), "groups"))
    counted = _sum(alarm.search, start, now, "groups")
    judged = judge_volume(counted, before, times=alarm.threshold, least=alarm.least)
    return judged, _latest(alarm.search, start, "") if judged.alarm else None


def _tone(alarm: Alarm, now: datetime) -> tuple[Judged, int | None]:
    start = _hour(now - WINDOW)
    earlier = start - timedelta(days=DAYS_BEFORE)
    negative, read = _tones(alarm.search, start, now)
    judged = judge_tone(negative, read, *_tones(alarm.search, earlier, start), times=alarm.threshold, least=alarm.least)
    return judged, _latest(alarm.search, start, "negative") if judged.alarm else None


def _word(alarm: Alarm, _now: datetime) -> tuple[Judged, int | None]:
    try:
        matcher = Matcher([Wanted(0, parse(alarm.words))])
    except QueryError:
        return Judged(False, 0, None), None
    hits = [mention for mention in _fresh(alarm) if matcher.match(mention.text)]
    return Judged(len(hits) >= max(1, alarm.least), len(hits), None), hits[-1].pk if hits else None


def _author(alarm: Alarm, _now: datetime) -> tuple[Judged, int | None]:
    loud = [mention for mention in _fresh(alarm) if (mention.followers or 0) >= alarm.threshold]
    loudest = max(loud, key=lambda mention: mention.followers or 0, default=None)
    counted = float(loudest.followers or 0) if loudest else 0.0
    return Judged(loudest is not None, counted, None), loudest.pk if loudest else None


_JUDGES = {"volume": _volume, "tone": _tone, "word": _word, "author": _author}


def _fresh(alarm: Alarm) -> list[Mention]:
    """Return the mentions since the alarm last looked, and remember how far it has looked."""
    matches = list(Match.objects.filter(search=alarm.search, pk__gt=alarm.after).order_by("pk")[:LOOKED_AT])
    if not matches:
        return []
    first = not alarm.after
    Alarm.objects.filter(pk=alarm.pk).update(after=matches[-1].pk)
    if first:  # what was there before the alarm is no news
        latest = Match.objects.filter(search=alarm.search, mention__taken_at__lt=alarm.made_at).aggregate(all=Max("pk"))
        matches = [match for match in matches if match.pk > (latest["all"] or 0)]
    return list(Mention.objects.filter(pk__in=[match.mention_id for match in matches]).order_by("at", "pk"))


def _hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)


def _sum(search: Search, since: datetime, until: datetime, name: str) -> int:
    rows = HourFigures.objects.filter(search=search, hour__gte=since, hour__lt=until)
    return rows.aggregate(all=Sum(name))["all"] or 0


def _tones(search: Search, since: datetime, until: datetime) -> tuple[int, int]:
    rows = HourFigures.objects.filter(search=search, hour__gte=since, hour__lt=until)
    found = rows.aggregate(*(Sum(name) for name in ("positive", "neutral", "negative", "unsure")))
    counts = {name: value or 0 for name, value in found.items()}
    return counts["negative__sum"], sum(counts.values())


def _latest(search: Search, since: datetime, tone: str) -> int | None:
    rows = Match.objects.filter(search=search, at__gte=since)
    if tone:
        rows = rows.filter(tone=tone)
    return rows.order_by("-at").values_list("mention_id", flat=True).first()
