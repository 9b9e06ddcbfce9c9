"""Keep an item's stage, warning and channels in step with its publications, so that the calendar reads one table."""

from datetime import datetime
from typing import Final
from uuid import UUID

from leitstand.planning.core.stages import VariantState, stage_of
from leitstand.planning.models import Item
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication

_QUEUED: Final = frozenset(
    {State.PLANNED, State.CLAIMED, State.SENDING, State.WAITING, State.HANDED_OVER, State.UNKNOWN, State.HELD}
)
_ALERTS: Final = (State.UNKNOWN, State.REFUSED, State.HELD)


def keep_in_step(item_id: UUID, *, now: datetime) -> Item:
    """Work out stage, alert and channels of an item anew and write them where they differ."""
    item = Item.objects.get(pk=item_id)
    publications = list(
        Publication.objects.filter(item_id=item_id).order_by("channel__position", "channel_id").only(
            "state", "channel_id", "content", "content_digest", "submitted_digest", "approved_digest", "measured_at"
        )
    )  # fmt: skip
    stage = stage_of(has_date=item.planned_at is not None, variants=[standing_of(each) for each in publications])
    states = {publication.state for publication in publications}
    alert = next((state.value for state in _ALERTS if state.value in states), "")
    channels = [each.channel_id for each in publications if each.state != State.WITHDRAWN]
    if (item.stage, item.alert, item.channel_ids) != (stage.value, alert, channels):
        item.stage, item.alert, item.channel_ids, item.updated_at = stage.value, alert, channels, now
        item.save(update_fields=["stage", "alert", "channel_ids", "updated_at"])
    return item


def standing_of(publication: Publication) -> VariantState:
    """Return how far one publication of an item has come."""
    state = State(publication.state)
    parts = publication.content.get("parts", [])
    return VariantState(
        is_written=bool(publication.content.get("title")) or any(part["text"] or part["media"] for part in parts),
        is_submitted=publication.submitted_digest == publication.content_digest,
        is_approved=publication.approved_digest == publication.content_digest,
        is_scheduled=state in _QUEUED,
        is_published=state is State.PUBLISHED,
        is_measured=publication.measured_at is not None,
        is_withdrawn=state is State.WITHDRAWN,
    )
