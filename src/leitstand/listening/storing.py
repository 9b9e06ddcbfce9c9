"""Put what fits into the tables: mentions, what they fit, groups of the same, and the sums that screens read."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Final
from zoneinfo import ZoneInfo

import numpy as np
from django.db import connection, models
from numpy.typing import NDArray

from leitstand.house.bulk import copy_values
from leitstand.listening.chances import Fresh, note_chances
from leitstand.listening.core.duplicates import ALIKE, Print, bands, likeness, prints
from leitstand.listening.core.items import Item
from leitstand.listening.core.reach import reach_of
from leitstand.listening.models import DayFigures, Group, GroupBand, HourFigures, Match, Mention
from leitstand.listening.models.figures import SUMS
from leitstand.listening.tones import COUNTS_FROM, Reading

# A band that hundreds share says nothing; the newest are compared.
_MOST_CANDIDATES: Final = 60
_COMPARED: Final = 6

_MENTION: Final = (
    "id", "workspace_id", "source_id", "network", "external_id", "kind", "author_key", "author_handle", "author_name",
    "author_url", "text", "url", "at", "taken_at", "language", "tone", "tone_sure", "tone_by", "offensive", "praise",
    "likes", "comments", "shares", "followers", "sharers_followers", "group", "opens_group", "forget_text_at",
    "forget_author_at",
)  # fmt: skip
_MATCH: Final = ("workspace_id", "search_id", "mention_id", "at", "source_id", "tone", "misspelt", "tagged")


@dataclass(frozen=True, slots=True)
class Fit:
    """That an item fits a search, and by which misspellings."""

    search: int
    misspelt: tuple[str, ...] = ()
    tagged: bool = False


@dataclass(slots=True)
class Found:
    """An item with all that is known of it before it is stored."""

    item: Item
    source: int
    taken_at: datetime
    fits: tuple[Fit, ...]
    reading: Reading
    author_key: str
    forget_text_at: datetime | None
    forget_author_at: datetime | None
    id: int = 0
    group: int = 0
    opens_group: bool = True


@dataclass(slots=True)
class Sums:
    """What one or many mentions add to the figures."""

    mentions: int = 0
    groups: int = 0
    positive: int = 0
    neutral: int = 0
    negative: int = 0
    unsure: int = 0
    offensive: int = 0
    praise: int = 0
    likes: int = 0
    comments: int = 0
    shares: int = 0
    interactions_told: int = 0
    authors_reach: int = 0
    sharers_reach: int = 0
    reach_told: int = 0

    def add(self, other: "Sums") -> None:
        """Add another's."""
        for name in SUMS:
            setattr(self, name, getattr(self, name) + getattr(other, name))

    def values(self) -> list[int]:
        """Return them in the order of SUMS."""
        return [getattr(self, name) for name in SUMS]


assert tuple(field.name for field in fields(Sums)) == SUMS  # noqa: S101 - one list in two places

Counted = tuple[int, int, datetime, Sums]


def store(workspace_id: int, zone: ZoneInfo, found: Sequence[Found]) -> None:
    """Store what was found, with its groups, and count it. Everything within the transaction of the caller."""
    for one, number in zip(found, next_ids(Mention, len(found)), strict=True):
        one.id = number
    fitting = [(one, one.fits) for one in found]
    _keep_fits(workspace_id, fitting)
    made = prints([one.item.text for one in found])
    banded = [[int(band) for band in row] for row in bands(made)]
    _wait_for_others(workspace_id)
    _group(workspace_id, found, made, banded)
    copy_values(Mention, _MENTION, (_mention(workspace_id, one) for one in found))
    _count_fits(workspace_id, zone, fitting)


def add_fits(workspace_id: int, zone: ZoneInfo, found: Sequence[tuple[Found, tuple[Fit, ...]]]) -> None:
    """Store that mentions fit searches, count them there, and see which of them are chances."""
    _keep_fits(workspace_id, found)
    _count_fits(workspace_id, zone, found)


