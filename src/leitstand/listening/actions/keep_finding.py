"""Write down what a figure says, why it is so and what follows; change it, close it, take it away."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final, TypedDict

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.listening.models import DESKS, Finding, Mention, Topic
from leitstand.listening.notices import FINDING
from leitstand.strategy.models import Decision

EXAMPLES: Final = 10


class FindingFields(TypedDict):
    """What is kept of a finding; `mentions` are numbers of mentions that show it."""

    figure: str
    why: str
    action: str
    owner: Person | None
    due_on: date | None
    first: date
    last: date
    mentions: Sequence[int]
    decision: Decision | None


@transaction.atomic
def keep_finding(
    actor: Actor,
    fields: FindingFields,
    *,
    desk: str = "",
    topic: Topic | None = None,
    finding: Finding | None = None,
    now: datetime,
) -> Finding:
    """Keep a finding of a desk or a topic; whoever is to act is told. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (topic, finding, fields["decision"]) if one is not None))
    if errors := _faults(actor, fields, desk=desk, topic=topic, finding=finding):
        raise Invalid(errors)
    found = finding or Finding(workspace=actor.workspace, desk=desk, topic=topic, made_by=actor.person, made_at=now)
    before = found.owner_id
    found.figure, found.why, found.action = fields["figure"].strip(), fields["why"].strip(), fields["action"].strip()
    found.owner, found.due_on, found.decision = fields["owner"], fields["due_on"], fields["decision"]
    found.first, found.last = fields["first"], fields["last"]
    found.mentions = list(dict.fromkeys(fields["mentions"]))
    found.save()
    audit.record(actor, "listening.keep_finding", found, now=now, details={"desk": found.desk, "topic": found.topic_id})
    if found.owner is not None and found.owner_id not in (before, actor.person and actor.person.pk):
        notify(
            FINDING,
            workspace=actor.workspace,
            people=[found.owner],
            params={"action": found.action},
            path=reverse("listening_finding", args=[actor.workspace.slug, found.pk]),
            about=f"finding:{found.pk}",
            now=now,
        )
    return found


def _faults(
    actor: Actor, fields: FindingFields, *, desk: str, topic: Topic | None, finding: Finding | None
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if finding is None and topic is None and desk not in dict(DESKS):
        errors["figure"] = _("A finding belongs to a desk or a topic.")
    needed = {
        "figure": (fields["figure"], _("Write down what the figure says.")),
        "why": (fields["why"], _("Write down why it is so, as far as you know; the figure alone says only what.")),
        "action": (fields["action"], _("Write down what you do now, even if it is: watch.")),
    }
    errors |= {name: sentence for name, (told, sentence) in needed.items() if not told.strip()}
    if len(fields["mentions"]) > EXAMPLES:
        errors["mentions"] = _("At most %(count)d examples, please.") % {"count": EXAMPLES}
    elif fields["mentions"]:
        there = Mention.objects.filter(workspace=actor.workspace, pk__in=fields["mentions"]).values_list(
            "pk", flat=True
        )
        if set(fields["mentions"]) - set(there):
            errors["mentions"] = _("One of these mentions is not there.")
    if fields["last"] < fields["first"]:
        errors["last"] = _("The end lies before the start.")
    return errors


@transaction.atomic
def close_finding(actor: Actor, finding: Finding, *, is_done: bool, now: datetime) -> None:
    """Note that what followed is done, or that it is not after all."""
    actor.require(Permission.ANSWER)
    actor.own(finding)
    finding.state, finding.done_at = ("done", now) if is_done else ("open", None)
    finding.save(update_fields=["state", "done_at"])
    audit.record(actor, "listening.close_finding", finding, now=now, details={"state": finding.state})


@transaction.atomic
def drop_finding(actor: Actor, finding: Finding, *, now: datetime) -> None:
    """Delete a finding."""
    actor.require(Permission.ANSWER)
    actor.own(finding)
    audit.record(actor, "listening.drop_finding", finding, now=now)
    finding.delete()
