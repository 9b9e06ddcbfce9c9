"""The ready-made desks: reputation, crisis, competition and trends. They read sums, and a few mentions as examples."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
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
from leitstand.house.spans import asked_span
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.listening.actions.keep_words import keep_words, searches_with_alarm, words_watched
from leitstand.listening.core.trends import AGAINST, POSTS_FROM, RISES_FROM, WINDOW
from leitstand.listening.desk_forms import WordsForm
from leitstand.listening.models import AlarmRaised, Finding, Search
from leitstand.listening.queries import desks as reads
from leitstand.listening.queries.desks import Scope
from leitstand.listening.queries.figures import rising_of
from leitstand.listening.reporting import (
    DAYS,
    TOLD_FIRST,
    against_of,
    overlap_asked,
    percent,
    rows_of,
    searches_for,
    signed,
    sources_asked,
    tone_chart,
    tone_name,
    tone_rows,
)

FINDINGS: Final = 5
LATELY: Final = timedelta(days=14)
WORDS_SHOWN: Final = 12
PURPOSES_OF: Final = {
    "ruf": ("reputation",), "krise": ("crisis", "reputation"), "markt": ("reputation", "competitor", "trend"),
}  # fmt: skip


def report_of(request: WorkRequest, searches: Sequence[Search]) -> tuple[Scope, dict[str, object]]:
    """Return what is asked about, and what every desk and topic shows of it."""
    form, span = asked_span(request, days=DAYS)
    there, sources = sources_asked(request)
    scope = Scope(searches, span, sources)
    against, overlap = against_of(request, span), overlap_asked(request)
    plot, plotted = tone_chart(scope)
    rows = rows_of(scope, against, overlap=overlap)
    loud = reads.busiest(scope)
    context: dict[str, object] = {
        "form": form,
        "span": span,
        "against": against,
        "sources": there,
        "chosen_source": sources[0] if sources else None,
        "overlap": "" if overlap is None else overlap,
        "beside": "jahr" if request.GET.get("neben") == "jahr" else "davor",
        "searches": searches,
        "descriptive": [one for one in rows if not one.is_actionable],
        "actionable": [one for one in rows if one.is_actionable],
        "chart": plot,
        "rows": plotted,
        "tones": tone_rows(reads.whole(reads.sums_by_search(scope).values())),
        "examples": [(tone_name(tone), ones) for tone in TOLD_FIRST if (ones := reads.examples(loud, tone))],
        "spoken": reads.spoken_of(scope),
        "signed": signed,
        "may_change": request.actor.may(Permission.ANSWER),
    }
    return scope, context


def _findings(request: WorkRequest, desk: str) -> list[Finding]:
    rows = Finding.objects.filter(workspace=request.workspace, desk=desk).select_related("owner", "decision")
    return list(rows[:FINDINGS])


@require_safe
@allow(Permission.SEE)
def reputation(request: WorkRequest) -> HttpResponse:
    """Show what is said of brand and products: volume, tone by subject, topics, who is loudest, examples."""
    searches = searches_for(request, *PURPOSES_OF["ruf"])
    scope, context = report_of(request, searches)
    totals = reads.sums_by_search(scope)
    earlier = reads.sums_by_search(scope.over(against_of(request, scope.span)))
    by_subject: dict[str, list[Search]] = defaultdict(list)
    for one in searches:
        by_subject[one.subject or one.name].append(one)
    subjects = []
    for name, ones in sorted(by_subject.items()):
        now, then = (reads.whole(told[one.pk] for one in ones) for told in (totals, earlier))
        subjects.append((name, now.sums.mentions, tone_rows(now), percent(then.share("negative"))))
    extra = {
        "here": "reputation",
        "desk": "ruf",
        "subjects": subjects,
        "loudest": reads.loudest(reads.busiest(scope)),
        "latest": reads.LATEST,
        "by_source": _by_source(scope, context),
        "findings": _findings(request, "ruf"),
    }
    return render(request, "listening/desk_reputation.html", {**context, **extra})


def _by_source(scope: Scope, context: dict[str, object]) -> list[tuple[str, int, str, str]]:
    there = context["sources"]
    names = {one.pk: one.name for one in there} if isinstance(there, list) else {}
    return [
        (
            names.get(source, "–"),
            total.sums.mentions,
            "–" if total.interactions is None else str(total.interactions),
            percent(total.share("negative")),
        )
        for source, total in reads.sums_by_source(scope).items()
    ]


@require_safe
@allow(Permission.SEE)
def crisis(request: WorkRequest) -> HttpResponse:
    """Show how today stands against usual, the words that announce trouble, alarms, and where the plan is."""
    now = clock.now()
    searches = searches_for(request, *PURPOSES_OF["krise"])
    scope, context = report_of(request, searches)
    today, lately = reads.usual_day(scope, day_in(request.workspace, now))
    watched = words_watched(request.workspace.pk)
    raised = AlarmRaised.objects.filter(workspace=request.workspace, at__gte=now - LATELY)
    extra = {
        "here": "crisis",
        "desk": "krise",
        "today": today.sums,
        "usual": round(lately.sums.mentions / 28, 1),
        "usual_negative": round(lately.sums.negative / 28, 1),
        "is_unusual": today.sums.negative >= 5 and today.sums.negative > 3 * lately.sums.negative / 28,
        "words": reads.frequency_of(scope, watched)[:WORDS_SHOWN],
        "words_count": len(watched),
        "words_alarm": bool(searches_with_alarm(request.workspace.pk)),
        "raised": list(raised.select_related("alarm__search", "seen_by").order_by("-at")[:10]),
        "findings": _findings(request, "krise"),
    }
    return render(request, "listening/desk_crisis.html", {**context, **extra})


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
    now = clock.now()
    searches = searches_for(request, *PURPOSES_OF["markt"])
    rivals = [one for one in searches if one.purpose != "trend"]
    scope, context = report_of(request, searches)
    voices = Scope(rivals, scope.span, scope.sources)
    totals = reads.sums_by_search(voices)
    earlier = reads.sums_by_search(voices.over(against_of(request, scope.span)))
    whole, before = (sum(one.sums.mentions for one in told.values()) for told in (totals, earlier))
    table = [
        (
            one,
            totals[one.pk],
            percent(totals[one.pk].sums.mentions / whole if whole else None),
            percent(earlier[one.pk].sums.mentions / before if before else None),
            percent(totals[one.pk].share("negative")),
            percent(totals[one.pk].share("positive")),
        )
        for one in rivals
    ]
    table.sort(key=lambda row: -row[1].sums.mentions)
    plotted = _weeks(voices)
    context["chart"] = charts.weeks(plotted, title=_("Mentions"), week_title=_("Week from")) if plotted else None
    context["rows"] = plotted
    extra = {
        "here": "market",
        "desk": "markt",
        "table": table,
        "rising": [(one, rising_of(one, now, most=5)) for one in searches],
        "formula": {"least": POSTS_FROM, "from": int(RISES_FROM), "hours": WINDOW // timedelta(hours=1), "days": AGAINST.days},
        "has_rivals": any(one.purpose == "competitor" for one in searches),
        "findings": _findings(request, "markt"),
    }  # fmt: skip
    return render(request, "listening/desk_market.html", {**context, **extra})


def _weeks(scope: Scope) -> list[charts.Spec]:
    """Return the mentions of each search by week (its Monday), as a plot reads them."""
    counted: dict[tuple[str, str], int] = defaultdict(int)
    names = {one.pk: one.name for one in scope.searches}
    for search, days in reads.mentions_by_day(scope).items():
        for day, count in days.items():
            counted[(day - timedelta(days=day.weekday())).isoformat(), names[search]] += count
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
        _("Day"), _("Search"), _("Mentions"), _("Without copies"), *(tone_name(tone) for tone in reads.TONES), _("Interactions"),
        _("Potential reach"),
    ]  # fmt: skip
    names = {one.pk: one for one in scope.searches}
    lines: list[list[TableCell]] = [
        [
            day, names[search].name, total.sums.mentions, total.sums.groups,
            *(getattr(total.sums, tone) for tone in reads.TONES), total.interactions, total.reach,
        ]
        for day, search, total in reads.sums_by_day(scope)
    ]  # fmt: skip
    if name.endswith(".csv"):
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title=_("Listening"), widths=[14, 28] + [12] * 8), name)
