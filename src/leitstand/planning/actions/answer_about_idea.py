"""Answer a question about one's idea, by the personal link or as a member."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify
from leitstand.planning.models import Idea, IdeaNote
from leitstand.planning.notices import IDEA_ANSWERED


@transaction.atomic
def answer_about_idea(actor: Actor, idea: Idea, answer: str, *, now: datetime) -> IdeaNote:
    """Keep the answer, put the idea back among the new ones and tell those who plan."""
    actor.require(Permission.COMMENT)
    actor.own(idea)
    words = answer.replace("\r\n", "\n").strip()
    if not words:
        raise Invalid({"words": _("Write your answer.")})
    found = Idea.objects.select_for_update().get(pk=idea.pk)
    if found.state != "asked":
        raise Impossible(_("The team has decided meanwhile. Thank you all the same."), code="decided")
    note = IdeaNote.objects.create(
        workspace=actor.workspace, idea=found, person=actor.person, is_contributor=True, text=words[:4000], at=now
    )
    found.state = "new"
    found.save(update_fields=["state"])
    audit.record(actor, "planning.answer_about_idea", found, now=now)
    notify(
        IDEA_ANSWERED,
        workspace=actor.workspace,
        now=now,
        params={"title": found.title},
        path=reverse("planning_idea", args=[actor.workspace.slug, found.pk]),
        about=f"idea:{found.pk}",
        but=actor.person,
    )
    return note
