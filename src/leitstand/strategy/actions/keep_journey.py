"""Keep the customer journey: its stages in order, and the touchpoints of each group in each stage."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Membership, Person
from leitstand.strategy.models import Instrument, JourneyStage, TargetGroup, Touchpoint

MOST_STAGES: Final = 12


class TouchpointFields(TypedDict):
    """What is kept of a touchpoint."""

    name: str
    question: str
    interaction: str
    call_to_action: str


class InstrumentFields(TypedDict):
    """What is kept of a marketing instrument."""

    name: str
    stage: JourneyStage | None
    owner: Person | None
    monthly_cost: Decimal | None
    note: str


@transaction.atomic
def keep_stages(actor: Actor, names: Sequence[str], *, now: datetime) -> list[JourneyStage]:
    """Put the stages in this order; a name that is new makes a stage, one that is missing takes its stage away.

    Raises Invalid for a stage that would go although touchpoints stand in it.
    """
    actor.require(Permission.PLAN)
    wanted = list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))
    if not wanted:
        raise Invalid({"stages": _("Please name at least one stage.")})
    if len(wanted) > MOST_STAGES or any(len(name) > 60 for name in wanted):
        raise Invalid({"stages": _("At most 12 stages of at most 60 characters, please.")})
    present = {stage.name: stage for stage in JourneyStage.objects.filter(workspace=actor.workspace)}
    for name, stage in present.items():
        if name not in wanted and stage.touchpoints.exists():
            raise Invalid({"stages": _("Touchpoints stand in “%(name)s”; move or delete them first.") % {"name": name}})
    JourneyStage.objects.filter(workspace=actor.workspace).exclude(name__in=wanted).delete()
    kept = []
    for position, name in enumerate(wanted):
        stage = present.get(name) or JourneyStage(workspace=actor.workspace, name=name)
        stage.position = position
        stage.save()
        kept.append(stage)
    audit.record(actor, "strategy.keep_stages", None, now=now, details={"count": len(kept)})
    return kept


def begin_journey(actor: Actor, *, now: datetime) -> list[JourneyStage]:
    """Begin with five usual stages, from following to recommending; the company changes them as it likes."""
    return keep_stages(
        actor,
        [_("Notice"), _("Inform"), _("Decide and buy"), _("Use and ask"), _("Recommend")],
        now=now,
    )


@transaction.atomic
def keep_touchpoint(
    actor: Actor,
    fields: TouchpointFields,
    *,
    stage: JourneyStage,
    group: TargetGroup,
    now: datetime,
    touchpoint: Touchpoint | None = None,
) -> Touchpoint:
    """Create or change a touchpoint; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    actor.own(stage, group, *([touchpoint] if touchpoint else []))
    if not fields["name"].strip():
        raise Invalid({"name": _("Please say where they meet you.")})
    found = touchpoint or Touchpoint(workspace=actor.workspace)
    found.stage, found.group = stage, group
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record(actor, "strategy.keep_touchpoint", found, now=now)
    return found


@transaction.atomic
def drop_touchpoint(actor: Actor, touchpoint: Touchpoint, *, now: datetime) -> None:
    """Take a touchpoint away."""
    actor.require(Permission.PLAN)
    actor.own(touchpoint)
    audit.record(actor, "strategy.drop_touchpoint", touchpoint, now=now)
    touchpoint.delete()


@transaction.atomic
def keep_instrument(
    actor: Actor, fields: InstrumentFields, *, now: datetime, instrument: Instrument | None = None
) -> Instrument:
    """Create or change an instrument in the register; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    own = [thing for thing in (instrument, fields["stage"]) if thing is not None]
    actor.own(*own)
    errors = {}
    if not fields["name"].strip():
        errors["name"] = _("Please name the instrument.")
    if fields["monthly_cost"] is not None and fields["monthly_cost"] < 0:
        errors["monthly_cost"] = _("Costs cannot be less than nothing.")
    if fields["owner"] and not Membership.objects.filter(workspace=actor.workspace, person=fields["owner"]).exists():
        errors["owner"] = _("This person is no member here.")
    if errors:
        raise Invalid(errors)
    found = instrument or Instrument(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, value)
    found.save()
    audit.record(actor, "strategy.keep_instrument", found, now=now)
    return found


@transaction.atomic
def drop_instrument(actor: Actor, instrument: Instrument, *, now: datetime) -> None:
    """Take an instrument out of the register."""
    actor.require(Permission.PLAN)
    actor.own(instrument)
    audit.record(actor, "strategy.drop_instrument", instrument, now=now)
    instrument.delete()
