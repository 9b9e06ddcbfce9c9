"""What the inbox tells of the audience, for the worksheet that asks for it (guide 4.1)."""

from collections.abc import Iterable
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.community.core.themes import numbers
from leitstand.community.queries.listening import heard
from leitstand.house.actor import Actor
from leitstand.strategy.known import Known


def audience_heard(actor: Actor, now: datetime) -> Iterable[Known]:
    """Tell who wrote, where, how much of it asks or complains, and which words several people said."""
    told = numbers()
    found = heard(actor.workspace, now, told)
    inbox = reverse("community_inbox", args=[actor.workspace.slug]) + "?stand=alle"
    if found.people:
        words = ngettext(
            "%(people)s person wrote to you in %(days)s days, %(new)s of them for the first time.",
            "%(people)s people wrote to you in %(days)s days, %(new)s of them for the first time.",
            found.people,
        )
        yield Known("who", words % {"people": found.people, "days": told.days, "new": found.new_people}, inbox)
    for channel, talks in found.channels:
        words = ngettext(
            "%(channel)s: %(count)s conversation in %(days)s days",
            "%(channel)s: %(count)s conversations in %(days)s days",
            talks,
        )
        url = f"{inbox}&kanal={channel.pk}"
        yield Known("networks", words % {"channel": channel, "count": talks, "days": told.days}, url)
    if found.texts:
        words = _(
            "Public texts that ask something: %(questions)s of %(texts)s. Conversations that sound like a complaint: %(complaints)s."
        )
        figures = {"questions": found.questions, "texts": found.texts, "complaints": found.complaints}
        yield Known("concerns", words % figures, inbox)
    if found.themes:
        said = ", ".join(_("%(word)s (%(people)s)") % {"word": one.word, "people": one.people} for one in found.themes)
        words = _("Words several people used in %(days)s days, with how many: %(words)s") % {
            "days": told.days,
            "words": said,
        }
        yield Known("talk", words, inbox)
