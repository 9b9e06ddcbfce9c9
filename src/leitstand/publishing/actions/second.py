"""Confirm an approval as the second person, while a second look is demanded."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Stale
from leitstand.publishing import approvals
from leitstand.publishing.models import Approval, Publication, SecondApproval
from leitstand.publishing.queries import authors_since_approval
from leitstand.publishing.second_looks import active_look
from leitstand.publishing.signals import wake


@transaction.atomic
def second(actor: Actor, publication: Publication, *, looked_at: str, now: datetime) -> SecondApproval:
    """Let exactly the content whose digest is `looked_at` out, after somebody else has approved it; twice is once.

    Whoever approved it first, asked for it or wrote it cannot be the second.
    """
    actor.require(Permission.APPROVE)
    actor.own(publication)
    if actor.person is None:
        raise PermissionDenied("the house itself approves nothing")
    locked = approvals.locked(publication)
    look = active_look(locked.workspace_id)
    if look is None:
        raise Impossible(_("No second approval is demanded."), code="not_demanded")
    first = _first(locked)
    if first is None:
        raise Impossible(_("Nobody has approved this yet; the first approval comes first."), code="not_approved")
    if looked_at != locked.content_digest:
        raise Stale(_("The text was changed after you opened it. Look at the new version first."), code="changed")
    mine = {first.decided_by_id, first.requested_by_id, *authors_since_approval(locked)}
    if actor.person.pk in mine:
        raise Impossible(
            _("You wrote it, asked for it or approved it already. Somebody else has to look a second time."),
            code="same_person",
        )
    made, _new = SecondApproval.objects.get_or_create(
        look=look,
        approval=first,
        defaults={"workspace": actor.workspace, "person": actor.person, "at": now},
    )
    audit.record(actor, "publishing.second", locked, now=now, details={"channel": locked.channel_id})
    wake()
    return made


def _first(publication: Publication) -> Approval | None:
    return (
        Approval.objects.filter(
            publication=publication, decision="approved", revoked_at=None, digest=publication.content_digest
        )
        .order_by("-decided_at")
        .first()
    )
