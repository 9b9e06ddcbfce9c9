"""The one place where the content of a publication changes; whatever changes here loses its approval, queued or not."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.states import EDITABLE, State, is_editable
from leitstand.publishing.models import Approval, Attempt, Draft, DraftVersion, Publication, Version
from leitstand.publishing.queries import CONTENT_CHANGED

# While somebody types, one version in this span is enough.
TYPING: Final = timedelta(minutes=10)
QUEUED: Final = frozenset({State.PLANNED, State.CLAIMED, State.WAITING, State.HELD})


@dataclass(frozen=True, slots=True)
class Lapse:
    """An approval or a request that ended because the content changed."""

    approval: Approval
    was_queued: bool


def is_fixed(publication: Publication) -> bool:
    """Whether the content can no longer change: it is on its way, public, or a part of it is."""
    state = State(publication.state)
    return not is_editable(state, external_id=publication.external_id) or _may_be_public(publication, state)


def write(
    actor: Actor,
    publication: Publication,
    plan: PostPlan,
    *,
    follows: bool,
    now: datetime,
    links: Mapping[str, str] | None = None,
) -> tuple[Lapse, ...] | None:
    """Give a locked publication another content; returns what lapsed, or None where nothing changed.

    `links` says which of its links were tagged (core.tracking); None: those that were.

    Raises Impossible once a step that the public can see was written down. The publication becomes a draft again.
    """
    content = plan.to_json()
    back_in = publication.state == State.WITHDRAWN
    if content == publication.content and not back_in:
        if publication.follows_shared == follows:
            return None
        # The words are the same, so the approval stays; but another writer must notice.
        publication.follows_shared, publication.updated_at = follows, now
        publication.save(update_fields=["follows_shared", "updated_at"])
        return ()
    if is_fixed(publication):
        raise already_sent(publication)
    was_queued = publication.state in QUEUED
    changed = editable(publication).update(
        content=content,
        links=publication.links if links is None else dict(links),
        follows_shared=follows,
        version=F("version") + 1,
        state=State.DRAFT.value,
        submitted_digest="",
        approved_digest="",
        claimed_by="",
        try_at=None,
        tries=0,
        reason="",
        reason_text="",
        carried={},
        updated_at=now,
    )
    if changed != 1:
        raise already_sent(publication)
    publication.refresh_from_db()
    _keep_version(actor, publication, now=now)
    return lapse(publication, CONTENT_CHANGED, was_queued=was_queued, now=now)


def create(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Store a new publication with its first version."""
    publication.save(force_insert=True)
    publication.refresh_from_db()
    _keep_version(actor, publication, now=now)


def editable(publication: Publication) -> QuerySet[Publication]:
    """Return the row only while its content may change; an update of it counts 1 or came too late."""
    return Publication.objects.filter(pk=publication.pk, state__in=[state.value for state in EDITABLE], external_id="")


def lapse(publication: Publication, why: str, *, was_queued: bool, now: datetime) -> tuple[Lapse, ...]:
    """End every approval and open request of a publication that still held."""
    ended = []
    for approval in (
        Approval.objects.select_for_update(of=("self",))
        .select_related("requested_by", "decided_by")
        .filter(publication=publication, revoked_at__isnull=True, decision__in=["", "approved"])
        .order_by("pk")
    ):
        approval.revoked_at, approval.revoked_why = now, why
        approval.save(update_fields=["revoked_at", "revoked_why"])
        approval.publication = publication
        ended.append(Lapse(approval, was_queued and approval.decision == "approved"))
    return tuple(ended)


def keep_draft_version(actor: Actor, draft: Draft, *, now: datetime) -> bool:
    """Keep what the shared text is now; returns whether this opened a new version rather than going on with one."""
    recent = list(
        DraftVersion.objects.filter(draft=draft, person=actor.person, at__gt=now - TYPING).order_by("number")
    )[1:]
    DraftVersion.objects.filter(pk__in=[version.pk for version in recent]).delete()
    DraftVersion.objects.create(
        draft=draft,
        workspace=actor.workspace,
        number=draft.version,
        content=draft.content,
        person=actor.person,
        at=now,
    )
    return not recent


def already_sent(publication: Publication) -> Impossible:
    """Say why the content can no longer change."""
    if publication.state == State.PUBLISHED:
        return Impossible(
            _("%(channel)s: This post is published; its text can no longer change here.")
            % {"channel": publication.channel},
            code="published",
        )
    return Impossible(
        _("%(channel)s: This post is already on its way to the network; the change came too late.")
        % {"channel": publication.channel},
        code="already_sending",
    )


def _may_be_public(publication: Publication, state: State) -> bool:
    """Whether a step that the public sees was taken, or may have been; a draft and what was withdrawn begin anew."""
    if state in (State.DRAFT, State.WITHDRAWN):
        return False
    visible = Q(step__startswith="create") | Q(step__startswith="comment")
    return Attempt.objects.filter(visible, publication=publication, outcome__in=["", "done", "found"]).exists()


def _keep_version(actor: Actor, publication: Publication, *, now: datetime) -> None:
    """Write the content down as a version; of what one person typed in one span the first and the last remain."""
    recent = list(
        Version.objects.filter(publication=publication, person=actor.person, at__gt=now - TYPING).order_by("number")
    )[1:]
    if recent:
        asked = set(Approval.objects.filter(publication=publication).values_list("digest", flat=True))
        Version.objects.filter(pk__in=[each.pk for each in recent if each.digest not in asked]).delete()
    Version.objects.create(
        publication=publication,
        workspace=actor.workspace,
        number=publication.version,
        content=publication.content,
        digest=publication.content_digest,
        person=actor.person,
        at=now,
    )
