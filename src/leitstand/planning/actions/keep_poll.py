"""The answers of a poll, and how people chose."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done
from leitstand.planning.core.polls import DAYS_MOST, faults_of, results
from leitstand.planning.core.stages import LEVEL_OF, Level, Stage
from leitstand.planning.models import Item, Poll

FAULTS: Final[dict[str, "str | Promise"]] = {
    "few": gettext_lazy("At least two answers, one a line."),
    "many": gettext_lazy("At most four answers: no network takes more everywhere."),
    "long": gettext_lazy("An answer has at most 50 characters."),
    "twice": gettext_lazy("Two answers are the same."),
}
VOTES_MOST: Final = 10_000_000


@transaction.atomic
def keep_poll(actor: Actor, item: Item, answers: Sequence[str], *, days: int, now: datetime) -> Poll:
    """Keep the answers; once the post is out they stand. Raises Invalid for answers no network takes."""
    actor.require(Permission.PLAN)
    actor.own(item)
    if LEVEL_OF[Stage(item.stage)] is Level.MEASUREMENT:
        raise Impossible(_("The post is out: its answers stand."), code="is_out")
    kept = [" ".join(answer.split()) for answer in answers if answer.strip()]
    errors: dict[str, str] = {}
    if faults := faults_of(kept):
        errors["answers"] = " ".join(str(FAULTS[fault]) for fault in faults)
    if not 1 <= days <= DAYS_MOST:
        errors["days"] = _("A number from 1 to %(most)d, please.") % {"most": DAYS_MOST}
    if errors:
        raise Invalid(errors)
    poll, _made = Poll.objects.update_or_create(
        item=item,
        defaults={"workspace": actor.workspace, "answers": kept, "days": days, "votes": [], "counted_at": None},
    )
    audit.record(actor, "planning.keep_poll", item, now=now)
    return poll


@transaction.atomic
def count_votes(actor: Actor, poll: Poll, votes: Sequence[int | None], *, now: datetime) -> Poll:
    """Keep how people chose, as the network shows it; counting again replaces the count."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(poll)
    errors = {
        f"votes_{place}": _("A number of votes, please.")
        for place, count in enumerate(votes)
        if count is None or not 0 <= count <= VOTES_MOST
    }
    if errors:
        raise Invalid(errors)
    if len(votes) != len(poll.answers):
        raise Impossible(_("The answers have changed meanwhile. Count again."), code="changed")
    poll.votes, poll.counted_at = [int(count or 0) for count in votes], now
    poll.save(update_fields=["votes", "counted_at"])
    audit.record(actor, "planning.count_votes", poll.item, now=now)
    return poll


@transaction.atomic
def tell_result(actor: Actor, poll: Poll, *, now: datetime) -> Done:
    """Plan the post that tells what came of it, on the same channels and for the same people."""
    actor.own(poll)
    told = results(poll.answers, poll.votes)
    if not any(one.votes for one in told):
        raise Impossible(_("Count the votes first."), code="not_counted")
    item = poll.item
    ranked = sorted(told, key=lambda one: -one.votes)
    lines = [f"{number_format(one.percent, 0)} %: {one.answer}" for one in ranked]
    return create_item(
        actor,
        {
            "title": _("Result: %(title)s") % {"title": item.title[:180]},
            "text": "\n".join([_("You have voted:"), "", *lines, "", _("What do you make of it?")]),
            "kind": "text",
            "category": "own",
            "post_format": "industry_news",
            "target_group_id": item.target_group_id,
            "goal": item.goal,
            "channel_ids": item.channel_ids,
            "campaign_id": item.campaign_id,
        },
        now=now,
    )
