"""Plan a test with a control, count it, say what was learnt; what was planned stays once something is counted."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.advertising.core.proportions import Group, sample_size
from leitstand.advertising.keeping import errors_of, put, refuse
from leitstand.advertising.models import AdTest, PaidCampaign, TestCell
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible

MOST_CELLS: Final = 8


class TestFields(TypedDict):
    """What is planned of a test; rates in percent and points."""

    kind: str
    name: str
    paid: PaidCampaign | None
    starts: date | None
    ends: date | None
    base_rate: float | None
    least_effect: float | None


class CellFields(TypedDict):
    """What was counted of one comparison."""

    name: str
    question: str
    test_n: int | None
    test_hits: int | None
    control_n: int | None
    control_hits: int | None
    spend: Decimal | None
    test_value: Decimal | None
    control_value: Decimal | None


@transaction.atomic
def keep_test(actor: Actor, fields: TestFields, *, now: datetime, test: AdTest | None = None) -> AdTest:
    """Plan a test or change its plan; the number for each group follows from rate and difference.

    Raises Invalid at the field, Impossible once something was counted.
    """
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (test, fields["paid"]) if one is not None))
    if test is not None and test.cells.exists():
        raise Impossible(_("Something was counted already; a plan changed afterwards proves nothing."), code="counted")
    found = test or AdTest(workspace=actor.workspace, added_at=now)
    put(found, fields)
    errors = errors_of(found)
    if found.starts and found.ends and found.ends < found.starts:
        errors["ends"] = _("The last day lies before the first.")
    found.planned_n = None
    if found.kind != "uplift" and not errors:
        errors |= _plan(found)
    refuse(errors)
    found.save()
    audit.record(actor, "advertising.keep_test", found, now=now, details={"kind": found.kind})
    return found


@transaction.atomic
def count_test(actor: Actor, test: AdTest, cells: Sequence[CellFields], *, now: datetime) -> AdTest:
    """Keep what was counted of a test; it replaces what was counted before. Raises Invalid at the cell's field."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(test)
    errors: dict[str, str] = {}
    rows = []
    for place, fields in enumerate(cells[:MOST_CELLS]):
        row = TestCell(workspace=actor.workspace, test=test)
        put(row, fields)
        wrong = {**errors_of(row, exclude=("test",)), **_wrong(test, row)}
        errors |= {f"{field}_{place}": sentence for field, sentence in wrong.items()}
        rows.append(row)
    refuse(errors)
    test.cells.all().delete()
    for row in rows:
        row.save()
    audit.record(actor, "advertising.count_test", test, now=now)
    return test


@transaction.atomic
def count_survey(actor: Actor, test: AdTest, groups: Mapping[str, tuple[Group, Group]], *, now: datetime) -> AdTest:
    """Keep the sums of an own survey as the counts of a brand-lift test. Raises Impossible for another kind."""
    if test.kind != "brand_lift":
        raise Impossible(_("Only a brand-lift test takes the answers of a survey."), code="kind")
    cells = [
        CellFields(
            name="",
            question=question,
            test_n=exposed.n,
            test_hits=exposed.hits,
            control_n=control.n,
            control_hits=control.hits,
            spend=None,
            test_value=None,
            control_value=None,
        )
        for question, (exposed, control) in groups.items()
    ]
    return count_test(actor, test, cells, now=now)


@transaction.atomic
def learn_from_test(actor: Actor, test: AdTest, learned: str, *, now: datetime) -> AdTest:
    """Keep what was learnt from a test. Raises Invalid."""
    actor.require(Permission.PLAN)
    actor.own(test)
    put(test, {"learned": learned})
    refuse(errors_of(test))
    test.save(update_fields=["learned"])
    audit.record(actor, "advertising.learn_from_test", test, now=now)
    return test


@transaction.atomic
def drop_test(actor: Actor, test: AdTest, *, now: datetime) -> None:
    """Delete a test with its counts."""
    actor.require(Permission.PLAN)
    actor.own(test)
    audit.record(actor, "advertising.drop_test", test, now=now)
    test.delete()


def _plan(found: AdTest) -> dict[str, str]:
    if found.base_rate is None or found.least_effect is None:
        return {
            "base_rate": _("Say the usual rate and the smallest difference worth knowing: how many it takes follows.")
        }
    try:
        found.planned_n = sample_size(found.base_rate / 100, found.least_effect / 100)
    except ValueError:
        return {"least_effect": _("With this difference the rate would pass 100 %.")}
    return {}


def _wrong(test: AdTest, row: TestCell) -> dict[str, str]:
    if test.kind == "uplift":
        if row.test_value is None or not row.control_value or row.control_value < 0 or row.test_value < 0:
            return {"control_value": _("An uplift needs the sales with advertising and the level before, above 0.")}
        return {}
    errors: dict[str, str] = {}
    for side in ("test", "control"):
        n, hits = getattr(row, f"{side}_n"), getattr(row, f"{side}_hits")
        if not n or hits is None:
            errors[f"{side}_n"] = _("Enter how many there were, and how many of them did it.")
        elif hits > n:
            errors[f"{side}_hits"] = _("More hits than people cannot be.")
    if test.kind == "brand_lift" and not row.question:
        errors["question"] = _("Say which question was asked.")
    if any(value is not None and value < 0 for value in (row.spend, row.test_value, row.control_value)):
        errors["spend"] = _("An amount is not below 0.")
    return errors
