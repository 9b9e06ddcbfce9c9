"""Own figures beside surveys: what people did after a post, and where they discovered us."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from leitstand.house.models import Workspace
from leitstand.house.spans import Span
from leitstand.leads.core.brought import Compared, compared
from leitstand.leads.data import survey
from leitstand.leads.models import Conversion, Opportunity


@dataclass(frozen=True, slots=True)
class Did:
    """One of the six things people do: how often here, of these off the internet, and the share among people asked."""

    line: Compared
    count: int
    offline: int


@dataclass(frozen=True, slots=True)
class Heard:
    """Where people discovered us, of how many answers."""

    lines: Sequence[Compared]
    answers: int


def done(workspace: Workspace, span: Span) -> list[Did]:
    """Return the six outcomes; only what people were asked about has a share that can be compared."""
    begin, end = span.moments(workspace)
    rows = Conversion.objects.filter(workspace=workspace, at__gte=begin, at__lt=end).order_by()
    told = {
        kind: (count, offline or 0, yes or 0, asked or 0)
        for kind, count, offline, yes, asked in rows.values_list("kind").annotate(
            all=Sum("count"),
            off=Sum("count", filter=Q(is_offline=True)),
            yes=Sum("count", filter=Q(asked__isnull=False)),
            base=Sum("asked"),
        )
    }
    found = []
    for kind, share in survey("outcomes").shares.items():
        count, offline, yes, asked = told.get(kind, (0, 0, 0, 0))
        (line,) = compared({kind: yes}, asked, {kind: share})
        found.append(Did(line, count, offline))
    return found


def discovered(workspace: Workspace, span: Span) -> Heard:
    """Return where new leads and buyers say they discovered us; who was not asked is left out."""
    begin, end = span.moments(workspace)
    counts: Counter[str] = Counter()
    deals = Opportunity.objects.filter(workspace=workspace, added_at__gte=begin, added_at__lt=end)
    for name, count in deals.exclude(discovered="").values_list("discovered").annotate(all=Count("pk")).order_by():
        counts[name] += count
    rows = Conversion.objects.filter(workspace=workspace, at__gte=begin, at__lt=end)
    for name, count in rows.exclude(discovered="").values_list("discovered").annotate(all=Sum("count")).order_by():
        counts[name] += count
    base = counts.total()
    return Heard(compared(counts, base, survey("discovery").shares), base)
