"""Somebody has left: their rights in the house end, those on networks become a task."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse

from leitstand.channels.core.register import on_leaving
from leitstand.channels.models import AccessGrant
from leitstand.channels.notices import ACCESS_TO_REMOVE
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Person
from leitstand.house.notices import notify


@transaction.atomic
def ask_for_removal(actor: Actor, person: Person, *, now: datetime) -> int:
    """Return how many rights a person must still take away on the networks themselves."""
    open_ones = AccessGrant.objects.select_for_update().filter(
        workspace=actor.workspace, person=person, ended_at=None, to_remove_since=None
    )
    todo = 0
    for grant in open_ones:
        if on_leaving(on_network=grant.on_network) == "ends":
            AccessGrant.objects.filter(pk=grant.pk).update(ended_at=now)
        else:
            AccessGrant.objects.filter(pk=grant.pk).update(to_remove_since=now)
            todo += 1
    if todo:
        audit.record(actor, "channels.ask_for_removal", person, now=now, details={"rights": todo})
        notify(
            ACCESS_TO_REMOVE,
            workspace=actor.workspace,
            params={"name": str(person), "count": todo},
            path=reverse("channels_register", args=[actor.workspace.slug]),
            about=f"access:{person.pk}",
            but=person,
            now=now,
        )
    return todo
