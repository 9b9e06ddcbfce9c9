"""Ask the network anew for what had to be forgotten, because somebody wants to read it."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.asking import ask
from leitstand.community.core.keeping import moments
from leitstand.community.duties import duties_of
from leitstand.community.models import Conversation, Incoming
from leitstand.connector_kit.contract import Connector, Published
from leitstand.connector_kit.errors import NetworkError
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.kernel.interaction import Interaction

_BEFORE: Final = timedelta(minutes=1)


def fetch_again(actor: Actor, conversation: Conversation, *, now: datetime) -> int:
    """Bring back texts and names the network still has; return of how many things. Its time begins afresh."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    wanted = {row.external_id: row for row in forgotten_in(conversation)}
    if not wanted:
        return 0
    publication = conversation.publication
    post = (
        Published(publication.external_id, publication.external_url, publication.carried)
        if publication is not None
        else None
    )
    since = min(row.at for row in wanted.values()) - _BEFORE

    async def read(connector: Connector) -> tuple[Interaction, ...]:
        found: tuple[Interaction, ...] = ()
        if post is not None and connector.read_replies is not None:
            found = await connector.read_replies(post, since=since)
        if not wanted.keys() <= {one.id for one in found} and connector.read_inbox is not None:
            found += await connector.read_inbox(since=since)
        return found

    try:
        told = ask(conversation.channel, read, now=now)
    except NetworkError as error:
        reason = error.reason or type(error).__name__
        raise Impossible(_("The network did not give it: %(reason)s") % {"reason": reason}, code="network") from error
    return _keep(actor, conversation, {one.id: one for one in told if one.id in wanted}, now=now)


def forgotten_in(conversation: Conversation) -> list[Incoming]:
    """Return what of a conversation lacks its text or its author by the network's rules alone."""
    rows = Incoming.objects.filter(conversation=conversation)
    return [row for row in rows if row.text_may_return or row.author_may_return]


@transaction.atomic
def _keep(actor: Actor, conversation: Conversation, told: dict[str, Interaction], *, now: datetime) -> int:
    duties = duties_of(conversation.channel)
    rows = Incoming.objects.select_for_update().filter(conversation=conversation, external_id__in=told)
    # Asked once more: while the network was asked, somebody may have been forgotten for good.
    back = [row for row in rows if row.text_may_return or row.author_may_return]
    for row in back:
        one, ends = told[row.external_id], moments(duties, row.kind, now)
        if row.text_may_return:
            row.text, row.text_forgotten_at, row.forget_text_at = one.text.replace("\x00", ""), None, ends.text
        if row.author_may_return:
            row.author_handle, row.author_name = one.author.handle[:200], one.author.name[:200]
            row.author_url, row.author_forgotten_at = one.author.url[:500], None
            row.forget_author_at = ends.author
        row.fetched_at = now
        row.save()
    if back:
        audit.record(actor, "community.fetch_again", conversation, now=now, details={"count": len(back)})
    return len(back)
