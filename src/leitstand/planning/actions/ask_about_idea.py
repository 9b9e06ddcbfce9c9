"""Ask back: whoever brought an idea gets the question, and can answer without an account."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.tokens import hash_of, new_token
from leitstand.planning.contributors import Told, can_be_told, tell_contributor
from leitstand.planning.models import Idea, IdeaNote


def ask_about_idea(actor: Actor, idea: Idea, question: str, *, now: datetime) -> tuple[IdeaNote, Told]:
    """Write the question down and send it; raises Impossible where nobody left an address to ask."""
    actor.require(Permission.PLAN)
    actor.own(idea)
    words = question.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid({"words": _("Write what you want to know.")})
    if not can_be_told(idea):
        raise Impossible(_("This idea came without a name or an address; there is nobody to ask."), code="nobody")
    token = new_token()
    with transaction.atomic():
        found = Idea.objects.select_for_update().get(pk=idea.pk)
        if found.state in ("taken", "declined"):
            raise Impossible(_("This idea is decided already."), code="decided")
        note = IdeaNote.objects.create(
            workspace=actor.workspace, idea=found, person=actor.person, text=words[:4000], at=now
        )
        found.state = "asked"
        found.reply_hash = hash_of(token)
        found.save(update_fields=["state", "reply_hash"])
        audit.record(actor, "planning.ask_about_idea", found, now=now)
    link = str(settings.PUBLIC_URL) + reverse("planning_idea_answer", args=[token])
    return note, tell_contributor(found, "asked", words, now=now, link=link)
