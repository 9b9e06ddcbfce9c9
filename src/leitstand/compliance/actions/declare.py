"""Tell facts about a thing, asked once and kept."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.facts import FactValue, UnknownFact
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Declaration
from leitstand.compliance.queries import law_here
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce


@transaction.atomic
def declare(actor: Actor, subject: str, facts: Mapping[str, object], *, now: datetime) -> Declaration:
    """Keep facts beside those told before; None takes one back. Raises Invalid at the fact for a value it cannot have."""
    actor.require(Permission.WRITE)
    vocabulary = law_here(actor.workspace.pk).vocabulary
    told: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, value in facts.items():
        try:
            told[name] = None if value is None else _kept(vocabulary[name].tame(value))
        except UnknownFact:
            errors[name] = _("This is no answer to the question.")
    if errors:
        raise Invalid(errors)
    found, _made = Declaration.objects.select_for_update().get_or_create(
        workspace=actor.workspace, subject=subject, defaults={"told_at": now}
    )
    before = dict(found.facts)
    found.facts = {name: value for name, value in {**before, **told}.items() if value is not None}
    if found.facts == before:
        return found
    found.told_by, found.told_at = actor.person, now
    found.save()
    audit.record(actor, "compliance.declare", found, now=now, details={"facts": ", ".join(sorted(told))[:500]})
    announce(JudgementChanged(actor, subject, now))
    return found


def _kept(value: FactValue) -> object:
    if isinstance(value, frozenset):
        return sorted(value)
    return value.isoformat() if isinstance(value, date) else value
