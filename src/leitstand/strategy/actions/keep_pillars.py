"""Keep the content pillars and their wished shares."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.models import Pillar

WHOLE = 100


class PillarFields(TypedDict):
    """A pillar as it was typed; an empty name takes it away."""

    id: int | None
    name: str
    purpose: str
    share: int | None


@transaction.atomic
def keep_pillars(actor: Actor, wanted: Sequence[PillarFields], *, now: datetime) -> list[Pillar]:
    """Keep the pillars in this order; those left out go, and their posts stand without one.

    Raises Invalid where a name comes twice, or the shares make more than 100 percent.
    """
    actor.require(Permission.PLAN)
    named = [one for one in wanted if one["name"].strip()]
    names = [" ".join(one["name"].split())[:80] for one in named]
    if len({name.casefold() for name in names}) != len(names):
        raise Invalid({"pillars": _("Two pillars have the same name.")})
    if sum(one["share"] or 0 for one in named) > WHOLE:
        raise Invalid({"pillars": _("The shares make more than 100 percent together.")})
    present = {pillar.pk: pillar for pillar in Pillar.objects.filter(workspace=actor.workspace)}
    Pillar.objects.filter(pk__in=present.keys() - {one["id"] for one in named}).delete()
    kept = []
    for position, (one, name) in enumerate(zip(named, names, strict=True)):
        pillar = present.get(one["id"] or 0) or Pillar(workspace=actor.workspace)
        pillar.name, pillar.purpose, pillar.share = name, one["purpose"][:200], one["share"]
        pillar.position = position
        pillar.save()
        kept.append(pillar)
    audit.record(actor, "strategy.keep_pillars", None, now=now, details={"count": len(kept)})
    return kept
