"""Say that a mention was seen, or does not belong here; that tells how good the searches are that found it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.models import MARKS, Chance, Handling, Mention


@transaction.atomic
def mark_mention(actor: Actor, mention: Mention, mark: str, *, now: datetime) -> Handling:
    """Keep the mark; "" takes it off. What does not belong here is no chance either. Raises Invalid."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    if mark not in dict(MARKS):
        raise Invalid({"mark": _("Please choose one of the answers.")})
    by = {"marked_by": actor.person, "marked_at": now} if mark else {"marked_by": None, "marked_at": None}
    kept, _new = Handling.objects.update_or_create(
        workspace=actor.workspace, mention=mention.pk, defaults={"at": mention.at, "mark": mark, **by}
    )
    if mark == "irrelevant":
        untouched = Chance.objects.filter(workspace=actor.workspace, mention=mention.pk, state__in=["open", "handed"])
        untouched.update(state="irrelevant", closed_at=now)
    audit.record(actor, "listening.mark_mention", mention, now=now, details={"mark": mark})
    return kept
