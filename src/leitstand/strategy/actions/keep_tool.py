"""Keep a tool's sheet, and decide about it with a date to look again."""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.strategy.actions.decide import decide
from leitstand.strategy.core.tools import judge, use_of
from leitstand.strategy.models import Decision, WorkTool

ABOUT: Final = "tool"
MOST_LINES: Final = 100


class ToolFields(TypedDict):
    """What the sheet asks."""

    product: str
    purpose: str
    cost: Decimal
    users: int
    able: int
    functions: Sequence[str]
    used: Sequence[str]
    connections: Sequence[str]
    silos: Sequence[str]
    hours_saved: Decimal | None
    hours_needed: Decimal | None
    hours_available: Decimal | None


@transaction.atomic
def keep_tool(actor: Actor, fields: ToolFields, *, now: datetime, tool: WorkTool | None = None) -> WorkTool:
    """Create or change a sheet; what is used must be one of the functions."""
    actor.require(Permission.PLAN)
    if tool is not None:
        actor.own(tool)
    errors = {}
    if not fields["product"].strip():
        errors["product"] = _("Please name the tool.")
    if set(fields["used"]) - set(fields["functions"]):
        errors["used"] = _("Only functions of the list can be in use.")
    for name in ("functions", "connections", "silos"):
        lines = fields[name]
        if len(lines) > MOST_LINES or any(len(line) > 120 for line in lines):
            errors[name] = _("At most 100 lines of 120 characters each, please.")
    numbers = {name: fields[name] for name in ("cost", "hours_saved", "hours_needed", "hours_available")}
    errors |= {
        name: _("Please enter 0 or more.") for name, number in numbers.items() if number is not None and number < 0
    }
    if errors:
        raise Invalid(errors)
    found = tool or WorkTool(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, value)
    found.product = found.product.strip()
    found.updated_at = now
    found.save()
    audit.record(actor, "strategy.keep_tool", found, now=now)
    return found


@transaction.atomic
def decide_tool(
    actor: Actor, tool: WorkTool, *, outcome: str, reason: str, review_on: date, rate: Decimal | None, now: datetime
) -> Decision:
    """Write down what becomes of a tool, with the figures of the day."""
    actor.require(Permission.PLAN)
    actor.own(tool)
    found, use = judge(tool.sheet(), rate=rate), use_of(tool.sheet(), rate=rate)
    decision = decide(
        actor,
        about=ABOUT,
        subject=tool.product,
        outcome=outcome,
        reason=reason,
        basis={"verdict": found.verdict, "findings": list(found.findings), "share": use.share, "cost": str(tool.cost)},
        review_on=review_on,
        now=now,
    )
    tool.decision = decision
    tool.save(update_fields=["decision"])
    return decision


@transaction.atomic
def drop_tool(actor: Actor, tool: WorkTool, *, now: datetime) -> None:
    """Take a tool off the list; its decisions stay."""
    actor.require(Permission.PLAN)
    actor.own(tool)
    audit.record(actor, "strategy.drop_tool", tool, now=now)
    tool.delete()
