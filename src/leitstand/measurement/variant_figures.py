"""Reads of variant tests: for each channel all variants share, how they went out and what they brought."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from leitstand.channels.models import Channel
from leitstand.compliance.queries import unsteered_channels
from leitstand.measurement.core.variants import Rate, Result, Variant, compare
from leitstand.planning.models import Item, VariantTest
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication


@dataclass(frozen=True, slots=True)
class VariantRow:
    """One variant on one channel: its post, figures and rate."""

    item: Item
    letter: str
    publication: Publication | None
    variant: Variant
    rate: Rate


@dataclass(frozen=True, slots=True)
class ChannelResult:
    """A comparison on one channel, with the moment its oldest figure was read."""

    channel: Channel
    result: Result
    rows: list[VariantRow]
    impressions: int
    interactions: int
    as_of: datetime | None
    is_same: bool

    @property
    def best(self) -> VariantRow | None:
        """The variant that is clearly better; None where nothing can be said."""
        return next((row for row in self.rows if row.letter == self.result.best), None)


def items_of(test: VariantTest) -> list[Item]:
    """Return the variants in the order in which they go out."""
    return list(test.items.filter(deleted_at=None).order_by("planned_at", "created_at", "pk"))


def results_of(test: VariantTest) -> list[ChannelResult]:
    """Compare the variants on every channel that all of them name."""
    items = items_of(test)
    if len(items) < 2:
        return []
    common = set(items[0].channel_ids).intersection(*(set(item.channel_ids) for item in items[1:]))
    zone = ZoneInfo(test.workspace.time_zone)
    publications = {
        (one.item_id, one.channel_id): one
        for one in Publication.objects.filter(item__in=items, channel_id__in=common)
        .exclude(channel__in=unsteered_channels())
        .select_related("standing")
    }
    found = []
    for channel in Channel.objects.filter(pk__in=common).order_by("name", "pk"):
        pairs = [(item, publications.get((item.pk, channel.pk))) for item in items]
        variants = [
            _variant(letter, channel.pk, publication, zone)
            for letter, (_item, publication) in zip("ABCD", pairs, strict=False)
        ]
        result = compare(variants)
        rows = [
            VariantRow(item, variant.name, publication, variant, rate)
            for (item, publication), variant, rate in zip(pairs, variants, result.rates, strict=True)
        ]
        texts = {(publication.content_digest if publication else "") or item.text for item, publication in pairs}
        taken = [
            publication.standing.taken_at
            for _item, publication in pairs
            if publication is not None and hasattr(publication, "standing")
        ]
        found.append(
            ChannelResult(
                channel,
                result,
                rows,
                sum(one.impressions or 0 for one in variants),
                sum(one.interactions or 0 for one in variants),
                min(taken, default=None),
                len(texts) < len(items),
            )
        )
    return found


def _variant(name: str, channel: int, publication: Publication | None, zone: ZoneInfo) -> Variant:
    is_out = publication is not None and publication.state == State.PUBLISHED.value
    standing = getattr(publication, "standing", None) if is_out else None
    at = publication.published_at.astimezone(zone) if is_out and publication and publication.published_at else None
    return Variant(
        name,
        channel,
        at,
        standing.impressions if standing else None,
        standing.interactions if standing else None,
    )
