"""Open an incident, keep what is known of it, note its steps, close it, delete it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.models import Contract, Evidence, Incident, IncidentStep
from leitstand.compliance.playbooks import playbooks
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.library.files import drop
from leitstand.library.queries import is_held

# Clocks of others may be a little ahead.
_AHEAD = timedelta(minutes=5)


class IncidentFields(TypedDict):
    """What is kept of an incident."""

    kind: str
    title: str
    url: str
    note: str
    sender: str
    counsel: str
    known_at: datetime
    deadline: datetime | None
    lead: Person | None


@transaction.atomic
def keep_incident(actor: Actor, fields: IncidentFields, *, now: datetime, incident: Incident | None = None) -> Incident:
    """Open an incident, or change what is known of it. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    if incident is not None:
        actor.own(incident)
    errors: dict[str, str] = {}
    if fields["kind"] not in playbooks():
        errors["kind"] = _("Please choose one of the kinds.")
    if not fields["title"].split():
        errors["title"] = _("Say what happened.")
    if len(fields["title"]) > 160:
        errors["title"] = _("At most %(count)d characters, please.") % {"count": 160}
    if fields["url"] and not fields["url"].startswith(("https://", "http://")):
        errors["url"] = _("Please enter the whole address, beginning with https.")
    if fields["known_at"] > now + _AHEAD:
        errors["known_at"] = _("This moment is still to come.")
    if fields["deadline"] is not None and fields["deadline"] < fields["known_at"]:
        errors["deadline"] = _("The deadline lies before the incident was known.")
    lead = fields["lead"]
    if lead is not None and not Membership.objects.filter(workspace=actor.workspace, person=lead).exists():
        errors["lead"] = _("This person does not work here.")
    if errors:
        raise Invalid(errors)
    made = incident is None
    found = incident or Incident(workspace=actor.workspace, opened_at=now, opened_by=actor.person)
    for name, value in fields.items():
        setattr(found, name, " ".join(value.split()) if name == "title" and isinstance(value, str) else value)
    found.save()
    verb = "compliance.open_incident" if made else "compliance.keep_incident"
    audit.record(actor, verb, found, now=now, details={"kind": found.kind})
    return found


@transaction.atomic
def do_step(actor: Actor, incident: Incident, step: str, *, note: str, now: datetime) -> IncidentStep:
    """Note that a step was done, once; raises Impossible for a step the playbook does not know, or once it is closed."""
    actor.require(Permission.ANSWER)
    actor.own(incident)
    if step not in {one.id for one in playbooks()[incident.kind].steps}:
        raise Impossible(_("There is no such step."), code="no_step")
    if incident.closed_at is not None:
        raise Impossible(_("This incident is closed."), code="closed")
    done, made = IncidentStep.objects.get_or_create(
        incident=incident,
        step=step,
        defaults={
            "workspace": actor.workspace,
            "note": " ".join(note.split())[:500],
            "done_at": now,
            "done_by": actor.person,
        },
    )
    if made:
        audit.record(actor, "compliance.do_step", incident, now=now, details={"step": step})
    return done


@transaction.atomic
def undo_step(actor: Actor, done: IncidentStep, *, now: datetime) -> None:
    """Take back a step noted by mistake."""
    actor.require(Permission.ANSWER)
    actor.own(done)
    audit.record(actor, "compliance.undo_step", done.incident, now=now, details={"step": done.step})
    done.delete()


@transaction.atomic
def close_incident(actor: Actor, incident: Incident, *, outcome: str, now: datetime) -> None:
    """Close it with how it ended; raises Invalid where that is not said."""
    actor.require(Permission.ANSWER)
    actor.own(incident)
    if not outcome.strip():
        raise Invalid({"outcome": _("Say how it ended; that is what is learnt from it.")})
    if incident.closed_at is not None:
        raise Impossible(_("This incident is closed."), code="closed")
    incident.outcome, incident.closed_at = outcome.strip()[:4000], now
    incident.save(update_fields=["outcome", "closed_at"])
    audit.record(actor, "compliance.close_incident", incident, now=now)


@transaction.atomic
def drop_incident(actor: Actor, incident: Incident, *, now: datetime) -> None:
    """Delete an incident with its steps, its evidence and their files, once it is closed: people are not named for ever."""
    actor.require(Permission.APPROVE)
    actor.own(incident)
    if incident.closed_at is None:
        raise Impossible(_("Close the incident first."), code="open")
    audit.record(actor, "compliance.drop_incident", incident, now=now)
    files = set(incident.evidence.exclude(sha256="").values_list("sha256", flat=True))
    incident.delete()
    transaction.on_commit(partial(_drop_files, files))


def _drop_files(files: Iterable[str]) -> None:
    """Equal files are stored once: one that other evidence, an agreement or the library leans on stays."""
    for sha256 in files:
        others = Evidence.objects.filter(sha256=sha256).exists() or Contract.objects.filter(sha256=sha256).exists()
        if not others and not is_held(sha256):
            drop(sha256)
