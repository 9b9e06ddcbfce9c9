"""Look through a profile, the company's own or a person's: what is in order is ticked with the day, and looked at again later."""

from collections.abc import Collection
from datetime import date, datetime

from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platform
from leitstand.channels.core.profiles import messages_left
from leitstand.channels.models import ProfileReview, StrangerMessage
from leitstand.house import audit
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid


def review_profile(
    actor: Actor,
    *,
    name: str,
    ticked: Collection[str],
    is_own: bool,
    now: datetime,
    with_paid: bool = False,
    link: str = "",
) -> ProfileReview:
    """Keep which items of the network's list are in order; days of what was ticked before stay. `is_own` is the person's list.

    Raises Invalid for an item the network's list does not have, and for a link that is none.
    """
    actor.require(Permission.SEE if is_own else Permission.PLAN)
    if is_own and actor.person is None:
        raise NotAllowed(Permission.SEE)
    known = platform(name)
    items = {item.id for item in known.items("person" if is_own else "company")} if known else set()
    if known is None or not set(ticked) <= items:
        raise Invalid({"ticked": _("This list has no such item.")})
    if link and not link.startswith("https://"):
        raise Invalid({"link": _("Please enter the whole address, beginning with https.")})
    today = now.date()
    before = ProfileReview.objects.filter(
        workspace=actor.workspace, platform=known.id, person=actor.person if is_own else None
    ).first()
    days: dict[str, str] = before.ticked if before else {}
    review, _is_new = ProfileReview.objects.update_or_create(
        workspace=actor.workspace,
        platform=known.id,
        person=actor.person if is_own else None,
        defaults={
            "level": "paid" if with_paid else "basic",
            "ticked": {item: days.get(item, today.isoformat()) for item in sorted(ticked)},
            "link": link,
            "looked_on": today,
        },
    )
    audit.record(actor, "channels.review_profile", review, now=now, details={"count": len(ticked)})
    return review


def left_this_month(actor: Actor, *, name: str, today: date) -> int | None:
    """Return how many messages to strangers the person may still send this month; None where the network sets no bound."""
    known = platform(name)
    sent = StrangerMessage.objects.filter(
        workspace=actor.workspace,
        platform=known.id if known else name,
        person=actor.person,
        sent_on__year=today.year,
        sent_on__month=today.month,
    ).count()
    return messages_left(known.messages_to_strangers_a_month if known else None, sent)


def count_stranger_message(actor: Actor, *, name: str, now: datetime) -> int | None:
    """Count one message to somebody who is no contact and return how many are left; raises Invalid where none is."""
    actor.require(Permission.SEE)
    known = platform(name)
    if known is None or actor.person is None:
        raise Invalid({"platform": _("Nothing is known about this network.")})
    left = left_this_month(actor, name=name, today=now.date())
    if left == 0:
        raise Invalid({"platform": _("All messages to people outside your contacts are used up for this month.")})
    message = StrangerMessage.objects.create(
        workspace=actor.workspace, platform=known.id, person=actor.person, sent_on=now.date()
    )
    audit.record(actor, "channels.count_stranger_message", message, now=now)
    return None if left is None else left - 1
