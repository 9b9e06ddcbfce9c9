"""Give a mention to somebody of the team, with a day by which it is done; or to nobody."""

from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.house.zones import day_in
from leitstand.listening.models import Handling, Mention
from leitstand.listening.notices import MENTION_FOR_YOU


@transaction.atomic
def give_mention(
    actor: Actor, mention: Mention, person: Person | None, *, due_on: date | None, now: datetime
) -> Handling:
    """Let a person look after it; they are told unless they took it themselves. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    check_owner(actor, person, due_on, now)
    kept, _new = Handling.objects.update_or_create(
        workspace=actor.workspace,
        mention=mention.pk,
        defaults={"at": mention.at, "owner": person, "due_on": due_on if person else None},
    )
    audit.record(actor, "listening.give_mention", mention, now=now, details={"to": str(person) if person else "–"})
    if person is not None:
        notify(
            MENTION_FOR_YOU,
            workspace=actor.workspace,
            people=[person],
            params={"person": actor.name},
            path=reverse("listening_mention", args=[actor.workspace.slug, mention.pk]),
            about=f"mention:{mention.pk}",
            but=actor.person,
            now=now,
        )
    return kept


def check_owner(actor: Actor, person: Person | None, due_on: date | None, now: datetime) -> None:
    """See that a person may do it and the day is still to come; raises Invalid at the field."""
    errors = {}
    if person is not None and person not in people_with(actor.workspace, Permission.ANSWER):
        errors["person"] = _("This person may not answer in this workspace.")
    if due_on is not None and due_on < day_in(actor.workspace, now):
        errors["due_on"] = _("This day is over.")
    if errors:
        raise Invalid(errors)
