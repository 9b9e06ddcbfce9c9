"""Keep a piece of evidence as it was found, under the hash of its bytes."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.keeping import take_proof
from leitstand.compliance.models import Evidence, Incident
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid

MOST = 100


@transaction.atomic
def add_evidence(
    actor: Actor,
    incident: Incident,
    *,
    name: str,
    url: str,
    seen_at: datetime,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
) -> Evidence:
    """Store the file of any kind, unchanged, with the moment it was seen; one of file and address is needed."""
    actor.require(Permission.ANSWER)
    actor.own(incident)
    errors: dict[str, str] = {}
    if not name.split() or len(name) > 200:
        errors["name"] = _("Say in at most %(count)d characters what it shows.") % {"count": 200}
    if url and not url.startswith(("https://", "http://")):
        errors["url"] = _("Please enter the whole address, beginning with https.")
    if not url and not file_name:
        errors["file"] = _("Add a file or an address.")
    if seen_at > now + timedelta(minutes=5):
        errors["seen_at"] = _("This moment is still to come.")
    if errors:
        raise Invalid(errors)
    if incident.evidence.count() >= MOST:
        raise Impossible(_("At most %(count)d pieces of evidence, please.") % {"count": MOST}, code="full")
    sha256, size = take_proof(chunks) if file_name else ("", 0)
    made = Evidence.objects.create(
        workspace=actor.workspace,
        incident=incident,
        name=" ".join(name.split()),
        url=url[:500],
        file_name=file_name[-200:],
        sha256=sha256,
        size=size,
        seen_at=seen_at,
        added_at=now,
        added_by=actor.person,
    )
    audit.record(actor, "compliance.add_evidence", incident, now=now, details={"sha256": sha256})
    return made
