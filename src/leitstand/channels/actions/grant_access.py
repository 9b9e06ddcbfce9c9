"""Write down that somebody has a right on a profile, in the house or directly on the network."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import CHANNEL_RIGHTS, AccessGrant, Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person


@transaction.atomic
def grant_access(
    actor: Actor,
    channel: Channel,
    *,
    right: str,
    person: Person | None,
    outsider: str,
    on_network: bool,
    note: str,
    now: datetime,
) -> AccessGrant:
    """Keep one entry of the register; somebody from outside holds the right on the network by nature."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(channel)
    outsider = outsider.strip()
    if (person is None) == (not outsider):
        raise Invalid({"person": _("Choose a member, or name somebody from outside; one of the two.")})
    if right not in dict(CHANNEL_RIGHTS):
        raise Invalid({"right": _("There is no such right.")})
    if person is not None and not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        raise Invalid({"person": _("This person is no member of the workspace.")})
    on_network = on_network or person is None
    entry = {"channel": channel, "person": person, "outsider": outsider, "right": right, "on_network": on_network}
    if AccessGrant.objects.filter(**entry, ended_at=None).exists():
        raise Invalid({"right": _("This right stands in the register already.")})
    grant = AccessGrant.objects.create(
        **entry, workspace=actor.workspace, note=note.strip(), granted_by=actor.person, granted_at=now
    )
    audit.record(actor, "channels.grant_access", channel, now=now, details=details_of(grant))
    return grant


def details_of(grant: AccessGrant) -> dict[str, object]:
    """Return what the trail keeps of an entry: the right and where, never a name from outside."""
    return {"grant": grant.pk, "right": grant.right, "on_network": grant.on_network}
