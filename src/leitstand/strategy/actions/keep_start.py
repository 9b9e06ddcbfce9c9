"""Keep the self-assessment of a workspace, and show as much of the product as it asks for."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actions.change_workspace import change_workspace
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership
from leitstand.strategy.core.start import first_modules, hidden
from leitstand.strategy.core.start_files import start_file
from leitstand.strategy.models import Duty, Start
from leitstand.strategy.models.start import BUSINESSES, MODES, SPARRINGS, TEAM_SIZES

MOST_WEEKS: Final = 26


class StartFields(TypedDict):
    """What is kept of the start; `duties` maps people to what they take care of."""

    business: str
    team_size: int
    maturity_yes: Sequence[str]
    hurdles: Sequence[str]
    mode: str
    sparring: str
    sparring_with: str
    sparring_weeks: int
    duties: Mapping[int, Sequence[str]]


@transaction.atomic
def keep_start(actor: Actor, fields: StartFields, *, now: datetime) -> Start:
    """Keep the answers; raises Invalid at the field. Modules that were switched on stay on."""
    actor.require(Permission.MANAGE_WORKSPACE)
    errors = _wrong(actor, fields)
    if errors:
        raise Invalid(errors)
    known = Start.objects.filter(workspace=actor.workspace).first()
    found = known or Start(workspace=actor.workspace)
    for name, value in fields.items():
        if name != "duties":
            setattr(found, name, value)
    found.sparring_with = fields["sparring_with"].strip() if fields["sparring"] else ""
    begins = first_modules(start_file().modules, business=fields["business"], team=fields["team_size"])
    found.modules = sorted(begins | set(found.modules))
    if not found.sparring:
        found.sparring_next_on = None
    elif found.sparring_next_on is None:
        found.sparring_next_on = now.date() + timedelta(weeks=found.sparring_weeks)
    found.answered_by, found.answered_at = actor.person, now
    found.save()
    Duty.objects.filter(workspace=actor.workspace).delete()
    Duty.objects.bulk_create(
        Duty(workspace=actor.workspace, person_id=person, duty=duty)
        for person, duties in fields["duties"].items()
        for duty in dict.fromkeys(duties)
    )
    _show(actor, found, now=now)
    audit.record(actor, "strategy.keep_start", found, now=now)
    return found


@transaction.atomic
def switch_module(actor: Actor, module: str, *, on: bool, now: datetime) -> Start:
    """Show or hide one further part of the product."""
    actor.require(Permission.MANAGE_WORKSPACE)
    found = Start.objects.filter(workspace=actor.workspace).first()
    if found is None or found.mode != "starter":
        raise Impossible(_("Everything is shown already."))
    if module not in {one.id for one in start_file().modules}:
        raise Invalid({"module": _("There is no such part.")})
    found.modules = sorted({*found.modules, module} if on else {*found.modules} - {module})
    found.save(update_fields=["modules"])
    _show(actor, found, now=now)
    audit.record(actor, "strategy.switch_module", found, now=now, details={"module": module, "on": on})
    return found


@transaction.atomic
def have_talked(actor: Actor, *, now: datetime) -> Start:
    """Note that the lone marketer has talked to the sparring partner; the next reminder comes a rhythm later."""
    actor.require(Permission.PLAN)
    found = Start.objects.filter(workspace=actor.workspace).exclude(sparring="").first()
    if found is None:
        raise Impossible(_("There is no sparring partner yet."))
    found.sparring_next_on = now.date() + timedelta(weeks=found.sparring_weeks)
    found.save(update_fields=["sparring_next_on"])
    audit.record(actor, "strategy.have_talked", found, now=now)
    return found


def _show(actor: Actor, start: Start, *, now: datetime) -> None:
    names = hidden(start_file().modules, start.modules, mode=start.mode)
    change_workspace(actor, {"hidden_places": sorted(names)}, now=now)
    actor.workspace.hidden_places = sorted(names)


def _wrong(actor: Actor, fields: StartFields) -> dict[str, str]:
    told = start_file()
    errors: dict[str, str] = {}
    chosen: dict[str, tuple[object, Mapping[object, object]]] = {
        "business": (fields["business"], dict(BUSINESSES)),
        "team_size": (fields["team_size"], dict(TEAM_SIZES)),
        "mode": (fields["mode"], dict(MODES)),
        "sparring": (fields["sparring"], dict(SPARRINGS)),
    }
    lists = {"maturity_yes": {one.id for one in told.maturity}, "hurdles": {one.id for one in told.hurdles}}
    wrong = {name for name, (value, choices) in chosen.items() if value not in choices}
    wrong |= {name for name, known in lists.items() if set(fields[name]) - known}  # type: ignore[literal-required]
    errors |= {name: _("Please choose one of the answers.") for name in wrong}
    if not 1 <= fields["sparring_weeks"] <= MOST_WEEKS:
        errors["sparring_weeks"] = _("Please enter 1 to 26 weeks.")
    if fields["sparring"] and not fields["sparring_with"].strip():
        errors["sparring_with"] = _("Whom will you talk to? A name or a role is enough.")
    members = set(Membership.objects.filter(workspace=actor.workspace).values_list("person_id", flat=True))
    duties = {one.id for one in told.duties}
    if fields["duties"].keys() - members or {one for own in fields["duties"].values() for one in own} - duties:
        errors["duties"] = _("Please choose among the members and duties.")
    return errors
