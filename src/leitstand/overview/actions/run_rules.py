"""Run the rules that wait for what has just happened: each tells its person, as long as they are a member."""

from datetime import datetime

from django.db.models import F

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Membership
from leitstand.house.notices import notify
from leitstand.overview.core.automation import Happening, applies
from leitstand.overview.models import AutoRule
from leitstand.overview.notices import TASK


def run_rules(actor: Actor, happening: Happening, *, now: datetime) -> int:
    """Tell everybody whom a rule names; the same thing is told once while it is unread. Returns how many rules ran."""
    rules = [
        rule
        for rule in AutoRule.objects.filter(workspace=actor.workspace, trigger=happening.trigger, is_on=True)
        if applies(rule.only, happening)
    ]
    if not rules:
        return 0
    members = set(Membership.objects.filter(workspace=actor.workspace).values_list("person_id", flat=True))
    ran = [rule for rule in rules if rule.person_id in members]
    for rule in ran:
        notify(
            TASK,
            workspace=actor.workspace,
            now=now,
            people=[rule.person],
            params={"task": rule.task, "what": happening.what},
            path=happening.path,
            about=f"rule:{rule.pk}:{happening.about}"[:120],
        )
    if not ran:
        return 0
    AutoRule.objects.filter(pk__in=[rule.pk for rule in ran]).update(times=F("times") + 1, last_at=now)
    audit.record(actor, "overview.run_rules", ran[0], now=now, details={"count": len(ran)})
    return len(ran)
