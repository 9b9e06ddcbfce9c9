"""Weigh making against buying, and decide; the decision keeps the figures it rests on."""

from collections.abc import Mapping
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
from leitstand.strategy.core.make_or_buy import CRITERIA, SCALE, compare
from leitstand.strategy.models import Decision, MakeOrBuy

ABOUT: Final = "make_or_buy"
ANSWERS: Final = ("make", "buy", "both")
MOST_PIECES: Final = 1000


class MakeOrBuyFields(TypedDict):
    """One question with its figures."""

    what: str
    pieces: int
    hours: Decimal
    rate: Decimal
    material: Decimal
    training: Decimal
    price: Decimal
    steering_hours: Decimal
    ratings: Mapping[str, tuple[int, int]]
    weights: Mapping[str, int]


@transaction.atomic
def weigh_make_or_buy(
    actor: Actor, fields: MakeOrBuyFields, *, now: datetime, question: MakeOrBuy | None = None
) -> MakeOrBuy:
    """Create or change a question; raises Invalid at the field."""
    actor.require(Permission.PLAN)
    if question is not None:
        actor.own(question)
    errors = {}
    if not fields["what"].strip():
        errors["what"] = _("Please say what is to be made.")
    if not 1 <= fields["pieces"] <= MOST_PIECES:
        errors["pieces"] = _("Please enter between 1 and 1,000 pieces.")
    if not fields["hours"] > 0:
        errors["hours"] = _("Please enter the hours; without them own work seems to cost nothing.")
    if not fields["rate"] > 0:
        errors["rate"] = _("Please enter what an hour costs.")
    for name in ("material", "training", "price", "steering_hours"):
        if fields[name] < 0:
            errors[name] = _("Please enter 0 or more.")
    pairs = [number for pair in fields["ratings"].values() for number in pair]
    if set(fields["ratings"]) - set(CRITERIA) or any(number not in SCALE for number in pairs):
        errors["ratings"] = _("Please rate from 1 to 5.")
    if errors:
        raise Invalid(errors)
    found = question or MakeOrBuy(workspace=actor.workspace, created_at=now)
    for name, value in fields.items():
        setattr(found, name, value)
    found.what = found.what.strip()
    found.ratings = {name: list(pair) for name, pair in fields["ratings"].items()}
    found.weights = dict(fields["weights"])
    found.save()
    audit.record(actor, "strategy.weigh_make_or_buy", found, now=now)
    return found


@transaction.atomic
def decide_make_or_buy(
    actor: Actor, question: MakeOrBuy, *, answer: str, reason: str, now: datetime, review_on: date | None = None
) -> Decision:
    """Write down whether it is made, bought or both; a decision needs its reason."""
    actor.require(Permission.PLAN)
    actor.own(question)
    errors = {}
    if answer not in ANSWERS:
        errors["answer"] = _("Please choose one of the three.")
    if not reason.strip():
        errors["reason"] = _("Please say why; in a year nobody remembers.")
    if errors:
        raise Invalid(errors)
    words = {"make": _("Make it ourselves"), "buy": _("Buy it"), "both": _("Part of each")}
    found = compare(question.case())
    decision = decide(
        actor,
        about=ABOUT,
        subject=question.what,
        outcome=words[answer],
        reason=reason,
        basis={
            "answer": answer,
            "make": str(found.make),
            "buy": str(found.buy),
            "pieces": question.pieces,
            "points": [found.make_points, found.buy_points],
        },
        review_on=review_on,
        now=now,
    )
    question.decision = decision
    question.save(update_fields=["decision"])
    return decision


@transaction.atomic
def drop_make_or_buy(actor: Actor, question: MakeOrBuy, *, now: datetime) -> None:
    """Take a question off the list; its decision stays."""
    actor.require(Permission.PLAN)
    actor.own(question)
    audit.record(actor, "strategy.drop_make_or_buy", question, now=now)
    question.delete()
