"""Note that sources of rules were read again, name who sees to it, and remind them."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.compliance.models import LawKeeper, Rereading
from leitstand.compliance.notices import REREAD
from leitstand.compliance.queries import law_here, overdue
from leitstand.compliance.sources import sources
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person, Workspace
from leitstand.house.notices import notify
from leitstand.house.zones import day_in

AGAIN: Final = timedelta(days=28)
"""Who has not read yet is told again after so long."""


@transaction.atomic
def note_reread(
    actor: Actor, rules: Iterable[str], *, on: date, found: str, note: str, now: datetime
) -> list[Rereading]:
    """Note for rules, and what stands beside them, that their sources were read on a day, and whether something changed.

    Raises Invalid at the field.
    """
    actor.require(Permission.APPROVE)
    known = {*law_here(actor.workspace.pk).rules, *(one.id for one in sources())}
    wanted = [name for name in dict.fromkeys(rules) if name in known]
    told = " ".join(note.split())
    errors: dict[str, str] = {}
    if not wanted:
        errors["rules"] = _("Choose at least one rule.")
    if on > day_in(actor.workspace, now):
        errors["on"] = _("This day is still to come.")
    if found not in ("same", "changed"):
        errors["found"] = _("Say whether something changed.")
    if found == "changed" and not told:
        errors["note"] = _("Say what changed, so that somebody can mend the rule.")
    if len(told) > 500:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 500}
    if errors:
        raise Invalid(errors)
    made = Rereading.objects.bulk_create(
        Rereading(workspace=actor.workspace, rule=name, on=on, found=found, note=told, by=actor.person, at=now)
        for name in wanted
    )
    audit.record(
        actor,
        "compliance.note_reread",
        None,
        now=now,
        details={"rules": ", ".join(wanted)[:500], "changed": found == "changed"},
    )
    return made


@transaction.atomic
def name_law_keeper(actor: Actor, person: Person | None, *, now: datetime) -> None:
    """Say who sees to it that sources are read again; nobody: the owners. Raises Invalid for somebody from elsewhere."""
    actor.require(Permission.MANAGE_WORKSPACE)
    if person is not None and not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        raise Invalid({"person": _("This person does not work here.")})
    LawKeeper.objects.update_or_create(workspace=actor.workspace, defaults={"person": person, "told_at": None})
    audit.record(actor, "compliance.name_law_keeper", person, now=now)


def remind_of_rereading(*, now: datetime) -> int:
    """Tell of sources that are to be read again, once in four weeks while there are any; return how many workspaces."""
    sent = 0
    for workspace in Workspace.objects.order_by("pk"):
        late = overdue(workspace.pk, today=day_in(workspace, now))
        if late:
            sent += _remind(workspace, len(late), now)
    return sent


@transaction.atomic
def _remind(workspace: Workspace, count: int, now: datetime) -> int:
    keeper, _made = LawKeeper.objects.select_for_update(of=("self",)).get_or_create(workspace=workspace)
    if keeper.told_at is not None and now < keeper.told_at + AGAIN:
        return 0
    notify(
        REREAD,
        workspace=workspace,
        people=[keeper.person] if keeper.person is not None else None,
        params={"count": count},
        path=reverse("compliance_reread", args=[workspace.slug]),
        about="reread",
        now=now,
    )
    keeper.told_at = now
    keeper.save(update_fields=["told_at"])
    audit.record(Actor.house(workspace), "compliance.remind_of_rereading", None, now=now, details={"count": count})
    return 1
