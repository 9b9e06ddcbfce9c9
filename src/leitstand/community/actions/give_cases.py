"""Give every conversation that waits a case: those that are older than cases would else run on no clock."""

from datetime import datetime
from typing import Final

from django.db import transaction

from leitstand.community.clockwork import take_up
from leitstand.community.desk import Desk, desk_of
from leitstand.community.models import Conversation

UNRECORDED: Final = "Follows from what came in, which is in the trail; an installation that is older does it once."
AT_ONCE: Final = 500


@transaction.atomic
def give_cases(*, now: datetime) -> int:
    """Open what is missing, so many at once; return how many it were."""
    rows = Conversation.objects.select_for_update(of=("self",), skip_locked=True)
    waiting = rows.filter(state="open", waiting_since__isnull=False, case=None, is_spam=False)
    desks: dict[int, Desk] = {}
    found = list(waiting.select_related("workspace", "channel").order_by("waiting_since")[:AT_ONCE])
    for conversation in found:
        if conversation.workspace_id not in desks:
            desks[conversation.workspace_id] = desk_of(conversation.workspace)
        take_up(desks[conversation.workspace_id], conversation, now)
    return len(found)
