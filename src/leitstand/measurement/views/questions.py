"""Three questions everybody asks first: where do followers come from, which content works, when is most seen (guide 5.4)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dates import WEEKDAYS
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources as networks_to_read
from leitstand.compliance.queries import unsteered
from leitstand.house import charts, clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.spans import Span, SpanForm, asked_span
from leitstand.house.tables import TableCell, as_csv, as_file, as_workbook
from leitstand.house.zones import day_in
from leitstand.measurement import queries, typical
from leitstand.measurement.actions.keep_new_followers import import_new_followers, type_new_followers
from leitstand.measurement.core.figures import change
from leitstand.measurement.core.new_followers import Won
from leitstand.measurement.forms import NewFollowersForm, PageFileForm
from leitstand.measurement.labels import SOURCES
from leitstand.measurement.spreadsheets import BYTES_MAX
from leitstand.planning.models.plan import CONTENT_KINDS
from leitstand.planning.post_formats import formats_of, said
from leitstand.strategy.queries.audiences import pillars_of

DAYS: Final = 90
GROUPINGS: Final = ("kind", "format", "pillar")


@dataclass(frozen=True, slots=True)
class Asking:
    """What the address asks for."""

    form: SpanForm
    span: Span
    channel: Channel | None
    channels: Sequence[Channel]
    by: str
    asked: typical.Asked


@require_safe
@allow(Permission.SEE_FIGURES)
def questions(request: WorkRequest) -> HttpResponse:
    """Answer the three questions for a span and one channel or all, each in a sentence first."""
    asking = _asking(request)
    won = typical.sources(asking.asked, asking.span.first, asking.span.last)
    kinds = typical.contents(asking.asked, asking.by)
    times = typical.times(asking.asked)
    names = _names(request, asking.by)
    context = {
        "asking": asking,
        "groupings": [("kind", _("Kind")), ("format", _("Format")), ("pillar", _("Pillar"))],
        "growth": _growth(asking),
        "sources": [(_channel(asking, one.channel), SOURCES.get(one.source, one.source), one) for one in won],
        "from_where": _from_where(won),
        "contents": [(names.get(one.key, one.key), one) for one in kinds],
        "which": _which(names, kinds),
        "chart": _heat(times),
        "hours": [f"{hour:02d}–{hour + typical.HOURS:02d}" for hour in range(0, 24, typical.HOURS)],
        "week": _week(times),
        "when": _when(times),
        "fewest": typical.FEWEST,
        "may_type": request.actor.may(Permission.TYPE_READINGS),
    }
    return render(request, "measurement/questions.html", context)


@require_safe
@allow(Permission.SEE_FIGURES)
def download(request: WorkRequest, question: str, ending: str) -> HttpResponse:
    """Give the table of one question as CSV or workbook."""
    tables = {"herkunft": _sources_table, "inhalte": _contents_table, "zeiten": _times_table}
    if question not in tables or ending not in ("csv", "xlsx"):
        raise Http404
    head, lines = tables[question](request, _asking(request))
    name = f"{question}.{ending}"
    if ending == "csv":
        return as_file(as_csv([head, *lines]), name)
    return as_file(as_workbook(head, lines, title=question, widths=[24] * len(head), freeze="B2"), name)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.TYPE_READINGS)
def origins(request: WorkRequest, channel: int) -> HttpResponse:
    """Note where a channel's new followers come from: one figure, or the file the network gives."""
    found = get_object_or_404(Channel, pk=channel, workspace=request.workspace)
    is_file = "file" in request.FILES or request.POST.get("way") == "file"
    told = request.POST if request.method == "POST" else None
    form = NewFollowersForm(None if is_file else told, initial={"day": day_in(request.workspace, clock.now())})
    upload = PageFileForm(told if is_file else None, request.FILES if is_file else None)
    faults: tuple[tuple[int, str], ...] = ()
    if is_file and upload.is_valid():
        data = upload.cleaned_data["file"].read(BYTES_MAX + 1)
        done = import_new_followers(request.actor, found, data, now=clock.now())
        faults = done.faults
        if not faults:
            _tell(request, done.figures, done.ignored)
            return redirect("measurement_questions", request.workspace.slug)
    elif told is not None and not is_file and form.is_valid():
        won = Won(1, form.cleaned_data["day"], form.source_told(), form.cleaned_data["count"])
        try:
            type_new_followers(request.actor, found, won, now=clock.now())
        except Invalid as wrong:
            put_errors(form, wrong)
        else:
            _tell(request, 1, ())
            return redirect("measurement_origins", request.workspace.slug, found.pk)
    status = 422 if faults or form.errors or upload.errors else 200
    context = {"channel": found, "form": form, "upload": upload, "faults": faults}
    return render(request, "measurement/origins.html", context, status=status)


