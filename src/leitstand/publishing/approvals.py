"""What the approving verbs share: the locked request and the sentences for those who may not."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Stale
from leitstand.publishing.core.approving import Case, Obstacle, Verdict, judge
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.queries import authors_since_approval

OBSTACLES: Final[dict[Obstacle, Promise]] = {
    Obstacle.ASKED_FOR_IT: gettext_lazy(
        "You asked for this approval yourself. Somebody else has to look at it: four eyes."
    ),
    Obstacle.WROTE_IT: gettext_lazy("You wrote a part of this text. Somebody else has to look at it: four eyes."),
    Obstacle.CHANGED: gettext_lazy("The text was changed after you opened it. Look at the new version first."),
    Obstacle.NOT_ASKED: gettext_lazy("Nobody has given this text to approval yet."),
}


def locked(publication: Publication) -> Publication:
    """Return the publication, locked until the end of the transaction."""
    return Publication.objects.select_for_update(of=("self",)).select_related("channel", "item").get(pk=publication.pk)


def verdict(actor: Actor, publication: Publication, request: Approval | None, *, looked_at: str) -> Verdict:
    """Tell whether the actor may approve what they looked at."""
    return judge(
        Case(
            approver=actor.person.pk if actor.person else None,
            requester=request.requested_by_id if request else None,
            authors=authors_since_approval(publication),
            looked_at=looked_at,
            requested=request.digest if request else "",
            content=publication.content_digest,
            four_eyes=actor.workspace.four_eyes,
        )
    )


def refuse(obstacle: Obstacle) -> Impossible:
    """Return the error that tells somebody why they may not approve."""
    message = str(OBSTACLES[obstacle])
    return (
        Stale(message, code=obstacle.value)
        if obstacle is Obstacle.CHANGED
        else Impossible(message, code=obstacle.value)
    )


def asked(publication: Publication, looked_at: str) -> Approval:
    """Return the open request for what somebody looked at; raises Stale where the text is another one by now."""
    request = (
        Approval.objects.select_for_update(of=("self",))
        .filter(publication=publication, decision="", revoked_at__isnull=True)
        .order_by("-requested_at")
        .first()
    )
    if request is None:
        raise refuse(Obstacle.NOT_ASKED)
    if not (request.digest == publication.content_digest == looked_at):
        raise refuse(Obstacle.CHANGED)
    return request


def needs_comment() -> Impossible:
    """Return the error for an answer without a reason."""
    return Impossible(_("Say in a sentence what should be different; the author cannot guess it."), code="no_comment")
