"""What desks and topics have in common: the days asked for, the figures as rows, the words that say what they say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from leitstand.house import charts
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span
from leitstand.listening.models import Search, Source
from leitstand.listening.queries.desks import busiest, examples, spoken_of
from leitstand.listening.queries.figures import TONES, Scope, Total, by_search, days_together, whole

DAYS: Final = 30
# Okabe and Ito's again: told apart with every kind of colour vision, and bad news is not blue.
TONE_COLOURS: Final = {"negative": "#d55e00", "unsure": "#cc79a7", "neutral": "#56b4e9", "positive": "#009e73"}
# In this order people's words are shown: what needs somebody first.
TOLD_FIRST: Final = ("negative", "positive", "unsure", "neutral")
# From so many mentions read on a share says something; our own proposal.
FEWEST: Final = 10


@dataclass(frozen=True, slots=True)
class Row:
    """A figure with what it was before; `is_actionable`: put into context, it can be acted on (guide 5.4)."""

    label: str
    now: str
    before: str
    change: str
    note: str = ""
    is_actionable: bool = False

    @property
    def sentence(self) -> str:
        """The figure in one sentence, as a finding begins with it."""
        told = {"label": self.label, "now": self.now, "before": self.before}
        if self.before in ("", "–"):
            return _("%(label)s: %(now)s") % told
        return _("%(label)s: %(now)s, before %(before)s") % told


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a scope beside those of other days, read once for all that is shown of them."""

    scope: Scope
    against: Span
    totals: Mapping[int, Total]
    earlier: Mapping[int, Total]

    @property
    def now(self) -> Total:
        """All searches together."""
        return whole(self.totals.values())

    def rows(self) -> list[Row]:
        """Return the figures: those that only describe, then those to act on."""
        now, then = self.now, whole(self.earlier.values())
        told = _("told of %(count)s mentions")
        return [
            _count(_("Mentions"), now.sums.mentions, then.sums.mentions),
            _count(_("Without copies"), now.sums.groups, then.sums.groups, _("what says the same counts once")),
            _count(
                _("Interactions"), now.interactions, then.interactions,
                _("likes + comments + shares") + ", " + told % {"count": _number(now.sums.interactions_told)},
            ),
            _count(
                _("Potential reach"), now.reach, then.reach,
                _("followers of authors and sharers") + ", " + told % {"count": _number(now.sums.reach_told)},
            ),
            _share(_("Negative, of those read"), now, then, "negative"),
            _share(_("Positive, of those read"), now, then, "positive"),
        ]  # fmt: skip


def report_of(scope: Scope, against: Span, *, overlap: int | None = None) -> Report:
    """Read the figures of a scope and of other days."""
    totals, earlier = (by_search(one, overlap=overlap) for one in (scope, scope.over(against)))
    return Report(scope, against, totals, earlier)


def shown_of(report: Report) -> dict[str, object]:
    """Return what every desk and every topic shows of a report: figures, course, words of people, what is spoken of."""
    rows, (plot, plotted), loud = report.rows(), tone_chart(report.scope), busiest(report.scope)
    return {
        "span": report.scope.span,
        "against": report.against,
        "searches": report.scope.searches,
        "descriptive": [one for one in rows if not one.is_actionable],
        "actionable": [one for one in rows if one.is_actionable],
        "chart": plot,
        "rows": plotted,
        "tones": tone_rows(report.now),
        "examples": [(tone_name(tone), ones) for tone, ones in examples(loud, TOLD_FIRST).items()],
        "spoken": spoken_of(report.scope),
    }


def tone_rows(total: Total) -> list[tuple[str, int, str]]:
    """Return each tone with its mentions and share."""
    return [(tone_name(tone), getattr(total.sums, tone), percent(total.share(tone))) for tone in TONES]


def tone_name(tone: str) -> str:
    """Return a tone as people say it."""
    return {
        "positive": pgettext("tone", "Positive"),
        "neutral": pgettext("tone", "Neutral"),
        "negative": pgettext("tone", "Negative"),
        "unsure": pgettext("tone", "Unsure"),
    }[tone]


def percent(share: float | None) -> str:
    """Return a share as people write it; "–" where there is none."""
    return "–" if share is None else f"{number_format(round(100 * share, 1))} %"


def signed(part: float | None) -> str:
    """Return a growth with its sign; "" where nothing can be said."""
    if part is None:
        return ""
    number = round(100 * part)
    return f"{'−' if number < 0 else '+'}{number_format(abs(number), force_grouping=True)} %"


def tone_chart(scope: Scope) -> tuple[charts.Spec | None, list[dict[str, object]]]:
    """Return mentions by day and tone as a plot and as rows; no plot where there is nothing."""
    rows: list[dict[str, object]] = [
        {"week": day.isoformat(), "channel": tone_name(tone), "value": count}
        for day, total in days_together(scope)
        for tone in TONES
        if (count := getattr(total.sums, tone))
    ]
    if not rows:
        return None, []
    colours = {tone_name(tone): colour for tone, colour in TONE_COLOURS.items()}
    return charts.weeks(rows, title=_("Mentions"), week_title=_("Day"), colours=colours), rows


def sources_asked(request: WorkRequest) -> tuple[list[Source], tuple[int, ...]]:
    """Return all sources, and the one the address asks for."""
    there = list(Source.objects.filter(workspace=request.workspace).order_by("name"))
    wanted = request.GET.get("quelle", "")
    return there, tuple(one.pk for one in there if str(one.pk) == wanted)


def overlap_asked(request: WorkRequest) -> int | None:
    """Return the overlap in percent the address asks for; None where it asks for none."""
    told = request.GET.get("ueberlappung", "")
    return min(100, int(told)) if told.isascii() and told.isdigit() and len(told) <= 3 else None


def against_of(request: WorkRequest, span: Span) -> Span:
    """Return the days a span is held against: those before it, or those a year earlier."""
    return span.year_before() if beside_of(request) == "jahr" else span.before()


def beside_of(request: WorkRequest) -> str:
    """Return what is shown beside: "jahr" or "davor"."""
    return "jahr" if request.GET.get("neben") == "jahr" else "davor"


def searches_for(request: WorkRequest, *purposes: str) -> Sequence[Search]:
    """Return the searches of these purposes."""
    rows = Search.objects.filter(workspace=request.workspace, purpose__in=purposes).select_related("workspace")
    return list(rows)


def _count(label: str, now: int | None, then: int | None, note: str = "") -> Row:
    growth = (now - then) / then if now is not None and then else None
    return Row(label, _number(now), _number(then), signed(growth), note)


def _share(label: str, now: Total, then: Total, tone: str) -> Row:
    present, earlier = now.share(tone), then.share(tone)
    change = ""
    if present is not None and earlier is not None and min(now.read, then.read) >= FEWEST:
        points = round(100 * (present - earlier), 1)
        change = _("%(sign)s%(points)s points") % {
            "sign": "−" if points < 0 else "+", "points": number_format(abs(points)),
        }  # fmt: skip
    note = _("of %(count)s mentions read; “unsure” is among them") % {"count": _number(now.read)}
    return Row(label, percent(present), percent(earlier), change, note, is_actionable=True)


def _number(value: int | None) -> str:
    return "–" if value is None else number_format(value, force_grouping=True)
