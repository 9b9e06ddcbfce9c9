"""Keep the scoring sheet: factors with their weights, candidates with their ratings."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid, Stale
from leitstand.strategy.actions.decide import decide
from leitstand.strategy.core.scoring import SCALES, WEIGHT_MOST, Candidate, Factor, Model, evaluate, sensitivity
from leitstand.strategy.models import AccountScoring, Decision

ABOUT = "account_strategy"
MOST_ROWS = 30


@transaction.atomic
def score_accounts(actor: Actor, model: Model, *, version: int, now: datetime) -> AccountScoring:
    """Keep the sheet; `version` is the one it was read in (0: none yet). Raises Invalid by field, Stale after a colleague's change."""
    actor.require(Permission.PLAN)
    _check(model)
    found = AccountScoring.objects.select_for_update().filter(workspace=actor.workspace).first()
    if (found.version if found else 0) != version:
        raise Stale(_("Somebody else has changed the sheet meanwhile; nothing was overwritten. Load it again."))
    if found is None:
        found = AccountScoring(workspace=actor.workspace, version=0)
    found.factors = [{"id": one.id, "name": one.name, "weight": one.weight} for one in model.factors]
    found.candidates = [{"id": one.id, "name": one.name, "ratings": dict(one.ratings)} for one in model.candidates]
    found.scale, found.gap_percent = model.scale, model.gap_percent
    found.version += 1
    found.changed_at = now
    found.save()
    audit.record(actor, "strategy.score_accounts", found, now=now, details={"count": len(model.candidates)})
    return found


@transaction.atomic
def decide_accounts(actor: Actor, *, outcome: str, reason: str, now: datetime) -> Decision:
    """Write down how many accounts there will be, with the scores it rests on; raises Invalid without a whole sheet."""
    found = AccountScoring.objects.filter(workspace=actor.workspace).first()
    model = model_of(found)
    result = evaluate(model)
    if result.outcome == "unrated":
        raise Invalid({"outcome": _("Rate every candidate first; the decision keeps the scores it rests on.")})
    return decide(
        actor,
        about=ABOUT,
        subject=_("Number of accounts"),
        outcome=outcome,
        reason=reason,
        basis={
            "scores": [[score.candidate.name, score.points] for score in result.scores],
            "recommended": result.outcome,
            "own": [candidate.name for candidate in result.own],
            "step_percent": result.step_percent,
            "gap_percent": model.gap_percent,
            "steady_percent": sensitivity(model).steady_percent,
        },
        now=now,
    )


def model_of(found: AccountScoring | None) -> Model:
    """Return the kept sheet as the core reads it; the guide's five factors where there is none yet."""
    if found is None:
        names = (
            _("Target groups"),
            _("Topics"),
            _("Need for localisation"),
            _("Revenue potential"),
            _("Strategic importance"),
        )
        return Model(tuple(Factor(f"f{number}", name, 1) for number, name in enumerate(names, 1)), ())
    return Model(
        tuple(Factor(one["id"], one["name"], one["weight"]) for one in found.factors),
        tuple(Candidate(one["id"], one["name"], one["ratings"]) for one in found.candidates),
        found.scale,
        found.gap_percent,
    )


def _check(model: Model) -> None:
    errors = {}
    if not model.factors:
        errors["factors"] = _("Please name at least one factor.")
    if len(model.factors) > MOST_ROWS or len(model.candidates) > MOST_ROWS:
        errors["factors"] = _("More than 30 factors or candidates cannot be weighed sensibly.")
    names = [*(one.name for one in model.factors), *(one.name for one in model.candidates)]
    if not all(name.strip() for name in names):
        errors["factors"] = _("Every factor and candidate needs a name.")
    if any(not 1 <= one.weight <= WEIGHT_MOST for one in model.factors):
        errors["factors"] = _("Weights go from 1 to 10.")
    if model.scale not in SCALES:
        errors["scale"] = _("Please choose one of the scales.")
    if not 1 <= model.gap_percent <= 100:
        errors["gap_percent"] = _("Please enter between 1 and 100 percent.")
    if any(not 1 <= rating <= model.scale for one in model.candidates for rating in one.ratings.values()):
        errors["candidates"] = _("A rating lies outside the scale.")
    if errors:
        raise Invalid(errors)
