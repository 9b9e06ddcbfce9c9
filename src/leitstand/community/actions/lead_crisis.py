"""Prepare the crisis plan; begin a crisis or an exercise, log it, end it and look back at it."""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.community.actions.decide_answer import take_back
from leitstand.community.core.answers import Sent
from leitstand.community.core.playbooks import fill
from leitstand.community.crisis_plan import roles, statements
from leitstand.community.models import Answer, Crisis, CrisisEntry, CrisisRole, CrisisTask
from leitstand.community.notices import CRISIS_BEGAN, CRISIS_ENDED, CRISIS_TASK
from leitstand.compliance.actions.keep_incident import keep_incident
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.members import people_with
from leitstand.house.models import Membership, Person
from leitstand.house.notices import notify
from leitstand.kernel.post import Part
from leitstand.planning.actions.create_item import create_item
from leitstand.planning.models import Item
from leitstand.publishing.actions.begin_draft import begin_draft
from leitstand.publishing.actions.demand_second_look import demand_second_look, end_second_look
from leitstand.publishing.actions.resume_sending import resume_sending
from leitstand.publishing.actions.stop_sending import stop_sending
from leitstand.publishing.core.drafts import Composition, Text, Variant

# Clocks of others may be a little ahead.
_AHEAD = timedelta(minutes=5)


@transaction.atomic
def keep_role(
    actor: Actor, *, role: str, person: Person | None, deputy: Person | None, reach: str, now: datetime
) -> CrisisRole:
    """Say who plays a part in a crisis, who stands in, and how they are reached."""
    actor.require(Permission.APPROVE)
    if role not in roles():
        raise Invalid({"role": _("There is no such role.")})
    for one in (person, deputy):
        if one is not None and not Membership.objects.filter(workspace=actor.workspace, person=one).exists():
            raise Invalid({"person": _("This person does not work here.")})
    kept, _made = CrisisRole.objects.update_or_create(
        workspace=actor.workspace,
        role=role,
        defaults={"person": person, "deputy": deputy, "reach": reach.strip()[:300], "changed_at": now},
    )
    audit.record(actor, "community.keep_crisis_role", kept, now=now)
    return kept


@transaction.atomic
def begin_crisis(
    actor: Actor,
    *,
    title: str,
    reason: str,
    measure: str,
    lead: Person | None,
    noticed_at: datetime,
    is_drill: bool,
    now: datetime,
) -> Crisis:
    """Begin it under somebody's name: the measure is taken, automatic answers fall silent, everybody has their tasks.

    An exercise does the same on paper only: it touches neither sending nor answers.
    """
    actor.require(Permission.STOP_SENDING)
    _must_be_whole(actor, title, reason, measure, lead, noticed_at, now)
    try:
        with transaction.atomic():
            crisis = Crisis.objects.create(
                workspace=actor.workspace,
                title=" ".join(title.split())[:160],
                reason=reason.strip(),
                is_drill=is_drill,
                measure=measure,
                lead=lead,
                began_by=actor.person,
                noticed_at=noticed_at,
                began_at=now,
            )
    except IntegrityError:
        raise Impossible(_("A crisis is already running."), code="running") from None
    _log(actor, crisis, "began", crisis.reason, now)
    if not is_drill:
        _take_measure(actor, crisis, now)
        _silence(actor, crisis, now)
    _give_tasks(actor, crisis, now)
    audit.record(actor, "community.begin_crisis", crisis, now=now, details={"drill": is_drill, "measure": measure})
    return crisis


def _must_be_whole(
    actor: Actor,
    title: str,
    reason: str,
    measure: str,
    lead: Person | None,
    noticed_at: datetime,
    now: datetime,
) -> None:
    errors: dict[str, str] = {}
    if not title.strip():
        errors["title"] = _("Say in a few words what it is about.")
    if not reason.strip():
        errors["reason"] = _("Say why; everybody sees this.")
    if measure not in ("stop", "second"):
        errors["measure"] = _("Please choose what shall happen with sending.")
    if lead is None or not Membership.objects.filter(workspace=actor.workspace, person=lead).exists():
        errors["lead"] = _("Name the person who leads.")
    if noticed_at > now + _AHEAD:
        errors["noticed_at"] = _("This moment is still to come.")
    if errors:
        raise Invalid(errors)