def _tell(request: WorkRequest, figures: int, ignored: Sequence[str]) -> None:
    kept = ngettext("%(count)s figure kept.", "%(count)s figures kept.", figures)
    messages.success(request, kept % {"count": number_format(figures)})
    if ignored:
        names = ", ".join(ignored)
        messages.info(request, _("Columns that are not known were left out: %(names)s.") % {"names": names})


def _asking(request: WorkRequest) -> Asking:
    form, span = asked_span(request, days=DAYS)
    own = unsteered(request.workspace.pk)
    there = Channel.objects.filter(workspace=request.workspace).exclude(network__in=networks_to_read()).order_by("name")
    channels = [channel for channel in there if channel.pk not in own]
    wanted = request.GET.get("kanal", "")
    channel = next((one for one in channels if str(one.pk) == wanted), None)
    by = request.GET.get("nach", "kind")
    start, end = span.moments(request.workspace)
    asked = typical.Asked(request.workspace, start, end, channel)
    return Asking(form, span, channel, channels, by if by in GROUPINGS else "kind", asked)


def _channel(asking: Asking, number: int) -> Channel | None:
    return next((one for one in asking.channels if one.pk == number), None)


def _growth(asking: Asking) -> list[tuple[Channel, int, int, Decimal | None]]:
    """Return for each channel its followers at the end, how many more or fewer they became, and that in percent."""
    chosen = [asking.channel] if asking.channel else list(asking.channels)
    found = []
    courses = queries.followers(chosen, asking.asked.start)
    for channel in chosen:
        course = [(at, value) for at, value in courses[channel.pk] if at < asking.asked.end]
        if len(course) > 1:
            before, after = course[0][1], course[-1][1]
            found.append((channel, int(after), int(after - before), change(before, after)))
    return sorted(found, key=lambda one: -one[2])


def _from_where(won: Sequence[typical.Source]) -> str:
    """Say where most come from."""
    whole: dict[str, int] = {}
    for one in won:
        whole[one.source] = whole.get(one.source, 0) + one.count
    if not sum(whole.values()):
        return ""
    source = max(whole, key=lambda name: (whole[name], name))
    return _("Most new followers came from here: %(source)s (%(count)s of %(all)s).") % {
        "source": SOURCES.get(source, source),
        "count": number_format(whole[source], force_grouping=True),
        "all": number_format(sum(whole.values()), force_grouping=True),
    }


def _names(request: WorkRequest, by: str) -> Mapping[str, str]:
    """Return how the kinds of content are called, by what the plan keeps of them; "" is what nobody told."""
    if by == "kind":
        told = {key: str(name) for key, name in CONTENT_KINDS}
    elif by == "pillar":
        told = {str(one.pk): one.name for one in pillars_of(request.workspace)}
    else:
        told = {one.id: said(one.name) for one in formats_of(request.workspace, archived=True)}
    return {**told, "": _("Not told")}


