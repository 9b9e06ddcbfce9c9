"""Set up an alarm, change, pause or delete it, and say that somebody has looked after one that was given."""

from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.core.query import QueryError, parse
from leitstand.listening.models import ALARM_KINDS, Alarm, AlarmRaised, Search
from leitstand.listening.words import explain

MOST: Final = 200
HOURS_MOST: Final = 168
NOTE_MOST: Final = 2000


class AlarmFields(TypedDict):
    """What is kept of an alarm."""

    search: Search | None
    kind: str
    threshold: float
    least: int
    words: str
    pause_hours: int
    by_mail: bool


@transaction.atomic
def keep_alarm(actor: Actor, fields: AlarmFields, *, now: datetime, alarm: Alarm | None = None) -> Alarm:
    """Set up or change an alarm; raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (alarm, fields["search"]) if one is not None))
    search = fields["search"]
    errors = _faults(actor, fields, is_new=alarm is None)
    if errors or search is None:
        raise Invalid(errors)
    found = alarm or Alarm(workspace=actor.workspace, made_at=now)
    if found.search_id != search.pk or found.kind != fields["kind"]:
        # What was said of another search, or by another measure, keeps nobody quiet.
        found.after, found.quiet_until = 0, None
    found.search, found.kind, found.threshold = search, fields["kind"], fields["threshold"]
    found.least, found.words = fields["least"], fields["words"].strip()
    found.pause_hours, found.by_mail = fields["pause_hours"], fields["by_mail"]
    found.save()
    audit.record(actor, "listening.keep_alarm", found, now=now, details={"kind": found.kind})
    return found


def _faults(actor: Actor, fields: AlarmFields, *, is_new: bool) -> dict[str, str]:
    errors: dict[str, str] = {}
    if fields["search"] is None:
        errors["search"] = _("Choose the search it belongs to.")
    if fields["kind"] not in dict(ALARM_KINDS):
        errors["kind"] = _("Please choose one of the kinds.")
    if not 0 < fields["threshold"] <= 1_000_000_000:
        errors["threshold"] = _("A number above 0, please.")
    if not 1 <= fields["least"] <= 1_000_000:
        errors["least"] = _("At least 1, please.")
    if not 1 <= fields["pause_hours"] <= HOURS_MOST:
        errors["pause_hours"] = _("From 1 to %(count)d hours, please.") % {"count": HOURS_MOST}
    if fields["kind"] == "word":
        try:
            parse(fields["words"])
        except QueryError as wrong:
            errors["words"] = explain(wrong)
    if is_new and Alarm.objects.filter(workspace=actor.workspace).count() >= MOST:
        errors["search"] = _("At most %(count)d alarms, please.") % {"count": MOST}
    return errors


@transaction.atomic
def pause_alarm(actor: Actor, alarm: Alarm, *, paused: bool, now: datetime) -> None:
    """Let an alarm rest, or wake it again."""
    actor.require(Permission.ANSWER)
    actor.own(alarm)
    if (alarm.paused_at is not None) == paused:
        return
    alarm.paused_at = now if paused else None
    alarm.save(update_fields=["paused_at"])
    audit.record(actor, "listening.pause_alarm" if paused else "listening.resume_alarm", alarm, now=now)


@transaction.atomic
def drop_alarm(actor: Actor, alarm: Alarm, *, now: datetime) -> None:
    """Delete an alarm with what it gave."""
    actor.require(Permission.ANSWER)
    actor.own(alarm)
    audit.record(actor, "listening.drop_alarm", alarm, now=now)
    alarm.delete()


@transaction.atomic
def look_after(actor: Actor, raised: AlarmRaised, note: str, *, now: datetime) -> None:
    """Say that somebody has looked after an alarm, and what it was."""
    actor.require(Permission.ANSWER)
    actor.own(raised)
    if len(note) > NOTE_MOST:
        raise Invalid({"note": _("At most %(count)d characters, please.") % {"count": NOTE_MOST}})
    raised.seen_by, raised.seen_at, raised.note = actor.person, now, note.strip()
    raised.save(update_fields=["seen_by", "seen_at", "note"])
    audit.record(actor, "listening.look_after", raised, now=now)
