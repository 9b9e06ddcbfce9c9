"""Put what a network told into the inbox: once each, with its conversation, whichever way it came."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.urls import reverse

from leitstand.channels.events import SaidInPublic
from leitstand.channels.models import Channel
from leitstand.community.actions.answer_by_itself import answer_by_itself
from leitstand.community.actions.plan_reading import plan_reading
from leitstand.community.clockwork import Read, came_in, case_of, read, waits_again
from leitstand.community.core.keeping import moments
from leitstand.community.core.threads import ANSWERABLE, key_of
from leitstand.community.desk import desk_of
from leitstand.community.duties import duties_of
from leitstand.community.events import SomethingCameIn
from leitstand.community.models import Conversation, InboxChannel, Incoming
from leitstand.community.notices import ARRIVED, MORE_ARRIVED
from leitstand.community.queries.storing import conversations_above, known_of, publications_with
from leitstand.contacts.actions.note_heard import note_heard_on
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.events import announce
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.kernel.interaction import Interaction, Sighting
from leitstand.publishing.models import Publication

MOST_FOLLOWERS: Final = 2_147_483_647


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What is new, in order, and what has changed since it was stored."""

    new: tuple[Incoming, ...]
    changed: tuple[Incoming, ...] = ()


@transaction.atomic
def take_in(
    actor: Actor,
    channel: Channel,
    told: Iterable[Interaction],
    *,
    now: datetime,
    publication: Publication | None = None,
) -> TakenIn:
    """Store what can be answered; what is known already is not stored again. `publication`: the post it stands under."""
    actor.own(channel)
    wanted = {one.id: one for one in told if one.kind in ANSWERABLE and one.id}
    if not wanted:
        return TakenIn(())
    _queue_up(actor, channel, now)
    known = known_of(channel, wanted)
    changed = tuple(row for name, row in known.items() if _change(row, wanted[name], now))
    fresh = sorted((one for name, one in wanted.items() if name not in known), key=lambda one: one.at)
    new = _Shelf(channel, fresh, publication, now).put()
    note_heard_on(channel.workspace, channel.network, {one.author.id: one.at for one in fresh})
    for incoming in new:
        announce(SomethingCameIn(actor, incoming))
    public = tuple(one for one in fresh if one.kind != "message")
    if public:
        announce(SaidInPublic(actor, channel, public))
    if new:
        audit.record(actor, "community.take_in", channel, now=now, details={"count": len(new)})
        _tell(channel, new, now)
        answer_by_itself(actor, new, now=now)
    return TakenIn(new, changed)


def shelve(actor: Actor, channel: Channel, one: Interaction, *, now: datetime) -> tuple[Incoming, bool]:
    """Store one thing in the caller's transaction and tell nobody; return it, and whether it is new."""
    _queue_up(actor, channel, now)
    known = known_of(channel, [one.id])
    if one.id in known:
        return known[one.id], False
    return _Shelf(channel, [one], None, now).put()[0], True


def _queue_up(actor: Actor, channel: Channel, now: datetime) -> None:
    """Let one after the other store for a channel: a call by the network and our own reading may tell the same."""
    if not InboxChannel.objects.select_for_update().filter(channel=channel).exists():
        plan_reading(actor, channel, now=now)
        InboxChannel.objects.select_for_update().get(channel=channel)


def _change(row: Incoming, one: Interaction, now: datetime) -> bool:
    """Follow a text or rating that its author has changed; what had to be forgotten stays forgotten."""
    text = _clean(one.text)
    if row.erased_at is not None or row.text_forgotten_at is not None or (row.text, row.rating) == (text, one.rating):
        return False
    row.text, row.rating, row.changed_at = text, one.rating, now
    row.save(update_fields=["text", "rating", "changed_at"])
    if row.kind == "review":
        _wait(row.conversation, now)
    return True


def _wait(conversation: Conversation, now: datetime) -> None:
    """Have a conversation wait for an answer; one that does already has waited longer."""
    rows = Conversation.objects.filter(pk=conversation.pk, is_spam=False).exclude(state="open")
    if rows.update(state="open", waiting_since=now, snoozed_until=None):
        desk = desk_of(conversation.workspace)
        waits_again(desk, case_of(desk, conversation, now), now=now)


