"""The ready-made desks: reputation, crisis, competition and trends. They read sums, and a few mentions as examples."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span, asked_span
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_words import keep_words, searches_with_alarm, words_watched
from leitstand.listening.core.alarms import DAYS_BEFORE, FEWEST_DAYS, judge_volume, middle
from leitstand.listening.core.trends import AGAINST, POSTS_FROM, RISES_FROM, WINDOW
from leitstand.listening.core.voice import share_of_voice
from leitstand.listening.desk_forms import WordsForm
from leitstand.listening.models import AlarmRaised, Finding, Search, Source
from leitstand.listening.queries import desks as reads
from leitstand.listening.queries.figures import (
    TONES,
    Scope,
    Total,
    by_day,
    by_source,
    days_together,
    first_day,
    rising_of,
    whole,
)
from leitstand.listening.reporting import (
    DAYS,
    Report,
    against_of,
    beside_of,
    overlap_asked,
    percent,
    report_of,
    searches_for,
    shown_of,
    sources_asked,
    tone_name,
    tone_rows,
)

FINDINGS: Final = 5
LATELY: Final = timedelta(days=14)
WORDS_SHOWN: Final = 12
# What an alarm on volume begins with, if nobody sets it otherwise (models.Alarm).
UNUSUAL_FROM: Final = 3.0
UNUSUAL_AT_LEAST: Final = 5
PURPOSES_OF: Final = {
    "ruf": ("reputation",), "krise": ("crisis", "reputation"), "markt": ("reputation", "competitor", "trend"),
}  # fmt: skip


def _asked(request: WorkRequest, desk: str) -> tuple[Report, dict[str, object]]:
    """Return the figures a desk was asked for, and what it shows of them whatever desk it is."""
    form, span = asked_span(request, days=DAYS)
    there, sources = sources_asked(request)
    overlap = overlap_asked(request)
    scope = Scope(searches_for(request, *PURPOSES_OF[desk]), span, sources)
    report = report_of(scope, against_of(request, span), overlap=overlap)
    context: dict[str, object] = {
        **shown_of(report),
        "form": form,
        "desk": desk,
        "sources": there,
        "chosen_source": sources[0] if sources else None,
        "overlap": "" if overlap is None else overlap,
        "beside": beside_of(request),
        "findings": _findings(request, desk),
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return report, context


def _findings(request: WorkRequest, desk: str) -> list[Finding]:
    rows = Finding.objects.filter(workspace=request.workspace, desk=desk).select_related("owner", "decision")
    return list(rows[:FINDINGS])


@require_safe
@allow(Permission.SEE)
def reputation(request: WorkRequest) -> HttpResponse:
    """Show what is said of brand and products: volume, tone by subject, topics, who is loudest, examples."""
    report, context = _asked(request, "ruf")
    by_subject: dict[str, list[int]] = defaultdict(list)
    for one in report.scope.searches:
        by_subject[one.subject or one.name].append(one.pk)
    subjects = []
    for name, ones in sorted(by_subject.items()):
        now, then = (whole(told[one] for one in ones) for told in (report.totals, report.earlier))
        subjects.append((name, now.sums.mentions, tone_rows(now), percent(then.share("negative"))))
    names = dict(Source.objects.filter(workspace=request.workspace).values_list("pk", "name"))
    extra = {
        "here": "reputation",
        "subjects": subjects,
        "loudest": reads.loudest(reads.busiest(report.scope)),
        "latest": reads.LATEST,
        "by_source": [
            (names.get(source, "–"), total.sums.mentions, total.interactions, percent(total.share("negative")))
            for source, total in by_source(report.scope).items()
        ],
    }
    return render(request, "listening/desk_reputation.html", {**context, **extra})


@require_safe
@allow(Permission.SEE)
def crisis(request: WorkRequest) -> HttpResponse:
    """Show how today stands against usual, the words that announce trouble, alarms, and where the plan is."""
    now = clock.now()
    report, context = _asked(request, "krise")
    watched = words_watched(request.workspace.pk)
    raised = AlarmRaised.objects.filter(workspace=request.workspace, at__gte=now - LATELY)
    extra = {
        "here": "crisis",
        **_today(report.scope, day_in(request.workspace, now)),
        "words": reads.frequency_of(report.scope, watched)[:WORDS_SHOWN],
        "words_count": len(watched),
        "words_alarm": bool(searches_with_alarm(request.workspace.pk)),
        "raised": list(raised.select_related("alarm__search", "seen_by").order_by("-at")[:10]),
    }
    return render(request, "listening/desk_crisis.html", {**context, **extra})


def _today(scope: Scope, today: date) -> dict[str, object]:
    """Hold today against the days before, as the alarms do; days before the first mention say nothing of what is usual."""
    first = max(first_day(scope) or today, today - timedelta(days=DAYS_BEFORE))
    *before, present = [total.sums for _day, total in days_together(scope.over(Span(first, today)))]
    negative = judge_volume(
        present.negative, [one.negative for one in before], times=UNUSUAL_FROM, least=UNUSUAL_AT_LEAST
    )
    return {
        "today": present,
        "usual": middle([one.mentions for one in before]) if len(before) >= FEWEST_DAYS else None,
        "usual_negative": negative.usual,
        "is_unusual": negative.alarm and negative.usual is not None,
    }


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.ANSWER)
def words(request: WorkRequest) -> HttpResponse:
    """Show the words that announce trouble; by POST keep them, and the alarms that listen for them."""
    form = WordsForm(request.POST or None).for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["words"].splitlines()
        try:
            kept = keep_words(request.actor, told, alarm_for=list(form.cleaned_data["alarm_for"]), now=clock.now())
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            told_so = ngettext("%(count)s word is watched.", "%(count)s words are watched.", len(kept))
            messages.success(request, told_so % {"count": len(kept)})
            return redirect("listening_crisis", request.workspace.slug)
    if request.method != "POST":
        form.initial = {
            "words": "\n".join(words_watched(request.workspace.pk)),
            "alarm_for": list(searches_with_alarm(request.workspace.pk)),
        }
    context = {"here": "crisis", "form": form, "may_change": request.actor.may(Permission.ANSWER)}
    return render(request, "listening/words.html", context, status=422 if form.errors else 200)


@require_safe
@allow(Permission.SEE)
def market(request: WorkRequest) -> HttpResponse:
    """Show competitors beside oneself by the same figures, the share of voice, and what becomes a topic."""
    report, context = _asked(request, "markt")
    voices = [one for one in report.scope.searches if one.purpose != "trend"]
    everybody, before = (sum(told[one.pk].sums.mentions for one in voices) for told in (report.totals, report.earlier))
    table = [
        (
            one,
            total := report.totals[one.pk],
            percent(share_of_voice([total.sums.mentions], [everybody - total.sums.mentions])),
            percent(share_of_voice([(then := report.earlier[one.pk].sums.mentions)], [before - then])),
            percent(total.share("negative")),
            percent(total.share("positive")),
        )
        for one in voices
    ]
    table.sort(key=lambda row: -row[1].sums.mentions)
    plotted = _weeks(Scope(voices, report.scope.span, report.scope.sources))
    extra = {
        "here": "market",
        "chart": charts.weeks(plotted, title=_("Mentions"), week_title=_("Week from")) if plotted else None,
        "rows": plotted,
        "table": table,
        "voice": percent(_voice(voices, report.totals)),
        "voice_before": percent(_voice(voices, report.earlier)),
        "rising": [(one, rising_of(one, clock.now(), most=5)) for one in reads.busiest(report.scope).searches],
        "formula": {"least": POSTS_FROM, "from": int(RISES_FROM), "hours": WINDOW // timedelta(hours=1), "days": AGAINST.days},
        "has_rivals": any(one.purpose == "competitor" for one in voices),
    }  # fmt: skip
    return render(request, "listening/desk_market.html", {**context, **extra})


def _voice(voices: Sequence[Search], totals: Mapping[int, Total]) -> float | None:
    """Return the share of all our own searches together."""
    ours, theirs = (
        [totals[one.pk].sums.mentions for one in voices if (one.purpose == "competitor") is is_theirs]
        for is_theirs in (False, True)
    )
    return share_of_voice(ours, theirs)


def _weeks(scope: Scope) -> list[charts.Spec]:
    """Return the mentions of each search by week (its Monday), as a plot reads them."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    names = {one.pk: one.name for one in scope.searches}
    for day, search, total in by_day(scope):
        counted[(day - timedelta(days=day.weekday())).isoformat(), names[search]] += total.sums.mentions
    return [{"week": week, "channel": name, "value": count} for (week, name), count in sorted(counted.items())]


@require_safe
@allow(Permission.SEE)
def download(request: WorkRequest, desk: str, ending: str) -> HttpResponse:
    """Give the days of a desk as a table, one line for each search and day."""
    if desk not in PURPOSES_OF or ending not in ("csv", "xlsx"):
        raise Http404
    _form, span = asked_span(request, days=DAYS)
    _there, sources = sources_asked(request)
    return days_file(Scope(searches_for(request, *PURPOSES_OF[desk]), span, sources), f"{desk}.{ending}")


def days_file(scope: Scope, name: str) -> HttpResponse:
    """Give the figures of every search and day as a file."""
    head = [
        _("Day"), _("Search"), _("Mentions"), _("Without copies"), *(tone_name(tone) for tone in TONES), _("Interactions"),
        _("Potential reach"),
    ]  # fmt: skip
    names = {one.pk: one for one in scope.searches}
    lines: list[list[TableCell]] = [
        [
            day, names[search].name, total.sums.mentions, total.sums.groups,
            *(getattr(total.sums, tone) for tone in TONES), total.interactions, total.reach,
        ]
        for day, search, total in by_day(scope)
    ]  # fmt: skip
    if name.endswith(".csv"):
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title=_("Listening"), widths=[14, 28] + [12] * 8), name)
