"""Give a person's calendar a secret address of the plan, and take it away again."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.tokens import hash_of, new_token
from leitstand.planning.models import CalendarFeed
from leitstand.planning.queries.around import channel_marks

MOST = 10


@transaction.atomic
def open_feed(
    actor: Actor, *, scope: str, channel_id: int | None, with_projects: bool, now: datetime
) -> tuple[CalendarFeed, str]:
    """Return the feed and its secret; the secret is told this once."""
    actor.require(Permission.SEE)
    if actor.person is None:
        raise Impossible(_("A calendar belongs to a person."))
    if scope not in ("all", "mine"):
        raise Invalid({"scope": _("There is no such choice.")})
    if channel_id is not None and channel_id not in channel_marks(actor.workspace):
        raise Invalid({"channel": _("This channel is no longer there.")})
    if CalendarFeed.objects.filter(workspace=actor.workspace, person=actor.person).count() >= MOST:
        raise Impossible(_("There are %(count)d addresses already. Close one first.") % {"count": MOST})
    token = new_token()
    feed = CalendarFeed.objects.create(
        workspace=actor.workspace, person=actor.person, token_hash=hash_of(token), scope=scope, channel_id=channel_id,
        with_projects=with_projects, created_at=now,
    )  # fmt: skip
    audit.record(actor, "planning.open_feed", None, now=now, details={"scope": scope})
    return feed, token


@transaction.atomic
def close_feed(actor: Actor, feed: CalendarFeed, *, now: datetime) -> None:
    """Close one's own address; calendars that fetch it get nothing more."""
    actor.require(Permission.SEE)
    actor.own(feed)
    if actor.person is None or feed.person_id != actor.person.pk:
        raise Foreign(str(feed.pk))
    feed.delete()
    audit.record(actor, "planning.close_feed", None, now=now)
