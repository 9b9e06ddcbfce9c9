"""Make an idea of a question many ask: a question and answer, or a tutorial."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.community.core.questions import Group
from leitstand.community.models import QuestionIdea
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.planning.actions.hand_in_idea import hand_in_idea


@transaction.atomic
def make_question_idea(actor: Actor, group: Group, form: str, *, now: datetime) -> QuestionIdea:
    """Hand the idea in, once for a question, with the plainest way in which it was asked."""
    actor.require(Permission.ANSWER)
    if form not in ("faq", "tutorial"):
        raise Invalid({"form": _("Please choose one of the answers.")})
    if QuestionIdea.objects.filter(workspace=actor.workspace, key=group.key[:300]).exists():
        raise Impossible(_("An idea was made of this question already."), code="made")
    words = " ".join(group.key.split()[:8])
    title = _("Question and answer: %(words)s") if form == "faq" else _("Tutorial: %(words)s")
    asked = ngettext(
        "%(people)s person has asked this, %(times)s times in all.",
        "%(people)s people have asked this, %(times)s times in all.",
        group.people,
    ) % {"people": group.people, "times": group.times}
    wants = (
        _("Answer it once, where everybody finds it, and lead there from every answer.")
        if form == "faq"
        else _("Show it step by step: what it is for, how it is done, what often goes wrong.")
    )
    text = "\n\n".join([asked, _("For example: %(question)s") % {"question": group.example[:300]}, wants])
    idea = hand_in_idea(actor, {"title": (title % {"words": words})[:200], "text": text}, source="member", now=now)
    made = QuestionIdea.objects.create(
        workspace=actor.workspace, key=group.key[:300], form=form, idea=idea, made_at=now
    )
    audit.record(actor, "community.make_question_idea", None, now=now, details={"form": form})
    return made
