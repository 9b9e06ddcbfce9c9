"""Tell facts about a thing, asked once and kept."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.facts import FactValue, UnknownFact
from leitstand.compliance.core.media import OF_MEDIA, OF_ONE_FILE
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Declaration, Proof
from leitstand.compliance.queries import law_here
from leitstand.compliance.queries.shared import sharing_subjects
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce

# Nobody says this by word of mouth: it follows from what is kept (keep_proof).
PROVEN: Final = {"licence.proof": "licence"}


@transaction.atomic
def declare(actor: Actor, subject: str, facts: Mapping[str, object], *, now: datetime) -> Declaration:
    """Keep facts beside those told before; None takes one back. Raises Invalid at the fact for a value it cannot have.

    What has to be proved can be denied here, but not claimed without a proof. What is told of a file holds for all that
    share its record.
    """
    actor.require(Permission.WRITE)
    vocabulary = law_here(actor.workspace.pk).vocabulary
    told: dict[str, object] = {}
    errors: dict[str, str] = {}
    for name, value in facts.items():
        try:
            told[name] = None if value is None else _kept(vocabulary[name].tame(value))
        except UnknownFact:
            errors[name] = _("This is no answer to the question.")
    for name, about in PROVEN.items():
        if (
            told.get(name)
            and not Proof.objects.filter(workspace=actor.workspace, subject=subject, about=about).exists()
        ):
            errors[name] = _("Keep contract or terms as a proof; saying so is not enough.")
    if errors:
        raise Invalid(errors)
    shared = {name: value for name, value in told.items() if name.startswith(OF_MEDIA) and name not in OF_ONE_FILE}
    for other in sharing_subjects(actor.workspace.pk, subject) if shared else ():
        _keep(actor, other, shared, now=now)
    return _keep(actor, subject, told, now=now)


def _keep(actor: Actor, subject: str, told: Mapping[str, object], *, now: datetime) -> Declaration:
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
