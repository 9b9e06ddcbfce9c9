"""Give a publication to approval."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.queries import is_unsteered
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.kernel.post import PostPlan
from leitstand.planning.queries.shapes import must_be_translated
from leitstand.publishing import content
from leitstand.publishing.checking import must_be_checked, snapshot
from leitstand.publishing.core.fit import Finding, blocks
from leitstand.publishing.core.states import State
from leitstand.publishing.events import Submitted
from leitstand.publishing.informing import tell_asked
from leitstand.publishing.models import Approval, Publication
from leitstand.publishing.networks import ground_of
from leitstand.publishing.queries import ASKED_AGAIN, open_request, valid_approval
from leitstand.publishing.stage import keep_in_step
from leitstand.publishing.tone import must_say_why
from leitstand.publishing.tracking import tracking_of


class DoesNotFit(Impossible):
    """The content breaks a rule of the channel; `findings` say which."""

    def __init__(self, publication: Publication, findings: tuple[Finding, ...]) -> None:
        super().__init__(
            _("%(channel)s: Something has to be mended before this can be approved.")
            % {"channel": publication.channel},
            code="does_not_fit",
        )
        self.findings = findings


def submit(actor: Actor, publication: Publication, *, now: datetime) -> Approval:
    """Ask for approval of exactly the present content; asking twice for the same is asking once.

    Raises DoesNotFit where the content breaks a rule of the channel, Impossible where there is nothing to approve, where
    target group or goal are open in a workspace that works with target groups, or where the account is a person's own.
    """
    actor.require(Permission.WRITE)
    actor.own(publication)
    with transaction.atomic():
        whole = Publication.objects.select_related("channel", "item__workspace", "workspace")
        locked = whole.select_for_update(of=("self",)).get(pk=publication.pk)
        asked = open_request(locked)
        if asked is not None:
            return asked
        if locked.state != State.DRAFT:
            raise Impossible(
                _("%(channel)s: Only a draft can be given to approval.") % {"channel": locked.channel}, code="no_draft"
            )
        if valid_approval(locked) is not None:
            raise Impossible(
                _("%(channel)s: This text is already approved.") % {"channel": locked.channel}, code="already_approved"
            )
        must_be_steered(locked)
        must_fit(locked)
        must_be_tracked(locked)
        must_say_why(locked.item)
        must_be_translated(locked.item)
        checks = snapshot(locked)
        must_be_checked(locked, checks)
        content.lapse(locked, ASKED_AGAIN, was_queued=False, now=now)
        approval = Approval.objects.create(
            workspace=actor.workspace,
            publication=locked,
            digest=locked.content_digest,
            requested_by=actor.person,
            requested_at=now,
            checks=checks,
        )
        locked.submitted_digest, locked.updated_at = locked.content_digest, now
        locked.save(update_fields=["submitted_digest", "updated_at"])
        keep_in_step(locked.item_id, now=now)
        audit.record(
            actor,
            "publishing.submit",
            locked,
            now=now,
            details={"channel": locked.channel_id, "version": locked.version},
        )
        announce(Submitted(actor, approval))
        tell_asked(actor, approval, now=now)
    return approval


def must_be_steered(publication: Publication) -> None:
    """Raise Impossible where the account is a person's own and the employer does not demand it."""
    if is_unsteered(publication.channel_id):
        raise Impossible(
            _(
                "%(channel)s is a person's own account: as long as the employer does not demand it, nothing of it is given "
                "to approval. Its owner posts there themselves."
            )
            % {"channel": publication.channel},
            code="personal",
        )


def must_fit(publication: Publication) -> None:
    """Raise DoesNotFit where the content breaks a rule of its channel."""
    wrong = blocks(ground_of(publication.channel).check(PostPlan.from_json(publication.content)))
    if wrong:
        raise DoesNotFit(publication, wrong)


def must_be_tracked(publication: Publication) -> None:
    """Raise DoesNotFit where the workspace demands parameters in links to own pages and one has none."""
    wrong = blocks(tracking_of(publication.item).check(PostPlan.from_json(publication.content)))
    if wrong:
        raise DoesNotFit(publication, wrong)