def _which(names: Mapping[str, str], found: Sequence[typical.Content]) -> str:
    """Say which content works best, where enough posts say so."""
    telling = [one for one in found if one.is_telling and one.key]
    if len(telling) < 2:
        return ""
    best = telling[0]
    return _("“%(name)s” gets most: the middle post reaches %(percent)s %% of what its channel usually gets.") % {
        "name": names.get(best.key, best.key),
        "percent": number_format(round(100 * (best.middle or 0))),
    }


def _when(found: Sequence[typical.Time]) -> str:
    """Say when most is seen, where enough posts say so."""
    telling = [one for one in found if one.is_telling]
    if len(telling) < 2:
        return ""
    best = max(telling, key=lambda one: (one.middle or 0, one.posts))
    said_when = _("Most is seen of what goes out on %(day)s between %(first)s and %(last)s o’clock: %(percent)s %%.")
    return said_when % {
        "day": WEEKDAYS[best.weekday - 1],
        "first": best.hour,
        "last": best.hour + typical.HOURS,
        "percent": number_format(round(100 * (best.middle or 0))),
    }


def _week(found: Sequence[typical.Time]) -> list[tuple[str, list[typical.Time | None]]]:
    held = {(one.weekday, one.hour): one for one in found}
    hours = range(0, 24, typical.HOURS)
    return [(str(WEEKDAYS[day - 1]), [held.get((day, hour)) for hour in hours]) for day in range(1, 8)]


def _heat(found: Sequence[typical.Time]) -> charts.Spec | None:
    telling = [one for one in found if one.is_telling]
    if len(telling) < 2:
        return None
    rows: list[charts.Spec] = [
        {
            "day": str(WEEKDAYS[one.weekday - 1]),
            "hour": f"{one.hour:02d}–{one.hour + typical.HOURS:02d}",
            "value": round(100 * (one.middle or 0)),
            "posts": one.posts,
        }
        for one in telling
    ]
    return charts.heat(
        rows,
        days=[str(WEEKDAYS[day]) for day in range(7)],
        hours=[f"{hour:02d}–{hour + typical.HOURS:02d}" for hour in range(0, 24, typical.HOURS)],
        title=_("Impressions, 100 is usual"),
        day_title=_("Day"),
        hour_title=_("Published at"),
    )


def _sources_table(request: WorkRequest, asking: Asking) -> tuple[list[str], Iterator[list[TableCell]]]:
    head = [_("Channel"), _("They came from"), _("New followers"), _("Share in percent")]
    found = typical.sources(asking.asked, asking.span.first, asking.span.last)
    lines: Iterator[list[TableCell]] = (
        [
            str(_channel(asking, one.channel) or ""),
            str(SOURCES.get(one.source, one.source)),
            one.count,
            round(one.share, 1),
        ]
        for one in found
    )
    return head, lines


def _contents_table(request: WorkRequest, asking: Asking) -> tuple[list[str], Iterator[list[TableCell]]]:
    head = [_("Content"), _("Posts"), _("With figures"), _("Interactions"), _("Middle post, 100 is usual"), _("Rate")]
    names = _names(request, asking.by)
    lines: Iterator[list[TableCell]] = (
        [
            names.get(one.key, one.key),
            one.posts,
            one.told,
            one.interactions,
            None if one.middle is None else round(100 * one.middle),
            None if one.rate is None else round(one.rate, 2),
        ]
        for one in typical.contents(asking.asked, asking.by)
    )
    return head, lines


def _times_table(request: WorkRequest, asking: Asking) -> tuple[list[str], Iterator[list[TableCell]]]:
    head = [_("Day"), _("Published at"), _("Posts"), _("Impressions per post"), _("Middle post, 100 is usual")]
    lines: Iterator[list[TableCell]] = (
        [
            str(WEEKDAYS[one.weekday - 1]),
            f"{one.hour:02d}:00",
            one.posts,
            round(Decimal(one.impressions), 1),
            None if one.middle is None else round(100 * one.middle),
        ]
        for one in typical.times(asking.asked)
    )
    return head, lines
