"""Hand in an idea: by the link for colleagues, as a member, by mail, or out of a talk."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, TypedDict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify
from leitstand.house.people import is_address
from leitstand.kernel.text import first_words
from leitstand.library.models import Asset
from leitstand.planning.core.ideas import Expert, fitting
from leitstand.planning.models import Idea, KnowledgeHolder
from leitstand.planning.notices import IDEA_ARRIVED

# So that a link that got into wrong hands cannot fill the house.
MOST_A_DAY: Final = 200
TWICE: Final = timedelta(minutes=10)
MOST_TEXT: Final = 4000


class IdeaFields(TypedDict, total=False):
    """What an idea says; a name, a department and an address only where somebody gave them."""

    title: str
    text: str
    contributor: str
    department: str
    email: str
    language: str
    message_id: str


@transaction.atomic
def hand_in_idea(actor: Actor, fields: IdeaFields, *, source: str, now: datetime, files: Sequence[Asset] = ()) -> Idea:
    """Put an idea into the inbox and tell those who plan; the same one sent twice within minutes stays one."""
    actor.require(Permission.COMMENT)
    actor.own(*files)
    text = fields.get("text", "").replace("\r\n", "\n").strip()
    title = " ".join(fields.get("title", "").split()) or first_words(text, 80)
    email = fields.get("email", "").strip()
    errors = {}
    if not title:
        errors["text"] = _("Say in a few words what the idea is.")
    if len(text) > MOST_TEXT:
        errors["text"] = _("At most %(count)d characters, please.") % {"count": MOST_TEXT}
    if email and not is_address(email):
        errors["email"] = _("This is not a mail address. It looks like name@company.com.")
    if errors:
        raise Invalid(errors)
    ideas = Idea.objects.filter(workspace=actor.workspace)
    message_id = fields.get("message_id", "")
    twin = (
        ideas.filter(message_id=message_id)
        if message_id
        else ideas.filter(title=title[:200], text=text, email=email, arrived_at__gt=now - TWICE)
    ).first()
    if twin is not None:
        return twin
    if ideas.filter(arrived_at__gt=now - timedelta(days=1)).count() >= MOST_A_DAY:
        raise Impossible(_("So many ideas came in today that no more are taken. Please try again tomorrow."))
    person = actor.person if source == "member" else None
    contributor = fields.get("contributor", "").strip() or (str(person) if person else "")
    idea = Idea.objects.create(
        workspace=actor.workspace,
        title=title[:200],
        text=text,
        source=source,
        contributor=contributor[:120],
        department=fields.get("department", "").strip()[:120],
        email=email,
        language=fields.get("language", "de"),
        person=person,
        holder_id=_holder(actor, f"{title} {text}", email or (person.email if person else "")),
        message_id=message_id,
        arrived_at=now,
    )
    idea.files.set(files)
    audit.record(actor, "planning.hand_in_idea", idea, now=now, details={"source": source})
    notify(
        IDEA_ARRIVED,
        workspace=actor.workspace,
        now=now,
        params={"title": idea.title},
        path=reverse("planning_idea", args=[actor.workspace.slug, idea.pk]),
        about=f"idea:{idea.pk}",
        but=actor.person,
    )
    return idea


def _holder(actor: Actor, text: str, email: str) -> int | None:
    known = KnowledgeHolder.objects.filter(workspace=actor.workspace).values_list("pk", "email", "topics")
    return next(iter(fitting((Expert(*row) for row in known), text=text, email=email)), None)
