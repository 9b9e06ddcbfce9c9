"""Writing, approving and scheduling over the API, through the same verbs and the same gate as the pages."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from django.utils.translation import gettext as _
from ninja import Field, Header, Query, Router, Schema, Status

from leitstand.house import clock
from leitstand.house.api import ApiRequest, allowed
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.kernel.post import Media, Part, PostPlan
from leitstand.library.models import Asset
from leitstand.library.queries import as_media
from leitstand.planning.changes import ItemFields
from leitstand.planning.models import Item
from leitstand.publishing.actions.approve import approve as approve_it
from leitstand.publishing.actions.ask_changes import ask_changes as ask_for_changes
from leitstand.publishing.actions.begin_draft import begin_draft
from leitstand.publishing.actions.reject import reject as reject_it
from leitstand.publishing.actions.revoke import revoke as take_back
from leitstand.publishing.actions.save_draft import save_draft
from leitstand.publishing.actions.schedule import schedule as schedule_it
from leitstand.publishing.actions.submit import submit as submit_it
from leitstand.publishing.actions.unschedule import unschedule as unschedule_it
from leitstand.publishing.core.drafts import Composition, Text, Variant
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.networks import ground_of
from leitstand.publishing.queries import composition_of, item_of, publication_of, publications_of
from leitstand.publishing.words import sentence

router = Router(tags=["publishing"])


class MediaIn(Schema):
    """A file of the library; its own alternative text is taken unless another is given."""

    asset: UUID
    alt: str | None = None


class PartIn(Schema):
    """One message; a thread has several."""

    text: str = ""
    media: list[MediaIn] = Field(default_factory=list)


class VariantIn(Schema):
    """One channel. Without `parts` it follows the shared text."""

    channel: int
    parts: list[PartIn] | None = None
    title: str = ""
    excerpt: str = ""
    first_comment: str = ""
    format: Literal["post", "article", "story", "reel", "video", "short"] = "post"
    options: dict[str, str] = Field(default_factory=dict)


class DraftIn(Schema):
    """The shared text, and the channels with what differs; a channel that is left out is withdrawn."""

    parts: list[PartIn] = Field(default_factory=lambda: [PartIn()])
    channels: list[VariantIn] = Field(default_factory=list)


class NewDraftIn(DraftIn):
    """A new post with its place on the plan."""

    title: str = ""
    planned_at: datetime | None = None
    audience: str = ""
    goal: str = ""


class DraftChangeIn(DraftIn):
    """A change; `version` is the one that was read: another one answers 409."""

    version: int


class FindingOut(Schema):
    """Something to know about a text on its channel; "block" forbids sending."""

    id: str
    level: Literal["block", "warn", "hint"]
    message: str
    part: int | None
    media: int | None


class PublicationOut(Schema):
    """One item on one channel. `content` is exactly what will be sent, `content_digest` its name for approving."""

    id: UUID
    item: UUID
    channel: int
    state: State
    is_approved: bool
    is_submitted: bool
    follows_shared: bool
    due_at: datetime | None
    published_at: datetime | None
    external_url: str
    content: dict[str, object]
    content_digest: str
    version: int
    findings: list[FindingOut]


class RowOut(Schema):
    """A publication as lists tell it."""

    id: UUID
    item: UUID
    channel: int
    state: State
    is_approved: bool
    due_at: datetime | None
    published_at: datetime | None
    external_url: str


class PageOut(Schema):
    """A page of publications; `next` goes into `after` for the following one."""

    publications: list[RowOut]
    next: UUID | None


class DraftOut(Schema):
    """A post with its version for the next change."""

    item: UUID
    version: int
    publications: list[PublicationOut]


class ListIn(Schema):
    """What to list."""

    state: list[State] = Field(default_factory=list)
    item: UUID | None = None
    channel: int | None = None
    after: UUID | None = None
    size: Annotated[int, Field(ge=1, le=200)] = 50


class SeenIn(Schema):
    """What was looked at: the digest of the content that is approved."""

    looked_at: str
    comment: str = ""


class DueIn(Schema):
    """When; without it at the item's own time."""

    due_at: datetime | None = None


