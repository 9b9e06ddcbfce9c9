"""Template words of moderation: what the playbooks say beside a conversation, and texts from data in the page's language."""

from typing import cast

from django import template
from django.template import Context
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.community.helping import Help
from leitstand.community.shown import Talk
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.requests import WorkRequest
from leitstand.kernel.words import Words

register = template.Library()

NAMES: "dict[str, str | Promise]" = {
    "question_mark": _("a question mark"),
    "turns": _("many turns"),
    "wave": _("many voices under the same post"),
    "negative": _("Many unkind voices"),
    "keyword": _("Certain words"),
    "illegal": _("Illegal content"),
    "reach": _("Much reach"),
    "answer": _("answer them"),
    "private": _("go on in private"),
    "close": _("close kindly"),
    "hide": _("hide"),
    "remove": _("remove"),
    "report": _("report to the network"),
    "keep_evidence": _("keep evidence"),
    "police": _("report to the police"),
    "escalate": _("escalate"),
    "team": _("whoever answers decides"),
    "lead": _("the lead decides"),
    "crisis": _("the crisis lead decides"),
}


@register.filter
def say(words: Words) -> str:
    """Say words of a data file in the language of the page."""
    return words.said(get_language() or "de")


@register.filter
def named(name: str) -> str:
    """Name a sign, a measure or who decides."""
    return str(NAMES.get(name, name))


@register.inclusion_tag("community/_playbook.html", takes_context=True)
def playbook_help(context: Context, talk: Talk) -> dict[str, object]:
    """Draw what the playbooks say of a conversation, for those who answer."""
    request = cast("WorkRequest", context["request"])
    if not request.actor.may(Permission.ANSWER):
        return {"help": None}
    return {"help": Help(talk, request.workspace, clock.now()), "workspace": request.workspace, "talk": talk}