class _Shelf:
    """Puts new things to their conversations; what is above or beside them is looked up once for all."""

    def __init__(
        self, channel: Channel, fresh: list[Interaction], publication: Publication | None, now: datetime
    ) -> None:
        self.channel, self.fresh, self.publication, self.now = channel, fresh, publication, now
        self.above = conversations_above(channel, (one.parent_id for one in fresh))
        # One row is one object here, by whichever way it was found.
        rows = {row.pk: row for row in self.above.values()}
        self.above = {name: rows[row.pk] for name, row in self.above.items()}
        keys = {key_of(one) for one in fresh}
        found = Conversation.objects.filter(channel=channel, key__in=keys).select_related("case")
        self.by_key = {row.key: rows.get(row.pk, row) for row in found}
        self.posts = {} if publication else publications_with(channel, (one.post_id for one in fresh))
        self.duties = duties_of(channel)
        self.desk = desk_of(channel.workspace) if fresh else None

    def put(self) -> tuple[Incoming, ...]:
        """Store everything, the oldest first, so that answers find what they answer."""
        return tuple(self._put(one) for one in self.fresh)

    def _put(self, one: Interaction) -> Incoming:
        conversation = self._conversation(one)
        ends = moments(self.duties, one.kind, self.now)
        told = read(one.text, one.kind)
        incoming = Incoming.objects.create(
            workspace_id=self.channel.workspace_id,
            channel=self.channel,
            conversation=conversation,
            external_id=one.id,
            kind=one.kind,
            author_key=one.author.id[:200],
            author_handle=_clean(one.author.handle)[:200],
            author_name=_clean(one.author.name)[:200],
            author_url=_address(one.author.url),
            author_followers=_followers(one),
            text=_clean(one.text),
            url=_address(one.url),
            at=one.at,
            post_id=one.post_id,
            parent_id=one.parent_id,
            talk_id=one.conversation_id,
            rating=one.rating,
            language=told.language,
            stage=told.stage.id,
            stage_why=told.stage.why,
            tone=told.tone,
            received_at=self.now,
            fetched_at=self.now,
            forget_text_at=ends.text,
            forget_author_at=ends.author,
        )
        self._wait(conversation, one, told)
        self.above[one.id] = conversation
        return incoming

    def _wait(self, conversation: Conversation, one: Interaction, told: Read) -> None:
        """Have the conversation wait and its clock run; spam waits for nobody."""
        waits = (
            conversation.state == "open" and conversation.waiting_since is not None and conversation.case is not None
        )
        if self.desk is not None and not conversation.is_spam:
            came_in(self.desk, conversation, told, one.at, was_waiting=waits, now=self.now)
            if conversation.state != "open" or conversation.waiting_since is None:
                conversation.state, conversation.waiting_since = "open", one.at
            conversation.snoozed_until = None
        conversation.last_at = max(conversation.last_at, one.at)
        conversation.save(update_fields=["last_at", "state", "waiting_since", "case", "snoozed_until"])

    def _conversation(self, one: Interaction) -> Conversation:
        key = key_of(one)
        found = self.above.get(one.parent_id) or self.by_key.get(key)
        if found is not None and (found.kind == "message") == (one.kind == "message"):
            return found
        made = Conversation.objects.create(
            workspace_id=self.channel.workspace_id,
            channel=self.channel,
            kind=one.kind,
            key=key,
            publication=self.publication or self.posts.get(one.post_id),
            post_id=one.post_id,
            began_at=one.at,
            last_at=one.at,
            waiting_since=one.at,
        )
        self.by_key[key] = made
        return made


def _followers(one: Interaction) -> int | None:
    """Return how many follow whoever wrote, where the network told it, and no more than can be stored."""
    told = one.spread.followers if isinstance(one, Sighting) else None
    return None if told is None or told < 0 else min(told, MOST_FOLLOWERS)


def _address(wild: str) -> str:
    """Return an address that leads to a page, and "" for anything else: what others tell is never run."""
    return wild[:500] if wild.startswith(("https://", "http://")) else ""


def _clean(text: str) -> str:
    """Take out what PostgreSQL stores in no text."""
    return text.replace("\x00", "")


def _tell(channel: Channel, new: tuple[Incoming, ...], now: datetime) -> None:
    """Tell whoever has the conversation, else those who answer; one notice for a channel, renewed while it is unread."""
    workspace = channel.workspace
    new = tuple(row for row in new if not row.conversation.is_spam)
    if not new:
        return
    theirs: dict[int, Incoming] = {
        row.conversation.assigned_to_id: row for row in new if row.conversation.assigned_to_id is not None
    }
    for person in Person.objects.filter(pk__in=theirs, is_active=True):
        notify(
            MORE_ARRIVED,
            workspace=workspace,
            people=[person],
            params={"channel": str(channel)},
            path=reverse("community_conversation", args=[workspace.slug, theirs[person.pk].conversation_id]),
            about=f"conversation:{theirs[person.pk].conversation_id}",
            now=now,
        )
    if all(row.conversation.assigned_to_id is not None for row in new):
        return
    waiting = Conversation.objects.filter(channel=channel, state="open", snoozed_until=None).count()
    notify(
        ARRIVED,
        workspace=workspace,
        params={"channel": str(channel), "count": waiting},
        path=f"{reverse('community_inbox', args=[workspace.slug])}?kanal={channel.pk}",
        about=f"inbox:{channel.pk}",
        now=now,
    )
