"""Set up a topic to follow, change or delete it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.models import Search, Source, Topic

MOST: Final = 100
DAYS_MOST: Final = 1_096


class TopicFields(TypedDict):
    """What is kept of a topic."""

    name: str
    question: str
    searches: Sequence[Search]
    sources: Sequence[Source]
    days: int | None
    first: date | None
    last: date | None


@transaction.atomic
def keep_topic(actor: Actor, fields: TopicFields, *, now: datetime, topic: Topic | None = None) -> Topic:
    """Set up or change a topic; raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(*([] if topic is None else [topic]), *fields["searches"], *fields["sources"])
    if errors := _faults(actor, fields, topic):
        raise Invalid(errors)
    found = topic or Topic(workspace=actor.workspace, made_by=actor.person, made_at=now)
    found.name, found.question = " ".join(fields["name"].split()), fields["question"].strip()
    found.days, found.first, found.last = fields["days"], fields["first"], fields["last"]
    if found.days is not None:
        found.first = found.last = None
    found.save()
    found.searches.set(fields["searches"])
    found.sources.set(fields["sources"])
    audit.record(actor, "listening.keep_topic", found, now=now)
    return found


def _faults(actor: Actor, fields: TopicFields, topic: Topic | None) -> dict[str, str]:
    errors: dict[str, str] = {}
    name = " ".join(fields["name"].split())
    others = Topic.objects.filter(workspace=actor.workspace)
    if topic is not None:
        others = others.exclude(pk=topic.pk)
    if not name:
        errors["name"] = _("Give it a name.")
    elif others.filter(name=name).exists():
        errors["name"] = _("There is a topic of this name already.")
    elif topic is None and others.count() >= MOST:
        errors["name"] = _("At most %(count)d topics, please.") % {"count": MOST}
    if not fields["searches"]:
        errors["searches"] = _("Choose at least one search.")
    days, first, last = fields["days"], fields["first"], fields["last"]
    if days is None and (first is None or last is None):
        errors["days"] = _("Say how many days back, or from when to when.")
    elif days is not None and not 1 <= days <= DAYS_MOST:
        errors["days"] = _("From 1 to %(count)d days, please.") % {"count": DAYS_MOST}
    elif first is not None and last is not None and last < first:
        errors["last"] = _("The end lies before the start.")
    return errors


@transaction.atomic
def drop_topic(actor: Actor, topic: Topic, *, now: datetime) -> None:
    """Delete a topic with its findings; searches and mentions stay."""
    actor.require(Permission.ANSWER)
    actor.own(topic)
    audit.record(actor, "listening.drop_topic", topic, now=now, details={"findings": topic.findings.count()})
    topic.delete()
