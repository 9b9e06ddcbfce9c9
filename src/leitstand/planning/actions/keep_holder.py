"""Keep the register of who in the company knows about what."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.people import is_address
from leitstand.planning.changes import is_member
from leitstand.planning.models import KnowledgeHolder


class HolderFields(TypedDict):
    """What is kept of a knowledge holder."""

    name: str
    department: str
    topics: Sequence[str]
    email: str
    person_id: int | None
    note: str


@transaction.atomic
def keep_holder(
    actor: Actor, fields: HolderFields, *, now: datetime, holder: KnowledgeHolder | None = None
) -> KnowledgeHolder:
    """Enter or change a knowledge holder; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if holder is not None:
        actor.own(holder)
    name = " ".join(fields["name"].split())
    errors = {} if name else {"name": _("Please enter the name.")}
    same = KnowledgeHolder.objects.filter(workspace=actor.workspace, name=name)
    if same.exclude(pk=holder.pk if holder else 0).exists():
        errors["name"] = _("This person is in the list already.")
    if fields["email"] and not is_address(fields["email"]):
        errors["email"] = _("This is not a mail address. It looks like name@company.com.")
    person_id = fields["person_id"]
    if person_id is not None and not is_member(actor.workspace, person_id):
        errors["person"] = _("This person is no longer a member.")
    if errors:
        raise Invalid(errors)
    found = holder or KnowledgeHolder(workspace=actor.workspace, added_at=now)
    found.name, found.department, found.email = name, fields["department"].strip(), fields["email"].strip()
    found.topics, found.person_id, found.note = list(fields["topics"])[:30], person_id, fields["note"].strip()
    found.save()
    audit.record(actor, "planning.keep_holder", found, now=now)
    return found


@transaction.atomic
def drop_holder(actor: Actor, holder: KnowledgeHolder, *, now: datetime) -> None:
    """Take a knowledge holder out of the register; ideas and posts stay."""
    actor.require(Permission.PLAN)
    actor.own(holder)
    audit.record(actor, "planning.drop_holder", holder, now=now)
    holder.delete()
