"""Speak to whoever brought an idea: members by notice, others by mail if they left an address."""

from datetime import datetime
from typing import Final, Literal

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from leitstand.compliance.letters import Answer, Reason, write_to
from leitstand.house.mail import mail_is_set
from leitstand.house.notices import NoticeKind, notify
from leitstand.house.zones import day_in
from leitstand.planning.models import Idea
from leitstand.planning.notices import IDEA_ASKED, IDEA_DECLINED, IDEA_TAKEN

What = Literal["taken", "asked", "declined"]
# "mail" and "notice": it went; "failed": it did not; "nobody": there is nobody to tell.
# "blocked": they want nothing of us, or the letter reads like advertising.
Told = Literal["mail", "notice", "failed", "nobody", "blocked"]
_TOLD: Final[dict[Answer, Told]] = {"sent": "mail", "unclear": "failed", "not_sent": "failed", "blocked": "blocked"}
KINDS: Final[dict[What, NoticeKind]] = {"taken": IDEA_TAKEN, "asked": IDEA_ASKED, "declined": IDEA_DECLINED}


def can_be_told(idea: Idea) -> bool:
    """Whether there is anybody to speak to."""
    return bool(idea.person_id or (idea.email and mail_is_set()))


def tell_contributor(idea: Idea, what: What, words: str, *, now: datetime, link: str = "") -> Told:
    """Tell what became of an idea and return how; the words are the team's own."""
    if idea.person is not None:
        notify(
            KINDS[what],
            workspace=idea.workspace,
            now=now,
            people=[idea.person],
            params={"title": idea.title, "words": words[:500]},
            path=reverse("planning_idea", args=[idea.workspace.slug, idea.pk]),
            about=f"idea:{idea.pk}:{what}",
        )
        return "notice"
    if not idea.email:
        return "nobody"
    if not mail_is_set():
        return "failed"
    with translation.override(idea.language):
        subjects = {
            "taken": _("Your idea is on our plan: %(title)s"),
            "asked": _("A question about your idea: %(title)s"),
            "declined": _("About your idea: %(title)s"),
        }
        subject = subjects[what] % {"title": idea.title}
        body = render_to_string(
            "planning/mail/idea.txt",
            {"idea": idea, "what": what, "words": words, "link": link, "workspace": idea.workspace},
        )
    # They brought the idea, and this is what became of it.
    why = Reason(answers_them=True)
    return _TOLD[write_to(idea.workspace, idea.email, subject, body, why, on=day_in(idea.workspace, now))]
