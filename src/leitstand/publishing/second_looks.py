"""Whether a second look is demanded of everything that goes out, and what still waits for it."""

from typing import Final

from django.db.models import Exists, F, OuterRef, QuerySet

from leitstand.house.models import Workspace
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Approval, Publication, SecondApproval, SecondLook

# Not yet on a network: the second look decides whether they get there.
WAITING: Final = (State.DRAFT.value, State.PLANNED.value, State.WAITING.value, State.HELD.value, State.CLAIMED.value)


def active_look(workspace_id: int) -> SecondLook | None:
    """Return the demand for a second look that holds at present."""
    return SecondLook.objects.filter(workspace=workspace_id, ended_at=None).select_related("began_by").first()


def is_unseconded(publication: Publication) -> bool:
    """Whether a second look is demanded and this content has none; the sender's own statement says the same."""
    look = active_look(publication.workspace_id)
    if look is None:
        return False
    return not SecondApproval.objects.filter(
        look=look,
        approval__publication=publication,
        approval__digest=publication.content_digest,
        approval__decision="approved",
        approval__revoked_at=None,
    ).exists()


def to_second(workspace: Workspace, look: SecondLook) -> QuerySet[Approval]:
    """Return the approvals that hold and that nobody else has confirmed yet, what goes out soonest first."""
    known = SecondApproval.objects.filter(look=look, approval=OuterRef("pk"))
    return (
        Approval.objects.filter(
            workspace=workspace,
            decision="approved",
            revoked_at=None,
            digest=F("publication__content_digest"),
            publication__state__in=WAITING,
            publication__item__deleted_at=None,
        )
        .exclude(Exists(known))
        .select_related("publication__item", "publication__channel", "decided_by")
        .order_by(F("publication__due_at").asc(nulls_last=True), "pk")
    )
