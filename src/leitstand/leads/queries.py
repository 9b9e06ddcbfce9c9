"""What the screens ask: opportunities by how far they have come, and what social media contributed to the deals won."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch, QuerySet

from leitstand.contacts.models import Contact
from leitstand.house.models import Workspace
from leitstand.leads.core.contribution import (
    Contribution,
    Deal,
    Part,
    Stage,
    Step,
    StepKind,
    Sum,
    contribution,
    part_of_social,
    stage_of,
)
from leitstand.leads.models import Opportunity, OpportunityStep


@dataclass(frozen=True, slots=True)
class Row:
    """An opportunity with what follows from its steps."""

    opportunity: Opportunity
    steps: list[OpportunityStep]

    @property
    def stage(self) -> Stage:
        """How far it has come."""
        return stage_of(told(self.steps), self.opportunity.outcome)

    @property
    def part(self) -> Part:
        """Which part social media has in it."""
        return part_of_social(told(self.steps))

    @property
    def last(self) -> OpportunityStep | None:
        """The latest step."""
        return self.steps[-1] if self.steps else None


def told(steps: Iterable[OpportunityStep]) -> list[Step]:
    """Return steps as the core reads them."""
    return [Step(StepKind(step.kind), step.day) for step in steps]


def _with_steps(rows: QuerySet[Opportunity]) -> list[Row]:
    steps = Prefetch("steps", queryset=OpportunityStep.objects.select_related("channel", "by"))
    return [Row(one, list(one.steps.all())) for one in rows.prefetch_related(steps)]


def row_of(opportunity: Opportunity) -> Row:
    """Return one opportunity with its steps."""
    return Row(opportunity, list(opportunity.steps.select_related("channel", "by")))


def open_rows(workspace: Workspace, contact: Contact | None = None) -> Mapping[Stage, list[Row]]:
    """Return what is open, by how far it has come."""
    rows = Opportunity.objects.filter(workspace=workspace, outcome="").select_related("contact", "owner")
    if contact is not None:
        rows = rows.filter(contact=contact)
    found: dict[Stage, list[Row]] = {}
    for row in _with_steps(rows):
        found.setdefault(row.stage, []).append(row)
    return found


def closed_rows(workspace: Workspace, contact: Contact | None = None, *, most: int = 50) -> list[Row]:
    """Return what was closed last."""
    rows = Opportunity.objects.filter(workspace=workspace).exclude(outcome="").select_related("contact", "owner")
    if contact is not None:
        rows = rows.filter(contact=contact)
    return _with_steps(rows.order_by("-closed_on", "-pk")[:most])


def sum_of(rows: Iterable[Row]) -> Sum:
    """Sum up what opportunities are worth."""
    found = Sum()
    for row in rows:
        found = found.plus(row.opportunity.value)
    return found


def contribution_of(workspace: Workspace, first: date, last: date) -> Contribution:
    """Return what social media contributed to the deals won from `first` to `last`, both included."""
    rows = Opportunity.objects.filter(workspace=workspace, outcome="won", closed_on__range=(first, last))
    return contribution(
        [
            Deal(row.opportunity.value, row.opportunity.closed_on, told(row.steps))
            for row in _with_steps(rows)
            if row.opportunity.closed_on is not None
        ]
    )