@router.post("/drafts", response={201: DraftOut, 200: DraftOut})
@allowed(Permission.WRITE)
def create(
    request: ApiRequest,
    workspace: str,
    told: NewDraftIn,
    idempotency_key: Annotated[str, Header(description="The same key again gives the same post.")] = "",
) -> Status[DraftOut]:
    """Begin a post; repeat it safely with an Idempotency-Key (201 the first time, 200 again)."""
    fields: ItemFields = {
        "title": told.title,
        "planned_at": _aware(told.planned_at),
        "audience": told.audience,
        "goal": told.goal,
    }
    item, is_new = begin_draft(request.actor, fields, _composition(request, told), key=idempotency_key, now=clock.now())
    return Status(201 if is_new else 200, _draft(item))


@router.get("/drafts/{uuid:item}", response=DraftOut)
@allowed(Permission.SEE)
def read(request: ApiRequest, workspace: str, item: UUID) -> DraftOut:
    """Read a post with everything the checks say."""
    return _draft(item_of(request.actor, item))


@router.put("/drafts/{uuid:item}", response=DraftOut)
@allowed(Permission.WRITE)
def change(request: ApiRequest, workspace: str, item: UUID, told: DraftChangeIn) -> DraftOut:
    """Write a post anew; 409 where somebody else has saved since. What changes needs approval again."""
    found = item_of(request.actor, item)
    save_draft(request.actor, found, _composition(request, told), base_version=told.version, now=clock.now())
    return _draft(found)


@router.get("/publications", response=PageOut)
@allowed(Permission.SEE)
def list_publications(request: ApiRequest, workspace: str, wanted: Query[ListIn]) -> PageOut:
    """List publications by their id, page by page."""
    found = Publication.objects.filter(workspace=request.workspace).order_by("pk")
    if wanted.state:
        found = found.filter(state__in=[state.value for state in wanted.state])
    if wanted.item:
        found = found.filter(item=wanted.item)
    if wanted.channel:
        found = found.filter(channel=wanted.channel)
    if wanted.after:
        found = found.filter(pk__gt=wanted.after)
    rows = list(found[: wanted.size + 1])
    shown = rows[: wanted.size]
    return PageOut(publications=[_row(each) for each in shown], next=shown[-1].pk if len(rows) > len(shown) else None)


@router.get("/publications/{uuid:publication}", response=PublicationOut)
@allowed(Permission.SEE)
def read_publication(request: ApiRequest, workspace: str, publication: UUID) -> PublicationOut:
    """Read exactly what will be sent, and what the checks say."""
    return _publication(publication_of(request.actor, publication))


