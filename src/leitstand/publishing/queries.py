"""What is read of publications, drafts and approvals."""

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db.models import F, Q, QuerySet, TextField
from django.db.models.functions import Cast

from leitstand.channels.models import Channel
from leitstand.channels.queries import sources
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.models import Workspace
from leitstand.kernel.post import Part, PostPlan
from leitstand.library.models import Asset
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item
from leitstand.publishing.core.drafts import Composition, Text, variant_of
from leitstand.publishing.core.states import State
from leitstand.publishing.core.tracking import written
from leitstand.publishing.models import Approval, Card, Draft, Publication, Remark, Version

CONTENT_CHANGED: Final = "content_changed"
TAKEN_BACK: Final = "taken_back"
ASKED_AGAIN: Final = "asked_again"
CHANNEL_DROPPED: Final = "channel_dropped"


def item_of(actor: Actor, item_id: UUID) -> Item:
    """Return an item of the actor's workspace; raises Foreign where there is none."""
    found = Item.objects.select_related("target_group")
    item = found.filter(pk=item_id, workspace=actor.workspace, deleted_at__isnull=True).first()
    if item is None:
        raise Foreign("item")
    return item


def publication_of(actor: Actor, publication_id: UUID) -> Publication:
    """Return a publication of the actor's workspace with item and channel; raises Foreign where there is none."""
    publication = (
        Publication.objects.select_related("item", "channel")
        .filter(pk=publication_id, workspace=actor.workspace)
        .first()
    )
    if publication is None:
        raise Foreign("publication")
    return publication


def publications_of(item: Item) -> QuerySet[Publication]:
    """Return an item's publications in the order of the channels, the withdrawn ones too."""
    return Publication.objects.filter(item=item).select_related("channel").order_by("channel__position", "channel_id")


def publication_on(item: Item, channel: Channel) -> Publication | None:
    """Return the publication of an item on a channel, None where there is none yet."""
    return Publication.objects.filter(item=item, channel=channel).first()


def shared_text(item: Item, draft: Draft | None) -> Text:
    """Return the shared text of an item; before the first saving it is what planning wrote."""
    if draft is None:
        return Text((Part(item.text),))
    plan = PostPlan.from_json(draft.content)
    return Text(plan.parts, plan.link)


def composition_of(item: Item) -> tuple[Composition, int]:
    """Return what the composer shows of an item, and its version for the next saving."""
    draft = Draft.objects.filter(item=item).first()
    return compose(item, draft, publications_of(item)), draft.version if draft else 0


def compose(item: Item, draft: Draft | None, publications: Iterable[Publication]) -> Composition:
    """Put an item's shared text and its chosen channels together."""
    shared = shared_text(item, draft)
    return Composition(
        shared,
        tuple(
            variant_of(written(PostPlan.from_json(each.content), each.links), shared, follows=each.follows_shared)
            for each in publications
            if each.state != State.WITHDRAWN
        ),
    )


def open_request(publication: Publication) -> Approval | None:
    """Return the request for approval that nobody has answered yet, if it is of the present content."""
    return (
        Approval.objects.filter(
            publication=publication, decision="", revoked_at__isnull=True, digest=publication.content_digest
        )
        .order_by("-requested_at")
        .first()
    )


def valid_approval(publication: Publication) -> Approval | None:
    """Return the approval of exactly the present content that still holds; sending asks for nothing else."""
    return (
        Approval.objects.filter(
            publication=publication, decision="approved", revoked_at__isnull=True, digest=publication.content_digest
        )
        .order_by("-decided_at")
        .first()
    )


def authors_since_approval(publication: Publication) -> set[int]:
    """Return who wrote any version since the last one that was approved (all versions where none ever was)."""
    return authors_of([publication]).get(publication.pk, set())


def authors_of(publications: Sequence[Publication]) -> dict[UUID, set[int]]:
    """Return for several publications who wrote any version since the last approved one, in two queries."""
    last = _last_approved_digests(publications)
    authors: dict[UUID, set[int]] = {}
    settled: set[UUID] = set()
    # From the newest version backwards, until the one that was approved.
    versions = Version.objects.filter(publication__in=publications).order_by("publication_id", "-number")
    for publication, digest, person in versions.values_list("publication_id", "digest", "person_id"):
        if publication in settled:
            continue
        if digest == last.get(publication):
            settled.add(publication)
        elif person is not None:
            authors.setdefault(publication, set()).add(person)
    return authors


