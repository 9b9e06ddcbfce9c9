"""Make a "number of the day" out of a fact: a gap filler with its figure, its sentence and, always, its source."""

from datetime import datetime

from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.changes import Done
from leitstand.strategy.models import Fact


def from_fact(actor: Actor, fact: Fact, *, now: datetime) -> Done:
    """Put the fact among the gap fillers; raises Impossible where it has grown old."""
    actor.own(fact)
    if fact.stale_after <= now.date():
        raise Impossible(_("This figure is old. Look it up again before you publish it."), code="stale_fact")
    figure = f"{fact.value} {fact.unit}".strip()
    source = f"{fact.source}, {fact.period}" if fact.period else fact.source
    lines = [_("Number of the day: %(figure)s") % {"figure": figure}, "", fact.statement, ""]
    lines.append(_("Source: %(source)s") % {"source": source})
    return create_item(
        actor,
        {
            "title": _("Number of the day: %(figure)s") % {"figure": figure},
            "text": "\n".join(lines) + (f"\n{fact.link}" if fact.link else ""),
            "kind": "picture",
            "category": "external",
            "post_format": "industry_news",
            "is_filler": True,
        },
        now=now,
    )