def _keep_fits(workspace_id: int, found: Sequence[tuple[Found, tuple[Fit, ...]]]) -> None:
    copy_values(
        Match,
        _MATCH,
        (
            (
                workspace_id,
                fit.search,
                one.id,
                one.item.at,
                one.source,
                one.reading.tone,
                list(fit.misspelt),
                fit.tagged,
            )
            for one, fits in found
            for fit in fits
        ),
    )
    note_chances(
        workspace_id,
        [
            Fresh(one.id, one.item.at, one.taken_at, one.item.kind, one.item.text, tuple(fit.search for fit in fits))
            for one, fits in found
        ],
    )


def _count_fits(workspace_id: int, zone: ZoneInfo, found: Sequence[tuple[Found, tuple[Fit, ...]]]) -> None:
    count(
        workspace_id, zone, ((fit.search, one.source, one.item.at, sums_of(one)) for one, fits in found for fit in fits)
    )


def next_ids(model: type[models.Model], count: int) -> list[int]:
    """Return so many fresh numbers of a table."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
            [model._meta.db_table, count],  # noqa: SLF001 - Django's public name
        )
        return [int(number) for (number,) in cursor.fetchall()]


def sums_of(one: Found) -> Sums:
    """Return what one mention adds."""
    item, reading = one.item, one.reading
    reach = reach_of(item.followers, item.sharers_followers)
    sums = Sums(mentions=1, groups=int(one.opens_group))
    if reading.tone:
        setattr(sums, reading.tone, 1)
    sums.offensive = int((reading.offensive or 0) >= COUNTS_FROM)
    sums.praise = int((reading.praise or 0) >= COUNTS_FROM)
    sums.likes, sums.comments, sums.shares = item.likes or 0, item.comments or 0, item.shares or 0
    sums.interactions_told = int(any(figure is not None for figure in (item.likes, item.comments, item.shares)))
    sums.authors_reach, sums.sharers_reach, sums.reach_told = reach.authors, reach.sharers, reach.told
    return sums


def count(workspace_id: int, zone: ZoneInfo, counted: Iterable[Counted]) -> None:
    """Add to the sums by hour and by day; always in the same order, so that no two workers wait for each other."""
    hours: defaultdict[tuple[int, datetime, int], Sums] = defaultdict(Sums)
    days: defaultdict[tuple[int, date, int], Sums] = defaultdict(Sums)
    for search, source, at, sums in counted:
        hours[search, at.astimezone(UTC).replace(minute=0, second=0, microsecond=0), source].add(sums)
    for (search, hour, source), sums in hours.items():
        days[search, hour.astimezone(zone).date(), source].add(sums)
    _upsert(HourFigures, "hour", workspace_id, sorted(hours.items()))
    _upsert(DayFigures, "day", workspace_id, sorted(days.items()))


def _upsert(
    model: type[models.Model],
    moment: str,
    workspace_id: int,
    rows: "Sequence[tuple[tuple[int, datetime | date, int], Sums]]",
) -> None:
    if not rows:
        return
    table = model._meta.db_table  # noqa: SLF001 - Django's public name
    names = ("workspace_id", "search_id", moment, "source_id", *SUMS, *(("terms_of",) if moment == "hour" else ()))
    kinds = [
        "bigint",
        "bigint",
        "timestamptz" if moment == "hour" else "date",
        "bigint",
        *("bigint",) * (len(names) - 4),
    ]
    columns: list[list[object]] = [[] for _ in names]
    for (search, when, source), sums in rows:
        values = [workspace_id, search, when, source, *sums.values(), 0]
        for column, value in zip(columns, values, strict=False):
            column.append(value)
    arrays = ", ".join(f"%s::{kind}[]" for kind in kinds)
    added = ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in SUMS)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT * FROM unnest({arrays})"  # noqa: S608 - our own names
            f" ON CONFLICT (search_id, {moment}, source_id) DO UPDATE SET {added}",
            columns,
        )


def _mention(workspace_id: int, one: Found) -> tuple[object, ...]:
    item, reading = one.item, one.reading
    return (
        one.id, workspace_id, one.source, item.network, item.id, item.kind, one.author_key, item.author_handle,
        item.author_name, item.author_url, item.text, item.url, item.at, one.taken_at, reading.language, reading.tone,
        reading.sure, "house", reading.offensive, reading.praise, item.likes, item.comments, item.shares, item.followers,
        item.sharers_followers, one.group, one.opens_group, one.forget_text_at, one.forget_author_at,
    )  # fmt: skip


def _wait_for_others(workspace_id: int) -> None:
    """Let workers of one workspace group one after the other: two that meet the same words at once would open two groups.

    It is waited for as late as can be: what costs most is done before, side by side.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('listening.group'), %s)", [workspace_id % 2**31])