def last_approved(publications: Sequence[Publication]) -> dict[UUID, Version]:
    """Return the version of each publication that was approved last, where there is one."""
    last = _last_approved_digests(publications)
    found: dict[UUID, Version] = {}
    for version in Version.objects.filter(publication__in=last, digest__in=last.values()).order_by("number"):
        if version.digest == last[version.publication_id]:
            found[version.publication_id] = version
    return found


def open_requests(workspace: Workspace) -> QuerySet[Approval]:
    """Return the requests for approval that nobody has answered, what goes out soonest first."""
    return (
        Approval.objects.filter(
            workspace=workspace,
            decision="",
            revoked_at__isnull=True,
            publication__content_digest=F("digest"),
            publication__item__deleted_at__isnull=True,
        )
        .select_related("publication__item", "publication__channel", "requested_by")
        .order_by(F("publication__item__planned_at").asc(nulls_last=True), "requested_at", "pk")
    )


def _last_approved_digests(publications: Sequence[Publication]) -> dict[UUID, str]:
    # An approval that was taken back by hand says nothing about who has seen the text with other eyes.
    decided = (
        Approval.objects.filter(publication__in=publications, decision="approved")
        .exclude(revoked_why=TAKEN_BACK)
        .order_by("decided_at")
    )
    return dict(decided.values_list("publication_id", "digest"))


def usable_channels(workspace: Workspace, publications: Iterable[Publication] = ()) -> list[Channel]:
    """Return the channels one can write for: the connected ones, and those that were chosen before."""
    chosen = {each.channel_id: each.channel for each in publications}
    there = Channel.objects.filter(workspace=workspace).exclude(state="disconnected").exclude(network__in=sources())
    usable = {channel.pk: channel for channel in there}
    return sorted({**chosen, **usable}.values(), key=lambda channel: (channel.position, channel.pk))


def drafts_in_work(actor: Actor, *, mine: bool) -> QuerySet[Item]:
    """Return what is being written or waits for approval, what goes out next first."""
    found = Item.objects.filter(
        workspace=actor.workspace,
        deleted_at__isnull=True,
        stage__in=[Stage.IDEA, Stage.PLANNED, Stage.WRITTEN, Stage.IN_REVIEW, Stage.APPROVED],
    )
    if mine and actor.person:
        found = found.filter(Q(owner=actor.person) | Q(draft__updated_by=actor.person))
    return found.select_related("owner", "draft__updated_by").order_by(
        F("planned_at").asc(nulls_last=True), "-updated_at", "pk"
    )


def remarks_of(item: Item) -> list[Remark]:
    """Return the team's comments beside an item, the oldest first."""
    return list(Remark.objects.filter(item=item).select_related("person", "publication__channel").order_by("at"))


def cards_for(workspace: Workspace, links: Iterable[str]) -> dict[str, Card]:
    """Return what is known of linked pages."""
    wanted = set(links)
    return {card.url: card for card in Card.objects.filter(workspace=workspace, url__in=wanted)} if wanted else {}


def publications_with(workspace: Workspace, asset: Asset) -> list[Publication]:
    """Return the publications that show a file in any version, locked until the transaction ends."""
    return list(
        Publication.objects.select_for_update(of=("self",), no_key=True)
        .select_related("channel", "item")
        .annotate(written=Cast("content", TextField()))
        .filter(workspace=workspace, written__contains=str(asset.pk))
        .exclude(state=State.WITHDRAWN)
        .order_by("pk")
    )


def drafts_with(workspace: Workspace, asset: Asset) -> list[Draft]:
    """Return the shared texts that show a file, locked until the transaction ends."""
    return list(
        Draft.objects.select_for_update()
        .annotate(written=Cast("content", TextField()))
        .filter(workspace=workspace, written__contains=str(asset.pk))
        .order_by("pk")
    )


def count_to_approve(actor: Actor) -> int:
    """Return how many items wait for this person's approval; under four eyes not those they asked for themselves."""
    if not actor.may(Permission.APPROVE):
        return 0
    found = open_requests(actor.workspace)
    if actor.workspace.four_eyes:
        found = found.exclude(requested_by=actor.person)
    return found.order_by().values("publication__item").distinct().count()
