"""Prepare the one letter after an event, name who took part, and write to each of them once."""

from contextlib import suppress
from datetime import date, datetime
from typing import Final, TypedDict

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from leitstand.compliance.core.consents import Way, mark_of, plain_address
from leitstand.compliance.core.imprint import compose
from leitstand.compliance.core.outbound import Basis, Purpose
from leitstand.compliance.letters import send_letter
from leitstand.compliance.models import Balancing, FollowUp, Imprint, Participant
from leitstand.compliance.queries.consents import Outsider, salt_of
from leitstand.compliance.queries.outbound import Verdict, Wish, outbound
from leitstand.contacts.actions.note_heard import note_heard
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.language import plain
from leitstand.house.mail import mail_is_set
from leitstand.house.zones import day_in

MOST_PEOPLE: Final = 2000
SEND: Final = "compliance.send_follow_ups"


class FollowUpFields(TypedDict):
    """What the letter says, and on which ground it is written."""

    title: str
    held_on: date
    material: str
    recording: str
    words: str
    ground: str
    balancing: Balancing | None


@transaction.atomic
def keep_follow_up(
    actor: Actor, subject: str, fields: FollowUpFields, *, now: datetime, follow_up: FollowUp | None = None
) -> FollowUp:
    """Keep the letter of an event; one event has one. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    if follow_up is not None:
        actor.own(follow_up)
    if fields["balancing"] is not None:
        actor.own(fields["balancing"])
    errors = _faults(fields)
    if errors:
        raise Invalid(errors)
    kept = follow_up
    if kept is None:
        kept, _made = FollowUp.objects.select_for_update().get_or_create(
            workspace=actor.workspace,
            subject=subject[:90],
            defaults={"title": fields["title"], "held_on": fields["held_on"], "made_at": now, "made_by": actor.person},
        )
    for name, value in fields.items():
        setattr(kept, name, value.strip() if isinstance(value, str) else value)
    kept.save()
    audit.record(actor, "compliance.keep_follow_up", kept, now=now)
    return kept


def _faults(fields: FollowUpFields) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not fields["title"].split() or len(fields["title"]) > 200:
        errors["title"] = _("Name the event.")
    if fields["recording"] and not fields["recording"].startswith(("https://", "http://")):
        errors["recording"] = _("Please enter the whole address, beginning with https.")
    if not fields["material"].strip() and not fields["recording"].strip():
        errors["material"] = _(
            "Name the material or the recording: the letter is about the event, and about nothing else."
        )
    for name, most in (("material", 4000), ("words", 2000), ("recording", 500)):
        if len(str(fields[name])) > most:  # type: ignore[literal-required]
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    if fields["ground"] not in ("contract", "balancing"):
        errors["ground"] = _("Say on which ground you write to them; there is none by itself.")
    elif fields["ground"] == "balancing" and fields["balancing"] is None:
        errors["balancing"] = _("Choose the weighing you lean on.")
    return errors


@transaction.atomic
def add_participants(actor: Actor, follow_up: FollowUp, lines: str, *, now: datetime) -> int:
    """Name who took part, one in each line ("Name, address"); whoever stands there already is not named twice."""
    actor.require(Permission.ANSWER)
    actor.own(follow_up)
    people = [_person(line) for line in lines.replace("\x00", "").splitlines() if line.strip()]
    if not people:
        raise Invalid({"people": _("Name at least one person.")})
    if wrong := [line for name, address, line in people if not address]:
        raise Invalid({"people": _("No e-mail address in: %(line)s") % {"line": wrong[0][:120]}})
    salt = salt_of(actor.workspace)
    known = {
        contact.email.casefold(): contact
        for contact in Contact.objects.filter(workspace=actor.workspace).exclude(email="")
    }
    rows = {
        mark_of(Way.EMAIL, "", address, salt=salt): Participant(
            workspace=actor.workspace,
            follow_up=follow_up,
            contact=known.get(address.casefold()),
            name=name[:120],
            address=address,
            mark=mark_of(Way.EMAIL, "", address, salt=salt),
        )
        for name, address, _line in people
    }
    before = follow_up.participants.count()
    if before + len(rows) > MOST_PEOPLE:
        raise Invalid({"people": _("At most %(count)d people, please.") % {"count": MOST_PEOPLE}})
    Participant.objects.bulk_create(list(rows.values()), ignore_conflicts=True)
    count = follow_up.participants.count() - before
    note_heard(actor.workspace, [row.contact_id for row in rows.values()], at=now)
    audit.record(actor, "compliance.add_participants", follow_up, now=now, details={"count": count})
    return count


def _person(line: str) -> tuple[str, str, str]:
    """Read a line: the address is what looks like one, the name is the rest."""
    words = line.replace("<", " ").replace(">", " ").replace(";", " ").replace(",", " ").replace("\t", " ").split()
    address = next((word for word in words if "@" in word), "")
    try:
        validate_email(address)
    except ValidationError:
        return "", "", line
    return " ".join(word for word in words if word != address), plain_address(Way.EMAIL, address), line


@transaction.atomic
def drop_participant(actor: Actor, participant: Participant, *, now: datetime) -> None:
    """Take somebody off the list who was not written to; whoever was stays, so that they are not written to again."""
    actor.require(Permission.ANSWER)
    actor.own(participant)
    gone, _kinds = Participant.objects.filter(pk=participant.pk, told_at=None).delete()
    if not gone:
        raise Impossible(_("They were written to already; that stays on record."), code="told")
    audit.record(actor, "compliance.drop_participant", participant.follow_up, now=now)


def verdict_of(follow_up: FollowUp, participant: Participant, text: str, *, on: date) -> Verdict:
    """Ask the gate for one of them: it is a message about the event, and nothing more."""
    who = Outsider(follow_up.workspace, Way.EMAIL, "", (participant.address,), participant.contact)
    is_contract = follow_up.ground == "contract"
    wish = Wish(
        (Purpose.CONTRACT if is_contract else Purpose.SERVICE).value,
        text,
        contract=follow_up.title if is_contract else "",
        basis="" if is_contract else Basis.BALANCING.value,
        balancing=follow_up.balancing_id,
    )
    return outbound(who, wish, on=on)


def letter_of(follow_up: FollowUp, name: str = "") -> tuple[str, str]:
    """Return subject and words of the letter."""
    imprint = Imprint.objects.filter(workspace=follow_up.workspace_id).first()
    with translation.override(plain(translation.get_language())):
        subject = _("%(event)s: material and recording") % {"event": follow_up.title}
        body = render_to_string(
            "compliance/mail/follow_up.txt",
            {
                "follow_up": follow_up,
                "name": name,
                "company": follow_up.workspace.name,
                "imprint": compose(imprint.details) if imprint and imprint.details else "",
            },
        )
    return subject, body


@transaction.atomic
def want_follow_up(actor: Actor, follow_up: FollowUp, *, now: datetime) -> int:
    """Have the letters sent to all who were not written to; returns how many. The worker sends them."""
    actor.require(Permission.ANSWER)
    actor.own(follow_up)
    if not mail_is_set():
        raise Impossible(
            _("This installation sends no mail yet; write to them yourselves, and note it here."), code="no_mail"
        )
    if day_in(actor.workspace, now) < follow_up.held_on:
        raise Impossible(_("The event is still to come."), code="early")
    waiting = follow_up.participants.filter(told_at=None, forgotten_at=None).exclude(address="")
    count = waiting.count()
    if not count:
        raise Impossible(_("Everybody was written to already: once is what is allowed."), code="once")
    first = waiting.first()
    verdict = verdict_of(follow_up, first, letter_of(follow_up)[1], on=day_in(actor.workspace, now)) if first else None
    if verdict is not None and verdict.stops:
        found = "; ".join(verdict.words)
        raise Impossible(
            _("The letter reads like advertising because of: %(words)s") % {"words": found}, code="wording"
        )
    follow_up.wanted_at, follow_up.wanted_by = now, actor.person
    follow_up.save(update_fields=["wanted_at", "wanted_by"])
    audit.record(actor, "compliance.want_follow_up", follow_up, now=now, details={"count": count})
    with suppress(AlreadyEnqueued), transaction.atomic():
        app.configure_task(SEND, queueing_lock=SEND).defer()
    return count


def send_follow_ups(*, now: datetime) -> int:
    """Send the letters that are wanted; whoever locks a participant first writes, and a lock is never given back blindly."""
    wanted = dict(FollowUp.objects.filter(wanted_at__isnull=False).values_list("pk", "wanted_at"))
    rows = Participant.objects.filter(told_at=None, forgotten_at=None, follow_up__in=wanted)
    rows = rows.exclude(address="").select_related("follow_up__workspace", "follow_up__balancing", "contact")
    sent = sum(_write_to(one, now) for one in rows)
    for number, since in wanted.items():  # what is wanted anew meanwhile is for the next round
        FollowUp.objects.filter(pk=number, wanted_at=since).update(wanted_at=None)
    return sent


def _write_to(one: Participant, now: datetime) -> bool:
    follow_up = one.follow_up
    subject, body = letter_of(follow_up, one.name)
    if not verdict_of(follow_up, one, body, on=day_in(follow_up.workspace, now)).goes:
        return False  # it stays on the list, and the page says why
    if not _lock(one, how="mail", who=follow_up.wanted_by_id, now=now):
        return False
    went = send_letter(subject, body, one.address)
    if went == "not_sent":  # the server has said no: nothing arrived
        Participant.objects.filter(pk=one.pk).update(told_at=None, told_by="", told_who=None)
        return False
    if went == "unclear":
        Participant.objects.filter(pk=one.pk).update(is_unclear=True)
    audit.record(Actor.house(follow_up.workspace), "compliance.follow_up", follow_up, now=now, details={"how": went})
    return True


def _lock(one: Participant, *, how: str, who: int | None, now: datetime) -> bool:
    free = Participant.objects.filter(pk=one.pk, told_at=None)
    return free.update(told_at=now, told_by=how, told_who=who) == 1


@transaction.atomic
def told_by_hand(actor: Actor, participant: Participant, *, now: datetime) -> None:
    """Note that somebody was written to by another way; raises Impossible where they were already."""
    actor.require(Permission.ANSWER)
    actor.own(participant)
    who = actor.person.pk if actor.person else None
    if not _lock(participant, how="hand", who=who, now=now):
        raise Impossible(_("Somebody has written to them already: once is what is allowed."), code="once")
    audit.record(actor, "compliance.follow_up", participant.follow_up, now=now, details={"how": "hand"})
