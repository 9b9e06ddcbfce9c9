"""A campaign that goes through the steps, for the tests of campaigns: answers that open every gate."""

from datetime import UTC, date, datetime, timedelta

from leitstand.planning.actions.begin_campaign import begin_campaign
from leitstand.planning.actions.create_campaign import create_campaign
from leitstand.planning.actions.keep_campaign_step import keep_campaign_step
from leitstand.planning.actions.pass_campaign_step import pass_campaign_step
from leitstand.planning.tests.factories import make_item
from leitstand.strategy.models import TargetGroup

# The clock of the tests stands on Monday, 2 November 2026.
FIRST, LAST = date(2026, 11, 9), date(2026, 11, 29)
ANSWERS = {
    "market": {
        "market": "Prüfanlagen", "area": "DACH", "audience": 4000, "posts": 2, "hours_a_post": 2, "comments": 20,
        "hours": 10,
    },
    "position": {"decision": "go", "strength": "Service vor Ort"},
    "groups": {"message": "Wir sehen, was Sie nicht sehen."},
    "goal": {"type": "awareness", "metric": "interactions", "target": 500, "by": "2026-11-29"},
    "start": {
        "topics": "Fachkräftemangel", "response": "Bilder aus der Werkstatt", "timing": "Keine Messe in diesen Wochen",
        "is_right_time": "yes", "looked": "2026-11-01",
    },
    "feedback": {"learned": "Viele fragen nach dem Preis.", "answered": "yes"},
    "benchmark": {"compared": "Mehr Kommentare als im Frühjahr."},
    "steer": {"negative": 30, "rivals": 5, "impulses": "Frage an die Werkstatt"},
    "present": {"after": "Eine Rubrik im Monat", "silence": 7},
}  # fmt: skip
RIVAL = {"name": "Optimax", "value": "behind", "acceptance": "even", "note": "Messebefragung 2026"}


def make_group(workspace, name: str = "Qualitätsleitung") -> TargetGroup:
    """Make a target group."""
    return TargetGroup.objects.create(workspace=workspace, name=name, created_at=datetime(2026, 10, 1, tzinfo=UTC))


def begun(actor, now, *, name: str = "Schärfer sehen", starts: date = FIRST, ends: date = LAST):
    """Begin a campaign and return its plan."""
    fields = {"name": name, "starts": starts, "ends": ends, "colour": "#0072b2", "goal": ""}
    return begin_campaign(actor, create_campaign(actor, fields, now=now), now=now)


def answer(actor, plan, step: str, now, **changed):
    """Answer a step so that its gate opens; `changed` answers differ, None leaves one out."""
    told = {name: value for name, value in {**ANSWERS[step], **changed.pop("answers", {})}.items() if value is not None}
    fields = {
        "answers": told,
        "evidence": "Marktbericht vom Oktober",
        "responsible_id": actor.person.pk,
        "groups": None,
        "rivals": [RIVAL] if step == "position" else None,
        **changed,
    }
    return keep_campaign_step(actor, plan, step, fields, now=now)


def prepared(actor, now, *, until: str = "start", fillers: int = 3, **more):
    """Return a plan whose steps are passed up to and with `until`; posts and gap fillers are there."""
    plan = begun(actor, now, **more)
    group = make_group(actor.workspace)
    for day in range(10, 29, 3):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        make_item(actor.workspace, f"Teil {day}", at, campaign=plan.campaign, target_group=group, stage="written")
    for number in range(fillers):
        make_item(actor.workspace, f"Lückenfüller {number}", is_filler=True)
    for step in ANSWERS:
        answer(actor, plan, step, now, groups=[group.pk] if step == "groups" else None)
        pass_campaign_step(actor, plan, step, now=now)
        if step == until:
            break
    return plan


def later(now: datetime, days: int) -> datetime:
    """Return a moment some days on."""
    return now + timedelta(days=days)
