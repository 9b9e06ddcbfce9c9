"""Reads of mentions: the list of a search, what says the same, one of them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Q, QuerySet

from leitstand.house.models import Workspace
from leitstand.listening.models import Handling, Match, Mention

PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Wish:
    """What a list of mentions is narrowed to; "" and None: any."""

    tone: str = ""
    source: int | None = None
    misspelt: bool = False
    untagged: bool = False
    # Only what was given to this person to look after.
    owner: int | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a list goes on: after this moment and number."""

    at: datetime
    id: int

    @classmethod
    def read(cls, told: str) -> "Place | None":
        """Read a place as an address holds it; None for anything else."""
        moment, _sign, number = told.partition("~")
        try:
            found = cls(datetime.fromisoformat(moment), int(number))
        except ValueError:
            return None
        return found if found.at.tzinfo is not None else None

    def __str__(self) -> str:
        return f"{self.at.isoformat()}~{self.id}"


def stream(search: int, wish: Wish | None = None, *, after: Place | None = None, most: int = PAGE) -> list[Match]:
    """Return mentions of a search, the newest first, each with its mention and source; read from one index."""
    rows = narrowed(Match.objects.filter(search_id=search), wish or Wish())
    if after is not None:
        rows = rows.filter(at__lte=after.at).filter(Q(at__lt=after.at) | Q(pk__lt=after.id))
    page = list(rows.select_related("source").order_by("-at", "-pk")[:most])
    return with_mentions(page)


def narrowed(rows: QuerySet[Match], wish: Wish) -> QuerySet[Match]:
    """Return matches narrowed to a wish."""
    if wish.tone:
        rows = rows.filter(tone=wish.tone)
    if wish.source is not None:
        rows = rows.filter(source_id=wish.source)
    if wish.misspelt:
        rows = rows.exclude(misspelt=[])
    if wish.untagged:
        rows = rows.filter(tagged=False)
    if wish.owner is not None:
        rows = rows.filter(mention_id__in=Handling.objects.filter(owner_id=wish.owner).values("mention"))
    if wish.since is not None:
        rows = rows.filter(at__gte=wish.since)
    if wish.until is not None:
        rows = rows.filter(at__lt=wish.until)
    return rows


def mention_of(workspace: Workspace, number: int) -> Mention | None:
    """Return a mention of this workspace, with its source and the channel of that; None where there is none."""
    rows = Mention.objects.filter(workspace=workspace, pk=number)
    return rows.select_related("source__channel", "workspace").first()


def same_as(mention: Mention, *, most: int = 20) -> list[Mention]:
    """Return what says the same as a mention, the first one first."""
    if mention.group is None:
        return []
    rows = Mention.objects.filter(workspace_id=mention.workspace_id, group=mention.group).exclude(pk=mention.pk)
    return list(rows.select_related("source").order_by("at")[:most])


def spellings_met(search: int, since: datetime, *, most: int = 2_000) -> dict[str, int]:
    """Return the misspellings among the latest mentions found by one, with how often each was met."""
    rows = Match.objects.filter(search_id=search, at__gte=since).exclude(misspelt=[])
    found: dict[str, int] = {}
    for words in rows.order_by("-at").values_list("misspelt", flat=True)[:most]:
        for word in words:
            found[word] = found.get(word, 0) + 1
    return dict(sorted(found.items(), key=lambda one: (-one[1], one[0])))


def with_mentions(page: list[Match]) -> list[Match]:
    """Return a page with its mentions fetched, looking only into the months they lie in."""
    if not page:
        return page
    moments = [match.at for match in page]
    rows = Mention.objects.filter(
        pk__in=[match.mention_id for match in page], at__gte=min(moments), at__lte=max(moments)
    )
    by_key = rows.in_bulk()
    for match in page:
        found = by_key.get(match.mention_id)
        if found is not None:
            match.mention = found
    return page
