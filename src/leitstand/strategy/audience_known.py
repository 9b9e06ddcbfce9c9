"""What this room knows of the audience: what the target groups' sheets say."""

from collections.abc import Iterable
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from leitstand.channels.core.platforms import platform
from leitstand.house.actor import Actor
from leitstand.strategy.known import Known
from leitstand.strategy.queries.audiences import groups_of

SHEET: Final = "audience_research"
MOST: Final = 5
LONGEST: Final = 160


def audience_written(actor: Actor, now: datetime) -> Iterable[Known]:
    """Tell what the team wrote down of its target groups; one read."""
    for group in groups_of(actor.workspace)[:MOST]:
        url = reverse("strategy_group", args=[actor.workspace.slug, group.pk])
        networks = ", ".join(known.name if (known := platform(one)) else one for one in group.platforms)
        for question, words in (("who", group.description), ("networks", networks), ("concerns", group.concerns)):
            if words:
                said = _("Target group %(name)s: %(words)s") % {"name": group.name, "words": words}
                yield Known(question, Truncator(said).chars(LONGEST), url)
