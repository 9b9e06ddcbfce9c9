"""Reads for the business case: facts of the guide and the company's own, with what a reader must know of each."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import get_language

from leitstand.house.models import Workspace
from leitstand.strategy.core.guide_facts import guide_facts
from leitstand.strategy.models import BusinessCase, Fact


@dataclass(frozen=True, slots=True)
class OfferedFact:
    """A fact of either kind: `id` is "guide:<id>" or "own:<pk>", `old_from` the day it grows old."""

    id: str
    figure: str
    statement: str
    source: str
    as_of: date
    is_old: bool


def facts_offered(workspace: Workspace, *, today: date | None = None) -> Sequence[OfferedFact]:
    """Return the company's own facts, then the guide's."""
    language = get_language() or "de"
    own = [
        OfferedFact(
            f"own:{fact.pk}",
            f"{fact.value} {fact.unit}".strip(),
            fact.statement,
            fact.source,
            fact.retrieved_on,
            today is not None and fact.stale_after <= today,
        )
        for fact in Fact.objects.filter(workspace=workspace)
    ]
    built_in = [
        OfferedFact(
            f"guide:{fact.id}",
            f"{fact.value} {fact.unit.said(language) if fact.unit else ''}".strip(),
            fact.statement.said(language),
            fact.source,
            fact.as_of,
            today is not None and fact.is_old(today),
        )
        for fact in guide_facts()
    ]
    return [*own, *built_in]


def case_of(workspace: Workspace) -> BusinessCase | None:
    """Return the business case; None while there is none."""
    return BusinessCase.objects.filter(workspace=workspace).select_related("changed_by").first()
