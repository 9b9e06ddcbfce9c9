"""Keep which topics there are and who knows them how well."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.core.staffing import LEVELS
from leitstand.strategy.models import Seat, Skill, Topic

MOST_TOPICS = 60


@dataclass(frozen=True, slots=True)
class TopicTold:
    """A topic with the level of each seat; `id` None is a new one."""

    id: int | None
    name: str
    levels: Mapping[int, str]


@transaction.atomic
def keep_topics(actor: Actor, told: Sequence[TopicTold], *, now: datetime) -> None:
    """Replace the matrix: topics left out go, seats of others are left aside; raises Invalid where two share a name."""
    actor.require(Permission.PLAN)
    names = [" ".join(one.name.split()) for one in told]
    if len({name.casefold() for name in names}) != len(names):
        raise Invalid({"name": _("Two topics have the same name.")})
    if not all(names) or any(len(name) > 120 for name in names) or len(names) > MOST_TOPICS:
        raise Invalid({"name": _("Please name every topic, in at most 120 characters; at most 60 topics.")})
    if any(level not in LEVELS for one in told for level in one.levels.values()):
        raise Invalid({"level": _("Please choose one of the three levels.")})
    mine = {topic.pk: topic for topic in Topic.objects.filter(workspace=actor.workspace)}
    seats = set(Seat.objects.filter(workspace=actor.workspace).values_list("pk", flat=True))
    kept = {one.id for one in told if one.id in mine}
    Topic.objects.filter(pk__in=mine.keys() - kept).delete()
    Skill.objects.filter(topic__in=kept).delete()
    # Names may change places; a name of its own in between keeps them apart.
    for pk in kept:
        Topic.objects.filter(pk=pk).update(name=f"\x7f{pk}")
    skills = []
    for name, one in zip(names, told, strict=True):
        topic = mine.get(one.id or 0) or Topic(workspace=actor.workspace)
        topic.name = name
        topic.save()
        skills += [Skill(topic=topic, seat_id=seat, level=level) for seat, level in one.levels.items() if seat in seats]
    Skill.objects.bulk_create(skills)
    audit.record(actor, "strategy.keep_topics", None, now=now, details={"count": len(told)})