@router.post("/publications/{uuid:publication}/submit", response=PublicationOut)
@allowed(Permission.WRITE)
def submit(request: ApiRequest, workspace: str, publication: UUID) -> PublicationOut:
    """Give it to approval; doing it twice is doing it once."""
    submit_it(request.actor, publication_of(request.actor, publication), now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/approve", response=PublicationOut)
@allowed(Permission.APPROVE)
def approve(request: ApiRequest, workspace: str, publication: UUID, told: SeenIn) -> PublicationOut:
    """Approve exactly what was looked at; with a time in the future it goes into the queue at once."""
    found = publication_of(request.actor, publication)
    approve_it(request.actor, found, looked_at=told.looked_at, comment=told.comment, now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/ask-changes", response=PublicationOut)
@allowed(Permission.APPROVE)
def ask_changes(request: ApiRequest, workspace: str, publication: UUID, told: SeenIn) -> PublicationOut:
    """Send it back with what should be different."""
    found = publication_of(request.actor, publication)
    ask_for_changes(request.actor, found, looked_at=told.looked_at, comment=told.comment, now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/reject", response=PublicationOut)
@allowed(Permission.APPROVE)
def reject(request: ApiRequest, workspace: str, publication: UUID, told: SeenIn) -> PublicationOut:
    """Say no, with the reason."""
    found = publication_of(request.actor, publication)
    reject_it(request.actor, found, looked_at=told.looked_at, comment=told.comment, now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/revoke", response=PublicationOut)
@allowed(Permission.WRITE)
def revoke(request: ApiRequest, workspace: str, publication: UUID) -> PublicationOut:
    """Take an approval back, or the own request for one."""
    take_back(request.actor, publication_of(request.actor, publication), now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/schedule", response=PublicationOut)
@allowed(Permission.SCHEDULE)
def schedule(request: ApiRequest, workspace: str, publication: UUID, told: DueIn) -> PublicationOut:
    """Put it into the queue; 409 unless exactly this content is approved."""
    found = publication_of(request.actor, publication)
    schedule_it(request.actor, found, due_at=_aware(told.due_at), now=clock.now())
    return read_again(request, publication)


@router.post("/publications/{uuid:publication}/unschedule", response=PublicationOut)
@allowed(Permission.SCHEDULE)
def unschedule(request: ApiRequest, workspace: str, publication: UUID) -> PublicationOut:
    """Take it out of the queue; the approval stays."""
    unschedule_it(request.actor, publication_of(request.actor, publication), now=clock.now())
    return read_again(request, publication)


def read_again(request: ApiRequest, publication: UUID) -> PublicationOut:
    """Return a publication as it is now."""
    return _publication(publication_of(request.actor, publication))


def _composition(request: ApiRequest, told: DraftIn) -> Composition:
    wanted = {
        medium.asset
        for parts in (told.parts, *(variant.parts or [] for variant in told.channels))
        for part in parts
        for medium in part.media
    }
    assets = Asset.objects.filter(
        workspace=request.workspace, pk__in=wanted, state="ready", deleted_at__isnull=True
    ).in_bulk()
    if missing := wanted - assets.keys():
        raise Invalid({"media": _("%(file)s is not in the library, or not ready.") % {"file": min(map(str, missing))}})

    def text(parts: list[PartIn]) -> Text:
        return Text(tuple(Part(part.text, tuple(medium(each) for each in part.media)) for part in parts) or (Part(),))

    def medium(sent: MediaIn) -> Media:
        return as_media(assets[sent.asset], alt=sent.alt)

    return Composition(
        text(told.parts),
        tuple(
            Variant(
                channel=str(each.channel),
                own=None if each.parts is None else text(each.parts),
                title=each.title,
                excerpt=each.excerpt,
                first_comment=each.first_comment,
                format=each.format,
                options=each.options,
            )
            for each in told.channels
        ),
    )


def _draft(item: Item) -> DraftOut:
    _composition, version = composition_of(item)
    shown = [each for each in publications_of(item) if each.state != State.WITHDRAWN]
    return DraftOut(item=item.pk, version=version, publications=[_publication(each) for each in shown])


def _row(publication: Publication) -> RowOut:
    return RowOut(
        id=publication.pk,
        item=publication.item_id,
        channel=publication.channel_id,
        state=State(publication.state),
        is_approved=publication.approved_digest == publication.content_digest,
        due_at=publication.due_at,
        published_at=publication.published_at,
        external_url=publication.external_url,
    )


def _publication(publication: Publication) -> PublicationOut:
    findings = ground_of(publication.channel).check(PostPlan.from_json(publication.content))
    return PublicationOut(
        id=publication.pk,
        item=publication.item_id,
        channel=publication.channel_id,
        state=State(publication.state),
        is_approved=publication.approved_digest == publication.content_digest,
        is_submitted=publication.submitted_digest == publication.content_digest,
        follows_shared=publication.follows_shared,
        due_at=publication.due_at,
        published_at=publication.published_at,
        external_url=publication.external_url,
        content=publication.content,
        content_digest=publication.content_digest,
        version=publication.version,
        findings=[
            FindingOut(id=each.id, level=each.level, message=sentence(each), part=each.part, media=each.media)
            for each in findings
        ],
    )


def _aware(moment: datetime | None) -> datetime | None:
    if moment is not None and moment.tzinfo is None:
        raise Invalid({"due_at": _("A time needs its offset, as in 2026-11-24T09:00:00+01:00.")})
    return moment