def _take_measure(actor: Actor, crisis: Crisis, now: datetime) -> None:
    try:
        if crisis.measure == "stop":
            stop_sending(actor, reason=crisis.title, now=now)
        else:
            demand_second_look(actor, reason=crisis.title, now=now)
    except Impossible as why:
        # It holds already and somebody else will end it; where it cannot be taken, there is no crisis mode.
        if why.code not in ("stopped", "demanded"):
            raise
    else:
        crisis.measure_is_ours = True
        crisis.save(update_fields=["measure_is_ours"])
    _log(actor, crisis, "measure", str(crisis.get_measure_display()), now)


def _silence(actor: Actor, crisis: Crisis, now: datetime) -> None:
    waiting = Answer.objects.filter(
        workspace=crisis.workspace, is_automatic=True, state__in=[Sent.WAITING.value, Sent.CLAIMED.value]
    )
    count = 0
    for answer in waiting:
        with suppress(Impossible):
            take_back(actor, answer, now=now)
            count += 1
    _log(actor, crisis, "silent", _("Automatic answers are off; taken back: %(count)s") % {"count": count}, now)


def _give_tasks(actor: Actor, crisis: Crisis, now: datetime) -> None:
    plan = {each.role: each for each in CrisisRole.objects.filter(workspace=crisis.workspace).select_related("person")}
    told: set[Person] = set()
    for role in roles().values():
        kept = plan.get(role.id)
        person = (kept.person or kept.deputy) if kept else None
        if role.id == "lead":
            person = crisis.lead
        for number in range(len(role.tasks)):
            CrisisTask.objects.create(
                workspace=crisis.workspace, crisis=crisis, role=role.id, number=number, person=person
            )
        if person is not None:
            told.add(person)
    path = reverse("community_crisis", args=[actor.workspace.slug, crisis.pk])
    drill = _("Exercise: ") if crisis.is_drill else ""
    params = {"title": crisis.title, "person": actor.name, "drill": drill}
    everybody = people_with(actor.workspace, Permission.ANSWER)
    notify(CRISIS_TASK, workspace=actor.workspace, now=now, people=told, params=params, path=path)
    others = [person for person in everybody if person not in told]
    notify(CRISIS_BEGAN, workspace=actor.workspace, now=now, people=others, params=params, path=path, but=actor.person)


@transaction.atomic
def note_in_log(actor: Actor, crisis: Crisis, text: str, *, now: datetime) -> CrisisEntry:
    """Write a line into the log; it can never be changed."""
    actor.require(Permission.COMMENT)
    actor.own(crisis)
    if not text.strip():
        raise Invalid({"text": _("Say what has happened.")})
    entry = _log(actor, crisis, "note", text.strip(), now)
    audit.record(actor, "community.note_in_log", crisis, now=now)
    return entry


@transaction.atomic
def do_task(actor: Actor, task: CrisisTask, *, now: datetime) -> CrisisTask:
    """Note that a task of the plan is done; twice is once."""
    actor.require(Permission.ANSWER)
    actor.own(task)
    found = CrisisTask.objects.select_for_update(of=("self",)).select_related("crisis").get(pk=task.pk)
    if found.done_at is None:
        found.done_at, found.done_by = now, actor.person
        found.save(update_fields=["done_at", "done_by"])
        said = roles()[found.role].tasks[found.number].said(get_language() or "de")
        _log(actor, found.crisis, "done", said, now)
        audit.record(actor, "community.do_crisis_task", found.crisis, now=now)
    return found


