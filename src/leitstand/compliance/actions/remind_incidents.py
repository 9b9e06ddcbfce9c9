"""Tell people of deadlines of incidents: once when little time is left, once when it is over."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import get_language

from leitstand.compliance.core.incidents import SOON, Standing, due
from leitstand.compliance.models import Incident
from leitstand.compliance.notices import DEADLINE
from leitstand.compliance.playbooks import playbooks
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.notices import notify

_DAY: Final = timedelta(hours=24)


def remind_incidents(*, now: datetime) -> int:
    """Send what is to be told at this moment; return how many notices."""
    sent = 0
    with transaction.atomic():
        rows = Incident.objects.select_for_update(of=("self",), skip_locked=True).select_related("workspace", "lead")
        for incident in rows.filter(closed_at=None).order_by("pk"):
            news = {key: words for key, words in _deadlines(incident, now).items() if key not in incident.told}
            if not news:
                continue
            for words in news.values():
                people = [incident.lead] if incident.lead is not None else None
                notify(
                    DEADLINE,
                    workspace=incident.workspace,
                    people=people,
                    params={"incident": incident.title, "step": words},
                    path=reverse("compliance_incident", args=[incident.workspace.slug, incident.pk]),
                    about=f"incident:{incident.pk}",
                    now=now,
                )
                sent += 1
            incident.told = [*incident.told, *news]
            incident.save(update_fields=["told"])
            audit.record(Actor.house(incident.workspace), "compliance.remind_incidents", incident, now=now)
    return sent


def _deadlines(incident: Incident, now: datetime) -> dict[str, str]:
    playbook = playbooks().get(incident.kind)
    if playbook is None:
        return {}
    done = set(incident.steps.values_list("step", flat=True))
    language = get_language() or "de"
    found = {
        f"{one.step.id}:{one.standing.value}": one.step.words.said(language)
        for one in due(playbook, incident.known_at, done, now)
        if one.standing in (Standing.SOON, Standing.OVERDUE)
    }
    if incident.deadline is not None and incident.deadline - now <= _DAY:
        name = playbook.name.said(language)
        found["deadline:soon" if incident.deadline > now + SOON else "deadline:now"] = name
    return found
