"""Let posts go out again."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.notices import notify
from leitstand.publishing.models import StopSwitch
from leitstand.publishing.notices import RESUMED
from leitstand.publishing.sending_events import SendingResumed
from leitstand.publishing.signals import wake


@transaction.atomic
def resume_sending(actor: Actor, *, now: datetime) -> StopSwitch:
    """End the stop. What is due and within its grace goes out at once; what is later is held and waits for people."""
    actor.require(Permission.STOP_SENDING)
    switch = StopSwitch.objects.select_for_update(of=("self",)).filter(workspace=actor.workspace, ended_at=None).first()
    if switch is None:
        raise Impossible(_("Sending is not stopped."), code="not_stopped")
    switch.ended_at, switch.ended_by = now, actor.person
    switch.save(update_fields=["ended_at", "ended_by"])
    audit.record(actor, "publishing.resume_sending", switch, now=now)
    announce(SendingResumed(actor, switch))
    notify(
        RESUMED,
        workspace=actor.workspace,
        now=now,
        params={"person": actor.name},
        path=reverse("publishing_queue", args=[actor.workspace.slug]),
        but=actor.person,
    )
    wake()
    return switch
