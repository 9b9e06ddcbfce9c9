"""Do what leads an item to the stage that somebody wished for on the board."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.planning.core.stages import Stage
from leitstand.planning.models import Item
from leitstand.publishing import content
from leitstand.publishing.actions.revoke import revoke
from leitstand.publishing.actions.schedule import schedule
from leitstand.publishing.actions.submit import submit
from leitstand.publishing.actions.unschedule import unschedule
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication
from leitstand.publishing.queries import open_request, valid_approval


def reach_stage(actor: Actor, item: Item, stage: Stage, *, now: datetime) -> None:
    """Give to approval, take back or schedule, for every channel of the item; raises Impossible with what has to happen.

    Nobody approves by dragging: an approver looks at exactly what will be sent.
    """
    actor.require(Permission.PLAN)
    actor.own(item)
    with transaction.atomic():
        publications = list(
            Publication.objects.filter(item=item)
            .exclude(state__in=[State.WITHDRAWN, State.PUBLISHED])
            .select_related("channel", "item")
            .order_by("pk")
        )
        if not publications:
            raise Impossible(_("Choose a channel and write a text first."), code="no_channel")
        for publication in publications:
            _lead(actor, publication, stage, now=now)
        audit.record(actor, "publishing.reach_stage", item, now=now, details={"stage": stage.value})


def _lead(actor: Actor, publication: Publication, stage: Stage, *, now: datetime) -> None:
    is_approved = valid_approval(publication) is not None
    if stage is Stage.IN_REVIEW:
        if is_approved:
            revoke(actor, publication, now=now)
        submit(actor, publication, now=now)
    elif stage is Stage.APPROVED:
        if not is_approved:
            raise Impossible(
                _("Approving is done where one sees what will be sent: open “Approval”."), code="look_first"
            )
        if publication.state in content.QUEUED:
            unschedule(actor, publication, now=now)
    elif stage is Stage.SCHEDULED:
        if publication.state == State.DRAFT:
            schedule(actor, publication, due_at=None, now=now)
    elif is_approved or open_request(publication) is not None:
        revoke(actor, publication, now=now)
