"""Reads of the chances desk: the list, and what came of them. Read from chances alone, never from all mentions."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from django.db.models import Count, Q

from leitstand.house.models import Person, Workspace
from leitstand.listening.models import Chance, Match, Mention, Search
from leitstand.listening.models.work import LIVE_CHANCES
from leitstand.listening.queries.mentions import PAGE, Place

# The middle is taken of so many of the latest; more would not move it.
_MOST_TIMES: Final = 5_000


@dataclass(slots=True)
class ChanceRow:
    """A chance with what was said and the searches that found it; the mention is None once it had to go."""

    chance: Chance
    mention: Mention | None = None
    searches: list[Search] = field(default_factory=list)
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class ChanceFigures:
    """What came of the chances found within some days. `to_contact` is the middle time to the first contact."""

    found: int
    handed: int
    contacted: int
    leads: int
    irrelevant: int
    lost: int
    to_contact: timedelta | None


def chance_rows(
    workspace: Workspace,
    *,
    stand: str = "",
    owner: Person | None = None,
    after: Place | None = None,
    most: int = PAGE,
    today: date,
) -> list[ChanceRow]:
    """Return chances, the newest first; `stand` "": those nothing has come of yet, "alle": all of them."""
    rows = Chance.objects.filter(workspace=workspace)
    if stand == "":
        rows = rows.filter(state__in=LIVE_CHANCES)
    elif stand != "alle":
        rows = rows.filter(state=stand)
    if owner is not None:
        rows = rows.filter(owner=owner)
    if after is not None:
        rows = rows.filter(at__lte=after.at).filter(Q(at__lt=after.at) | Q(pk__lt=after.id))
    page = list(rows.select_related("owner", "opportunity").order_by("-at", "-pk")[:most])
    return _with_mentions(page, today)


def _with_mentions(page: Sequence[Chance], today: date) -> list[ChanceRow]:
    """Fetch what a page shows, looking only into the months it lies in."""
    if not page:
        return []
    moments, numbers = [one.at for one in page], [one.mention for one in page]
    first, last = min(moments), max(moments)
    mentions = Mention.objects.filter(pk__in=numbers, at__gte=first, at__lte=last).select_related("source").in_bulk()
    searches: defaultdict[int, list[Search]] = defaultdict(list)
    fits = Match.objects.filter(mention_id__in=numbers, at__gte=first, at__lte=last).select_related("search")
    for fit in fits.order_by("pk"):
        searches[fit.mention_id].append(fit.search)
    return [
        ChanceRow(
            one,
            mentions.get(one.mention),
            searches[one.mention],
            one.due_on is not None and one.due_on < today and one.state in ("open", "handed"),
        )
        for one in page
    ]


def chance_figures(workspace: Workspace, since: datetime) -> ChanceFigures:
    """Return what came of the chances found since a moment."""
    found = Chance.objects.filter(workspace=workspace, found_at__gte=since)
    told = found.aggregate(
        found=Count("pk"),
        handed=Count("pk", filter=Q(handed_at__isnull=False)),
        contacted=Count("pk", filter=Q(contacted_at__isnull=False)),
        leads=Count("pk", filter=Q(became_lead_at__isnull=False)),
        irrelevant=Count("pk", filter=Q(state="irrelevant")),
        lost=Count("pk", filter=Q(state="lost")),
    )
    pairs = found.filter(contacted_at__isnull=False).order_by("-found_at").values_list("found_at", "contacted_at")
    seconds = [
        max((contacted - at).total_seconds(), 0) for at, contacted in pairs[:_MOST_TIMES] if contacted is not None
    ]
    return ChanceFigures(**told, to_contact=timedelta(seconds=median(seconds)) if seconds else None)
