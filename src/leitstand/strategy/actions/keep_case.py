"""Keep the business case."""

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
from leitstand.strategy.core.case_cards import case_cards
from leitstand.strategy.models import BusinessCase
from leitstand.strategy.queries.cases import facts_offered

MOST_MONTHS: Final = 36


class CaseFields(TypedDict):
    """What is kept of the business case."""

    asks: str
    months: int
    posts_a_month: int
    hours_a_post: Decimal
    cost_an_hour: Decimal
    other_a_month: Decimal
    reach_a_post: int | None
    interactions_a_post: int | None
    facts: Sequence[str]
    cards: Sequence[str]


@transaction.atomic
def keep_case(actor: Actor, fields: CaseFields, *, now: datetime) -> BusinessCase:
    """Write the case down; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    errors: dict[str, str] = {}
    if not fields["asks"].strip():
        errors["asks"] = _("Please say what is to be decided.")
    if not 1 <= fields["months"] <= MOST_MONTHS:
        errors["months"] = _("Please enter 1 to 36 months.")
    if not 1 <= fields["posts_a_month"] <= 1000:
        errors["posts_a_month"] = _("Please enter 1 to 1,000 posts.")
    for name in ("hours_a_post", "cost_an_hour", "other_a_month"):
        if fields[name] < 0:
            errors[name] = _("Please enter 0 or more.")
    if set(fields["facts"]) - {fact.id for fact in facts_offered(actor.workspace)}:
        errors["facts"] = _("One of these facts is no longer in the library.")
    if set(fields["cards"]) - {card.id for card in case_cards()}:
        errors["cards"] = _("Please choose one of the answers.")
    if errors:
        raise Invalid(errors)
    kept, _is_new = BusinessCase.objects.update_or_create(
        workspace=actor.workspace, defaults={**fields, "changed_by": actor.person, "changed_at": now}
    )
    audit.record(actor, "strategy.keep_case", kept, now=now)
    return kept
