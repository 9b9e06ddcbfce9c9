"""Change one's own name, language, appearance and mail habits."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house.audit import record_everywhere
from leitstand.house.errors import Invalid
from leitstand.house.models import LANGUAGES, THEMES, Person

FIELDS: Final = ("name", "language", "theme", "mail_notifications")


def change_profile(person: Person, changes: Mapping[str, object], *, now: datetime) -> Person:
    """Change the named fields (see FIELDS) of one's own account."""
    errors = {}
    if not str(changes.get("name", person.name)).strip():
        errors["name"] = _("Please say what you are called.")
    if changes.get("language", person.language) not in dict(LANGUAGES):
        errors["language"] = _("Please choose a language.")
    if changes.get("theme", person.theme) not in dict(THEMES):
        errors["theme"] = _("Please choose an appearance.")
    errors |= {name: _("There is no such setting.") for name in set(changes) - set(FIELDS)}
    if errors:
        raise Invalid(errors)
    differing = [name for name, value in changes.items() if getattr(person, name) != value]
    if not differing:
        return person
    with transaction.atomic():
        for name in differing:
            setattr(person, name, changes[name])
        person.save(update_fields=differing)
        record_everywhere(person, "house.change_profile", now=now, details={"changed": differing})
    return person
