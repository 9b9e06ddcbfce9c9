"""What the screens ask: the list of conversations, one conversation, how much waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from leitstand.community.core.answers import NEEDS_A_PERSON, UNDER_WAY, Sent
from leitstand.community.models import Answer, Conversation, Incoming
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace

_ODD = [state.value for state in sorted(NEEDS_A_PERSON)]


@dataclass(frozen=True, slots=True)
class Wish:
    """How somebody has narrowed the inbox. Empty words narrow nothing."""

    state: str = "open"
    channel: int | None = None
    kind: str = ""
    whose: str = ""
    words: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state was chosen."""
        return bool(self.channel or self.kind or self.whose or self.words)


def conversations(actor: Actor, wish: Wish) -> QuerySet[Conversation]:
    """Return the conversations that fit: what waits longest first, everything else with the latest first."""
    found = Conversation.objects.filter(workspace=actor.workspace).select_related("channel", "assigned_to")
    found = _narrowed(found, actor, wish)
    last = Incoming.objects.filter(conversation=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    odd = Answer.objects.filter(conversation=OuterRef("pk"), state__in=_ODD)
    under_way = Answer.objects.filter(conversation=OuterRef("pk"), state__in=[state.value for state in UNDER_WAY])
    found = found.annotate(last_incoming=Subquery(last), is_odd=Exists(odd), is_under_way=Exists(under_way))
    if wish.state == "open":
        return found.order_by("-is_odd", F("waiting_since").asc(nulls_last=True), "pk")
    return found.order_by("-last_at", "pk")


def _narrowed(found: QuerySet[Conversation], actor: Actor, wish: Wish) -> QuerySet[Conversation]:
    if wish.state == "open":
        found = found.filter(
            Q(state="open") | Exists(Answer.objects.filter(conversation=OuterRef("pk"), state__in=_ODD))
        )
    elif wish.state:
        found = found.filter(state=wish.state)
    if wish.channel:
        found = found.filter(channel_id=wish.channel)
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.whose == "mine":
        found = found.filter(assigned_to=actor.person)
    elif wish.whose == "nobody":
        found = found.filter(assigned_to=None)
    for word in wish.words.split():
        said = Incoming.objects.filter(conversation=OuterRef("pk")).filter(
            Q(text__icontains=word) | Q(author_name__icontains=word) | Q(author_handle__icontains=word)
        )
        ours = Answer.objects.filter(conversation=OuterRef("pk"), text__icontains=word)
        found = found.filter(Exists(said) | Exists(ours))
    return found


def last_things(rows: Sequence[Conversation]) -> dict[int, Incoming]:
    """Return the latest thing of each conversation of a page, by its number."""
    return Incoming.objects.in_bulk([row.last_incoming for row in rows if row.last_incoming])  # type: ignore[attr-defined]


def conversation_of(actor: Actor, pk: UUID) -> Conversation:
    """Return one conversation of the actor's workspace with what a screen needs of it; raises DoesNotExist."""
    return Conversation.objects.select_related("channel__workspace", "assigned_to", "publication__item").get(
        pk=pk, workspace=actor.workspace
    )


def thread_of(conversation: Conversation) -> list[Incoming | Answer]:
    """Return what was said in a conversation by everybody, in order of time; dropped answers are left out."""
    incoming: list[Incoming | Answer] = list(Incoming.objects.filter(conversation=conversation))
    answers = (
        Answer.objects.filter(conversation=conversation)
        .exclude(state=Sent.DROPPED.value)
        .select_related("written_by", "rule", "to")
    )
    return sorted([*incoming, *answers], key=_moment)


def _moment(each: Incoming | Answer) -> tuple[datetime, int]:
    if isinstance(each, Incoming):
        return each.at, 0
    return each.sent_at or each.created_at, 1


def waiting_in(workspace: Workspace) -> QuerySet[Conversation]:
    """Return the conversations of a workspace that wait for an answer."""
    return Conversation.objects.filter(workspace=workspace, state="open")


def count_waiting(actor: Actor) -> int:
    """Return how many conversations wait for this actor: their own and those nobody has; none for those who only read."""
    if not actor.may(Permission.ANSWER):
        return 0
    return waiting_in(actor.workspace).filter(Q(assigned_to=actor.person) | Q(assigned_to=None)).count()


def count_by_state(workspace: Workspace) -> dict[str, int]:
    """Return how many conversations are in each state."""
    rows = Conversation.objects.filter(workspace=workspace).values_list("state").annotate(count=Count("pk"))
    return dict(rows.order_by())


def undecided(workspace: Workspace) -> QuerySet[Answer]:
    """Return the answers of a workspace that need a person: unclear, refused, held back."""
    return Answer.objects.filter(workspace=workspace, state__in=_ODD).select_related("channel", "conversation")
