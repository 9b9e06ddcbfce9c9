"""What the screens ask: the list of conversations, one conversation, how much waits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from leitstand.community.core.answers import NEEDS_A_PERSON, UNDER_WAY, Sent
from leitstand.community.models import Answer, Conversation, Incoming, KindRule
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
    inquiry: str = ""
    urgency: str = ""
    intent: str = ""
    tone: str = ""
    language: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether anything but the state was chosen."""
        return bool(self.channel or self.kind or self.whose or self.words or self.is_fine)

    @property
    def is_fine(self) -> bool:
        """Whether one of the further filters was chosen."""
        return bool(self.inquiry or self.urgency or self.intent or self.tone or self.language)


def conversations(actor: Actor, wish: Wish) -> QuerySet[Conversation]:
    """Return the conversations that fit: what waits longest first, everything else with the latest first."""
    found = Conversation.objects.filter(workspace=actor.workspace).select_related("channel", "assigned_to", "case")
    found = _narrowed(found, actor, wish)
    last = Incoming.objects.filter(conversation=OuterRef("pk")).order_by("-at", "-pk").values("pk")[:1]
    odd = Answer.objects.filter(conversation=OuterRef("pk"), state__in=_ODD)
    under_way = Answer.objects.filter(conversation=OuterRef("pk"), state__in=[state.value for state in UNDER_WAY])
    found = found.annotate(last_incoming=Subquery(last), is_odd=Exists(odd), is_under_way=Exists(under_way))
    if wish.state in ("open", "late"):
        return found.order_by("-is_odd", F("waiting_since").asc(nulls_last=True), "pk")
    return found.order_by("-last_at", "pk")


def _narrowed(found: QuerySet[Conversation], actor: Actor, wish: Wish) -> QuerySet[Conversation]:
    if wish.state == "open":
        found = found.filter(
            Q(state="open", snoozed_until=None)
            | Exists(Answer.objects.filter(conversation=OuterRef("pk"), state__in=_ODD))
        )
    elif wish.state == "late":
        found = found.filter(state="open", case__missed_at__isnull=False, case__settled_at=None)
    elif wish.state == "review":
        found = found.filter(Exists(Answer.objects.filter(conversation=OuterRef("pk"), state=Sent.REVIEW.value)))
    elif wish.state == "snoozed":
        found = found.filter(snoozed_until__isnull=False)
    elif wish.state == "spam":
        found = found.filter(is_spam=True)
    elif wish.state:
        found = found.filter(state=wish.state, is_spam=False)
    else:
        found = found.filter(is_spam=False)
    if wish.channel:
        found = found.filter(channel_id=wish.channel)
    if wish.kind:
        found = found.filter(kind=wish.kind)
    if wish.whose == "mine":
        found = found.filter(theirs(actor))
    elif wish.whose == "nobody":
        found = found.filter(assigned_to=None)
    found = _placed(found, wish)
    for word in wish.words.split():
        said = Incoming.objects.filter(conversation=OuterRef("pk")).filter(
            Q(text__icontains=word) | Q(author_name__icontains=word) | Q(author_handle__icontains=word)
        )
        ours = Answer.objects.filter(conversation=OuterRef("pk"), text__icontains=word)
        found = found.filter(Exists(said) | Exists(ours))
    return found


def _placed(found: QuerySet[Conversation], wish: Wish) -> QuerySet[Conversation]:
    for name in ("inquiry", "urgency", "intent"):
        if value := getattr(wish, name):
            found = found.filter(**{f"case__{name}": "" if value == "none" else value})
    for name in ("tone", "language"):
        if value := getattr(wish, name):
            told = {name: "" if value == "none" else value}
            found = found.filter(Exists(Incoming.objects.filter(conversation=OuterRef("pk"), **told)))
    return found


def theirs(actor: Actor) -> Q:
    """Tell which conversations are an actor's: given to them, or to nobody and of a kind they own."""
    kinds = KindRule.objects.filter(workspace=actor.workspace, owner=actor.person).values("inquiry")
    return Q(assigned_to=actor.person) | Q(assigned_to=None, case__inquiry__in=kinds)


def last_things(rows: Sequence[Conversation]) -> dict[int, Incoming]:
    """Return the latest thing of each conversation of a page, by its number."""
    return Incoming.objects.in_bulk([row.last_incoming for row in rows if row.last_incoming])  # type: ignore[attr-defined]


def conversation_of(actor: Actor, pk: UUID) -> Conversation:
    """Return one conversation of the actor's workspace with what a screen needs of it; raises DoesNotExist."""
    with_all = Conversation.objects.select_related("channel__workspace", "assigned_to", "publication__item", "case")
    return with_all.get(pk=pk, workspace=actor.workspace)


def thread_of(conversation: Conversation) -> list[Incoming | Answer]:
    """Return what was said in a conversation by everybody, in order of time; dropped answers are left out."""
    incoming: list[Incoming | Answer] = list(Incoming.objects.filter(conversation=conversation))
    answers = (
        Answer.objects.filter(conversation=conversation)
        .exclude(state=Sent.DROPPED.value)
        .select_related("written_by", "reviewed_by", "rule", "to")
    )
    return sorted([*incoming, *answers], key=_moment)


def _moment(each: Incoming | Answer) -> tuple[datetime, int]:
    if isinstance(each, Incoming):
        return each.at, 0
    return each.sent_at or each.created_at, 1


def waiting_in(workspace: Workspace) -> QuerySet[Conversation]:
    """Return the conversations of a workspace that wait for an answer."""
    return Conversation.objects.filter(workspace=workspace, state="open", snoozed_until=None)


def count_waiting(actor: Actor) -> int:
    """Return how many conversations wait for this actor: their own and those nobody has; none for those who only read."""
    if not actor.may(Permission.ANSWER):
        return 0
    return waiting_in(actor.workspace).filter(Q(assigned_to=actor.person) | Q(assigned_to=None)).count()


def count_by_state(workspace: Workspace) -> dict[str, int]:
    """Return how many conversations are in each state."""
    late = Q(state="open", case__missed_at__isnull=False, case__settled_at=None)
    told = Conversation.objects.filter(workspace=workspace).aggregate(
        open=Count("pk", filter=Q(state="open", snoozed_until=None)),
        answered=Count("pk", filter=Q(state="answered")),
        done=Count("pk", filter=Q(state="done", is_spam=False)),
        snoozed=Count("pk", filter=Q(snoozed_until__isnull=False)),
        spam=Count("pk", filter=Q(is_spam=True)),
        late=Count("pk", filter=late),
        every=Count("pk"),
    )
    review = Answer.objects.filter(workspace=workspace, state=Sent.REVIEW.value).values("conversation").distinct()
    return {**told, "review": review.count()}


def newest(actor: Actor, wish: Wish, since: datetime) -> int:
    """Count what fits the wish and came in since a list was drawn."""
    fresh = Incoming.objects.filter(conversation=OuterRef("pk"), received_at__gt=since)
    return _narrowed(Conversation.objects.filter(workspace=actor.workspace), actor, wish).filter(Exists(fresh)).count()


def undecided(workspace: Workspace) -> QuerySet[Answer]:
    """Return the answers of a workspace that need a person: unclear, refused, held back."""
    return Answer.objects.filter(workspace=workspace, state__in=_ODD).select_related("channel", "conversation")
