"""Come in by an invitation."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Role
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.house.happened import PersonJoined
from leitstand.house.models import Invitation, Membership, Person
from leitstand.house.notices import JOINED, notify
from leitstand.house.people import check_email, check_password
from leitstand.house.tokens import hash_of


def find_invitation(token: str, *, now: datetime) -> Invitation | None:
    """Return the invitation a link stands for, None where it is unknown, used, taken back or too old."""
    return (
        Invitation.objects.filter(token_hash=hash_of(token), accepted_at=None, revoked_at=None, expires_at__gt=now)
        .select_related("workspace", "invited_by")
        .first()
    )


def accept_invitation(
    token: str, *, now: datetime, person: Person | None = None, name: str = "", password: str = "", language: str = "de"
) -> Actor:
    """Make somebody a member: `person` who is signed in, or a new one with a name and a password."""
    with transaction.atomic():
        invitation = find_invitation(token, now=now)
        taken = Invitation.objects.filter(
            token_hash=hash_of(token), accepted_at=None, revoked_at=None, expires_at__gt=now
        ).update(accepted_at=now)
        if invitation is None or taken != 1:
            raise Impossible(_("This invitation is no longer valid. Ask for a new one."), code="gone")
        if person is None:
            person = _new_person(invitation.email, name=name, password=password, language=language)
        membership, _made = Membership.objects.get_or_create(
            workspace=invitation.workspace, person=person, defaults={"role": invitation.role}
        )
        person.last_workspace = invitation.workspace
        person.save(update_fields=["last_workspace"])
        actor = Actor(invitation.workspace, person, Role(membership.role))
        audit.record(actor, "house.accept_invitation", person, now=now, details={"role": membership.role})
        announce(PersonJoined(actor, person))
        notify(
            JOINED,
            workspace=actor.workspace,
            now=now,
            params={"name": person.name},
            path=reverse("house_people", args=[actor.workspace.slug]),
            about=f"person:{person.pk}",
            but=person,
        )
    return actor


def _new_person(email: str, *, name: str, password: str, language: str) -> Person:
    errors = check_email(email) | check_password(password, name=name, email=email)
    if not name.strip():
        errors["name"] = _("Please say what you are called.")
    if errors:
        raise Invalid(errors)
    person = Person(email=email, name=name.strip(), language=language)
    person.set_password(password)
    person.save()
    return person