@transaction.atomic
def draft_statement(actor: Actor, crisis: Crisis, *, statement: str, topic: str, until: str, now: datetime) -> Item:
    """Make the holding statement a draft for every connected channel; it is approved and sent like any other post.

    In an exercise it becomes an idea on the plan that says so, and nothing that could be sent.
    """
    actor.require(Permission.WRITE)
    actor.own(crisis)
    if crisis.ended_at is not None:
        raise Impossible(_("This crisis is over."), code="over")
    if statement not in statements():
        raise Invalid({"statement": _("Please choose a statement.")})
    if not topic.strip() or not until.strip():
        raise Invalid({"topic": _("Say what it is about, and until when there is news.")})
    name, words = statements()[statement]
    text = fill(words.said("de-du" if actor.workspace.address_form == "du" else "de"), {"topic": topic, "until": until})
    title = f"{name.said(get_language() or 'de')}: {topic}"[:120]
    if crisis.is_drill:
        item = create_item(actor, {"title": f"{_('Exercise: ')}{title}"[:120], "notes": text}, now=now).item
    else:
        channels = Channel.objects.filter(workspace=actor.workspace, state="connected").order_by("position", "pk")
        variants = tuple(Variant(str(channel.pk)) for channel in channels)
        composition = Composition(Text((Part(text),)), variants)
        item, _new = begin_draft(actor, {"title": title}, composition, now=now)
    _log(actor, crisis, "statement", text, now)
    audit.record(actor, "community.draft_statement", crisis, now=now)
    return item


@transaction.atomic
def end_crisis(actor: Actor, crisis: Crisis, *, now: datetime) -> Crisis:
    """End it: sending and automatic answers go on as before, as far as this crisis had held them up."""
    actor.require(Permission.STOP_SENDING)
    found = _held(actor, crisis)
    if found.ended_at is not None:
        raise Impossible(_("This crisis is over."), code="over")
    _log(actor, found, "ended", "", now)
    found.ended_at, found.ended_by = now, actor.person
    found.save(update_fields=["ended_at", "ended_by"])
    if found.measure_is_ours:
        # Somebody may have let go of it by hand meanwhile.
        with suppress(Impossible):
            (resume_sending if found.measure == "stop" else end_second_look)(actor, now=now)
    audit.record(actor, "community.end_crisis", found, now=now, details={"drill": found.is_drill})
    notify(
        CRISIS_ENDED,
        workspace=actor.workspace,
        now=now,
        params={"title": found.title},
        path=reverse("community_crisis", args=[actor.workspace.slug, found.pk]),
        but=actor.person,
    )
    return found


@transaction.atomic
def review_crisis(
    actor: Actor, crisis: Crisis, *, what: str, worked: str, failed: str, changes: str, now: datetime
) -> Crisis:
    """Keep the after-review; what shall change becomes an idea on the plan, what happened an incident."""
    actor.require(Permission.APPROVE)
    found = _held(actor, crisis)
    if found.ended_at is None:
        raise Impossible(_("End the crisis first."), code="running")
    if not what.strip() or not changes.strip():
        raise Invalid({"what": _("Say what happened, and what will be different.")})
    first = found.reviewed_at is None
    found.what, found.worked, found.failed, found.changes = (
        what.strip(), worked.strip(), failed.strip(), changes.strip()
    )  # fmt: skip
    found.reviewed_at, found.reviewed_by = now, actor.person
    if first:
        create_item(actor, {"title": (_("Changes after: ") + found.title)[:120], "notes": found.changes}, now=now)
        if not found.is_drill:
            found.incident = keep_incident(
                actor,
                {
                    "kind": "shitstorm", "title": found.title, "url": "", "note": found.what, "sender": "", "counsel": "",
                    "known_at": found.noticed_at, "deadline": None, "lead": found.lead,
                },
                now=now,
            )  # fmt: skip
    found.save()
    _log(actor, found, "reviewed", "", now)
    audit.record(actor, "community.review_crisis", found, now=now)
    return found


def _held(actor: Actor, crisis: Crisis) -> Crisis:
    actor.own(crisis)
    return Crisis.objects.select_for_update(of=("self",)).select_related("workspace", "lead").get(pk=crisis.pk)


def _log(actor: Actor, crisis: Crisis, kind: str, text: str, now: datetime) -> CrisisEntry:
    return CrisisEntry.objects.create(
        workspace=crisis.workspace, crisis=crisis, at=now, kind=kind, text=text, person=actor.person
    )
