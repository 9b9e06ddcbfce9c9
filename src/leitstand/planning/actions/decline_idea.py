"""Decline an idea with a kind word."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.contributors import Told, tell_contributor
from leitstand.planning.models import Idea, IdeaNote


def decline_idea(actor: Actor, idea: Idea, words: str, *, now: datetime) -> tuple[Idea, Told]:
    """Decline with words of one's own: nobody gives a second idea who never heard of the first."""
    actor.require(Permission.PLAN)
    actor.own(idea)
    told = words.replace("\r\n", "\n").strip()
    if not told:
        raise Invalid({"words": _("Say why, in a kind word. Whoever brought it reads this.")})
    with transaction.atomic():
        found = Idea.objects.select_for_update().get(pk=idea.pk)
        if found.state in ("taken", "declined"):
            raise Impossible(_("This idea is decided already."), code="decided")
        IdeaNote.objects.create(workspace=actor.workspace, idea=found, person=actor.person, text=told[:4000], at=now)
        found.state, found.decided_at, found.decided_by = "declined", now, actor.person
        found.reply_hash = ""
        found.save(update_fields=["state", "decided_at", "decided_by", "reply_hash"])
        audit.record(actor, "planning.decline_idea", found, now=now)
    return found, tell_contributor(found, "declined", told, now=now)
