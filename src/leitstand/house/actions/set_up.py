"""Move in: the first workspace and its first person."""

from datetime import datetime

from django.db import connection, transaction
from django.utils.translation import gettext as _

from leitstand.house import audit, setup
from leitstand.house.actions.change_workspace import change_workspace
from leitstand.house.actions.create_workspace import create_workspace
from leitstand.house.actor import Actor, Door
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Person
from leitstand.house.people import check_email, check_password


def set_up(
    *,
    code: str,
    company: str,
    name: str,
    email: str,
    password: str,
    now: datetime,
    time_zone: str = "Europe/Berlin",
    state: str = "",
    address_form: str = "sie",
    language: str = "de",
    alone: bool = False,
    via: Door = "page",
) -> Actor:
    """Make the first person owner of the first workspace; asks for the code that was printed at the start.

    Who is `alone` has nobody to approve: the workspace starts without four eyes, and says why.
    """
    if not setup.is_right(code):
        raise Invalid({"code": setup.wrong_code()})
    with transaction.atomic():
        with connection.cursor() as cursor:  # two browsers at once: the second waits here, and then finds somebody
            cursor.execute("SELECT pg_advisory_xact_lock(hashtext('leitstand.house.set_up'))")
        if not setup.is_needed():
            raise Impossible(_("Somebody has already moved in. Ask them for an invitation."), code="taken")
        errors = check_email(email) | check_password(password, name=name, email=email)
        if not name.strip():
            errors["name"] = _("Please say what you are called.")
        if errors:
            raise Invalid(errors)
        person = Person(email=email.strip().lower(), name=name.strip(), language=language)
        person.set_password(password)
        person.save()
        actor = create_workspace(
            person, name=company, now=now, time_zone=time_zone, state=state, address_form=address_form, via=via
        )
        audit.record(actor, "house.set_up", person, now=now)
        if alone:
            reason = _("A team of one: the same person writes and approves.")
            change_workspace(actor, {"four_eyes": False, "self_approval_reason": reason}, now=now)
            actor.workspace.refresh_from_db()
    return actor
