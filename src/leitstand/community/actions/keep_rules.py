"""Lay down how the inbox works: owners and targets of the six kinds, targets by channel and urgency, second persons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.community.clockwork import rewind
from leitstand.community.core.inquiries import URGENCIES, book
from leitstand.community.desk import desk_of
from leitstand.community.models import Case, ChannelTarget, InboxRules, KindRule
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.errors import Invalid
from leitstand.house.members import people_with
from leitstand.house.models import Person

# Three months of service time; whoever wants more does not want a target.
MOST_MINUTES: Final = 60 * 8 * 66


@dataclass(frozen=True, slots=True)
class LaneFields:
    """What is laid down for one kind; minutes are business time."""

    owner: Person | None
    then: Person | None
    first_minutes: int
    resolve_minutes: int
    is_sensitive: bool = False


@dataclass(frozen=True, slots=True)
class TargetFields:
    """A target for a channel (None: all) and an urgency ("": any)."""

    channel: Channel | None
    urgency: str
    first_minutes: int
    resolve_minutes: int


@dataclass(frozen=True, slots=True)
class RulesFields:
    """Who needs a second person, and how many answer at once."""

    keeps_holidays: bool
    checked_roles: tuple[str, ...]
    checked_people: tuple[Person, ...]
    people_at_once: int
    productive_percent: int
    minutes_per_case: int | None


@transaction.atomic
def keep_lanes(actor: Actor, lanes: Mapping[str, LaneFields], *, now: datetime) -> None:
    """Keep owners and targets of the kinds; clocks that run are set anew. Raises Invalid at "<kind>-<field>"."""
    actor.require(Permission.PLAN)
    errors: dict[str, str] = {}
    may = {person.pk for person in people_with(actor.workspace, Permission.ANSWER)}
    for name, lane in lanes.items():
        if name not in book().kinds:
            raise Invalid({"": _("Please choose one of the kinds.")})
        for field, person in (("owner", lane.owner), ("then", lane.then)):
            if person is not None and person.pk not in may:
                errors[f"{name}-{field}"] = _("This person may not answer in this workspace.")
        if lane.then is not None and lane.then == lane.owner:
            errors[f"{name}-then"] = _("The next person is somebody else.")
        errors |= {f"{name}-{field}": why for field, why in _times(lane.first_minutes, lane.resolve_minutes).items()}
    if errors:
        raise Invalid(errors)
    for name, lane in lanes.items():
        KindRule.objects.update_or_create(
            workspace=actor.workspace,
            inquiry=name,
            defaults={
                "owner": lane.owner,
                "then": lane.then,
                "first_minutes": lane.first_minutes,
                "resolve_minutes": lane.resolve_minutes,
                "is_sensitive": lane.is_sensitive,
            },
        )
    audit.record(actor, "community.keep_lanes", None, now=now)
    wind_anew(actor)


@transaction.atomic
def keep_target(actor: Actor, fields: TargetFields, *, now: datetime) -> ChannelTarget:
    """Keep the target of a channel and urgency; the same again replaces it. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if fields.channel is not None:
        actor.own(fields.channel)
    errors = _times(fields.first_minutes, fields.resolve_minutes)
    if fields.urgency not in {"", *URGENCIES}:
        errors["urgency"] = _("Please choose one of the answers.")
    if errors:
        raise Invalid(errors)
    kept, _made = ChannelTarget.objects.update_or_create(
        workspace=actor.workspace,
        channel=fields.channel,
        urgency=fields.urgency,
        defaults={"first_minutes": fields.first_minutes, "resolve_minutes": fields.resolve_minutes},
    )
    audit.record(actor, "community.keep_target", fields.channel, now=now, details={"urgency": fields.urgency})
    wind_anew(actor)
    return kept


@transaction.atomic
def drop_target(actor: Actor, target: ChannelTarget, *, now: datetime) -> None:
    """Take a target out."""
    actor.require(Permission.PLAN)
    actor.own(target)
    audit.record(actor, "community.drop_target", target.channel, now=now, details={"urgency": target.urgency})
    target.delete()
    wind_anew(actor)


@transaction.atomic
def keep_rules(actor: Actor, fields: RulesFields, *, now: datetime) -> InboxRules:
    """Keep who needs a second person and how many answer. Raises Invalid at the field."""
    actor.require(Permission.PLAN)
    errors = {}
    if any(role not in {one.value for one in Role} for role in fields.checked_roles):
        errors["checked_roles"] = _("Please choose one of the answers.")
    if not _somebody_left(actor, fields):
        errors["checked_roles"] = _("Then nobody would be left to look at their answers.")
    if not 1 <= fields.people_at_once <= 500:
        errors["people_at_once"] = _("From 1 to 500, please.")
    if not 10 <= fields.productive_percent <= 100:
        errors["productive_percent"] = _("From 10 to 100, please.")
    if fields.minutes_per_case is not None and not 1 <= fields.minutes_per_case <= 480:
        errors["minutes_per_case"] = _("From 1 to 480, please.")
    if errors:
        raise Invalid(errors)
    kept, _made = InboxRules.objects.update_or_create(
        workspace=actor.workspace,
        defaults={
            "keeps_holidays": fields.keeps_holidays,
            "checked_roles": list(fields.checked_roles),
            "people_at_once": fields.people_at_once,
            "productive_percent": fields.productive_percent,
            "minutes_per_case": fields.minutes_per_case,
        },
    )
    kept.checked_people.set(fields.checked_people)
    audit.record(actor, "community.keep_rules", None, now=now)
    wind_anew(actor)
    return kept


def _somebody_left(actor: Actor, fields: RulesFields) -> bool:
    """Whether somebody may approve, where anybody needs it."""
    if not fields.checked_roles and not fields.checked_people:
        return True
    return any(True for _person in people_with(actor.workspace, Permission.APPROVE))


def _times(first: int, resolve: int) -> dict[str, str]:
    errors = {}
    if not 1 <= first <= MOST_MINUTES:
        errors["first_minutes"] = _("From one minute to three months of service time, please.")
    if not 1 <= resolve <= MOST_MINUTES:
        errors["resolve_minutes"] = _("From one minute to three months of service time, please.")
    elif resolve < first:
        errors["resolve_minutes"] = _("Nothing is settled before it is answered.")
    return errors


def wind_anew(actor: Actor) -> int:
    """Set every clock that runs by what holds now; return how many."""
    desk = desk_of(actor.workspace)
    running = Case.objects.filter(workspace=actor.workspace, settled_at=None, counts=True)
    count = 0
    for case in running.select_related("conversation").iterator():
        rewind(desk, case, case.conversation)
        case.save()
        count += 1
    return count


def roles_that_answer() -> Iterable[Role]:
    """Return the roles whose answers a second person could have to see."""
    return [role for role in Role if role in TABLE[Permission.ANSWER]]
