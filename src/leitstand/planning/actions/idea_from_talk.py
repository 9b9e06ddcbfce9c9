"""Hand in an idea out of what somebody outside said: in our own words, with the way back to where it was said."""

from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.planning.actions.hand_in_idea import hand_in_idea
from leitstand.planning.models import Idea


def idea_from_talk(actor: Actor, *, title: str, text: str, address: str, now: datetime) -> Idea:
    """Hand in an idea; it leads back to where it came from, and names nobody. Raises Invalid at the field."""
    body = f"{text.strip()}\n\n" + _("From a conversation: %(address)s") % {"address": address}
    return hand_in_idea(actor, {"title": title, "text": body}, source="member", now=now)
