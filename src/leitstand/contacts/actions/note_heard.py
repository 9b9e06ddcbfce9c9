"""Note that somebody outside was heard of: the period after which a quiet contact goes begins anew."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from django.db.models import Q

from leitstand.contacts.models import Contact, ContactProfile
from leitstand.house.models import Workspace

UNRECORDED: Final = "What was heard stands in the trail already: a message, a consent, a step towards a deal."


def note_heard(workspace: Workspace, contacts: Iterable[int | None], *, at: datetime) -> None:
    """Note that contacts were heard of at a moment; whoever was heard of later already keeps that."""
    wanted = {one for one in contacts if one is not None}
    if wanted:
        rows = Contact.objects.filter(workspace=workspace, pk__in=wanted)
        rows.filter(Q(heard_at=None) | Q(heard_at__lt=at)).update(heard_at=at)


def note_heard_on(workspace: Workspace, network: str, heard: Mapping[str, datetime]) -> None:
    """Note whom a network brought news of, by its own ids; ids that belong to no contact are left out."""
    rows = ContactProfile.objects.filter(workspace=workspace, network=network, key__in=[key for key in heard if key])
    for contact, key in rows.values_list("contact_id", "key"):
        note_heard(workspace, [contact], at=heard[key])
