"""What is stored about a person, gathered for them (Art. 15 GDPR)."""

from typing import Any

from django.db import models

from leitstand.house.erasure import Entry, How, entries
from leitstand.house.models import Person, Workspace


def gather(person: Person, workspace: Workspace | None = None) -> dict[str, object]:
    """Return all that is stored about somebody, in one workspace or in the whole installation, ready for JSON."""
    found: dict[str, list[dict[str, Any]]] = {}
    for entry in entries():
        if entry.how in {How.NOT_ABOUT_A_PERSON, How.OUTSIDER}:
            continue
        rows = [_tell(entry, row, person) for row in entry.rows(person, workspace)]
        if rows:
            found.setdefault(entry.model._meta.label, []).extend(rows)  # noqa: SLF001 - Django's public name
    return {
        "person": {"name": person.name, "email": person.email},
        "workspace": workspace.name if workspace else None,
        "stored": found,
    }


def _tell(entry: Entry, row: models.Model, person: Person) -> dict[str, Any]:
    if entry.how is How.UNLINK:
        # The company's own work: only that, and as what, the person stands in it.
        as_what = [name for name in entry.links() if getattr(row, f"{name}_id") == person.pk]
        return {"id": row.pk, "label": str(row), "as": as_what}
    hidden = set(entry.secret)
    return {
        field.attname: field.value_from_object(row)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's public name
        if field.name not in hidden
    }
