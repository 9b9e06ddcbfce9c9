"""Change one's own mail address."""

from datetime import datetime

from django.db import transaction

from leitstand.house.audit import record_everywhere
from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.house.people import check_email


def change_email(person: Person, email: str, *, now: datetime) -> Person:
    """Take another address, which is also the one to sign in with; the page has asked for the password before."""
    problems = check_email(email, besides=person)
    if problems:
        raise Invalid(problems)
    address = email.strip().lower()
    if address == person.email:
        return person
    with transaction.atomic():
        person.email = address
        person.save(update_fields=["email"])
        record_everywhere(person, "house.change_email", now=now)
    return person