def _group(workspace_id: int, found: Sequence[Found], made: NDArray[np.uint32], banded: Sequence[list[int]]) -> None:
    """Put each mention to the group it repeats, compared with the group's first; the others open groups of their own."""
    by_band, known = _candidates(workspace_id, banded)
    grown: dict[int, tuple[int, datetime]] = {}
    fresh: list[tuple[Found, Print, list[int]]] = []
    for one, its_print, its_bands in zip(found, made, banded, strict=True):
        shared = Counter(group for band in its_bands for group in by_band.get(band, ())[-_MOST_CANDIDATES:])
        # Who shares most bands is most alike; the older one wins where two are.
        near = sorted(shared, key=lambda group: (-shared[group], group))[:_COMPARED]
        best = max(((likeness(its_print, known[group]), -group) for group in near if group in known), default=(0.0, 0))
        if best[0] >= ALIKE:
            one.group, one.opens_group = -best[1], False
            size, last = grown.get(one.group, (0, one.item.at))
            grown[one.group] = (size + 1, max(last, one.item.at))
            continue
        one.group = one.id
        known[one.group] = its_print
        for band in its_bands:
            by_band.setdefault(band, []).append(one.group)
        fresh.append((one, its_print, its_bands))
    copy_values(
        Group,
        ("id", "workspace_id", "first_at", "last_at", "size", "print"),
        ((one.id, workspace_id, one.item.at, one.item.at, 1, its_print.tobytes()) for one, its_print, _ in fresh),
    )
    copy_values(
        GroupBand,
        ("workspace_id", "band", "group", "at"),
        ((workspace_id, band, one.id, one.taken_at) for one, _, its_bands in fresh for band in its_bands),
    )
    _grow(grown)


def _candidates(workspace_id: int, banded: Sequence[Sequence[int]]) -> tuple[dict[int, list[int]], dict[int, Print]]:
    wanted = list({band for row in banded for band in row})
    by_band: dict[int, list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(
            'SELECT band, "group" FROM listening_groupband WHERE workspace_id = %s AND band = ANY(%s) ORDER BY "group" DESC',
            [workspace_id, wanted],
        )
        for band, group in cursor.fetchall():
            held = by_band.setdefault(int(band), [])
            if len(held) < _MOST_CANDIDATES:
                held.append(int(group))
        groups = list({group for held in by_band.values() for group in held})
        cursor.execute("SELECT id, print FROM listening_group WHERE id = ANY(%s)", [groups])
        known = {int(number): np.frombuffer(bytes(its), dtype=np.uint32) for number, its in cursor.fetchall()}
    return by_band, known


def _grow(grown: dict[int, tuple[int, datetime]]) -> None:
    if not grown:
        return
    ordered = sorted(grown)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM listening_group WHERE id = ANY(%s) ORDER BY id FOR UPDATE", [ordered])
        cursor.execute(
            "UPDATE listening_group g SET size = g.size + n.more, last_at = greatest(g.last_at, n.last)"
            " FROM unnest(%s::bigint[], %s::int[], %s::timestamptz[]) AS n(id, more, last) WHERE g.id = n.id",
            [ordered, [grown[group][0] for group in ordered], [grown[group][1] for group in ordered]],
        )
