"""Keep, switch, try and delete rules; whoever plans makes them."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.house.notices import notify
from leitstand.overview.core.automation import Happening, Trigger, applies
from leitstand.overview.happenings import newest
from leitstand.overview.models import AutoRule
from leitstand.overview.notices import TASK

MOST_RULES = 50


@transaction.atomic
def keep_rule(
    actor: Actor, *, trigger: str, only: str, person: Person, task: str, now: datetime, rule: AutoRule | None = None
) -> AutoRule:
    """Create or change a rule; a new one is on."""
    actor.require(Permission.PLAN)
    if rule is not None:
        actor.own(rule)
    errors = {}
    if trigger not in set(Trigger):
        errors["trigger"] = _("Please choose what the rule waits for.")
    if not task.strip():
        errors["task"] = _("Please say what is to be done.")
    if not Membership.objects.filter(workspace=actor.workspace, person=person).exists():
        errors["person"] = _("This person is no member here.")
    if rule is None and AutoRule.objects.filter(workspace=actor.workspace).count() >= MOST_RULES:
        errors["task"] = _("There are fifty rules already; delete one first.")
    if errors:
        raise Invalid(errors)
    found = rule or AutoRule(workspace=actor.workspace, created_at=now)
    found.trigger, found.only, found.person, found.task = trigger, only.strip(), person, task.strip()
    found.save()
    audit.record(actor, "overview.keep_rule", found, now=now)
    return found


@transaction.atomic
def switch_rule(actor: Actor, rule: AutoRule, *, is_on: bool, now: datetime) -> None:
    """Switch a rule on or off."""
    actor.require(Permission.PLAN)
    actor.own(rule)
    rule.is_on = is_on
    rule.save(update_fields=["is_on"])
    audit.record(actor, "overview.switch_rule", rule, now=now, details={"to": is_on})


@transaction.atomic
def drop_rule(actor: Actor, rule: AutoRule, *, now: datetime) -> None:
    """Delete a rule."""
    actor.require(Permission.PLAN)
    actor.own(rule)
    audit.record(actor, "overview.drop_rule", rule, now=now)
    rule.delete()


@transaction.atomic
def try_rule(actor: Actor, rule: AutoRule, *, now: datetime) -> Happening:
    """Send what the rule would send, about the newest thing of its kind, to whoever tries it and to nobody else."""
    actor.require(Permission.PLAN)
    actor.own(rule)
    found = newest(actor.workspace, Trigger(rule.trigger))
    if found is None or actor.person is None:
        raise Impossible(_("Nothing of this kind has happened yet, so there is nothing to try the rule with."))
    if not applies(rule.only, found):
        words = {"word": rule.only, "what": found.what}
        raise Impossible(_("The newest one is “%(what)s”; without the word “%(word)s” the rule stays quiet.") % words)
    params = {"task": rule.task, "what": found.what}
    notify(TASK, workspace=actor.workspace, now=now, people=[actor.person], params=params, path=found.path)
    audit.record(actor, "overview.try_rule", rule, now=now)
    return found
