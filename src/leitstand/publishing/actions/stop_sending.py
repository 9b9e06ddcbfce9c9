"""Pull the stop switch: nothing goes out any more."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible
from leitstand.house.events import announce
from leitstand.house.notices import notify
from leitstand.publishing.models import StopSwitch
from leitstand.publishing.notices import STOPPED
from leitstand.publishing.sending_events import SendingStopped
from leitstand.publishing.signals import wake


@transaction.atomic
def stop_sending(actor: Actor, *, reason: str, now: datetime) -> StopSwitch:
    """Stop every channel of the workspace; it holds before the very next step of whatever is on its way.

    What is planned stays planned; what gets later than its grace meanwhile is held for a person to decide.
    """
    actor.require(Permission.STOP_SENDING)
    try:
        with transaction.atomic():
            switch = StopSwitch.objects.create(
                workspace=actor.workspace, pulled_by=actor.person, pulled_at=now, reason=reason.strip()
            )
    except IntegrityError:
        raise Impossible(_("Sending is already stopped."), code="stopped") from None
    audit.record(actor, "publishing.stop_sending", switch, now=now)
    announce(SendingStopped(actor, switch))
    notify(
        STOPPED,
        workspace=actor.workspace,
        now=now,
        params={"person": actor.name, "reason": switch.reason},
        path=reverse("publishing_queue", args=[actor.workspace.slug]),
        but=actor.person,
    )
    wake()
    return switch
