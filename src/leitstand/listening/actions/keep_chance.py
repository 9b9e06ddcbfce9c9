"""Work on a chance: put one on the desk by hand, pass it to sales, note the contact behind the check, and how it ended."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.compliance.actions.note_use import note_use
from leitstand.compliance.core.outbound import Purpose
from leitstand.compliance.outbound_words import reasons
from leitstand.compliance.queries.outbound import Wish
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Person
from leitstand.house.notices import notify
from leitstand.listening.actions.give_mention import check_owner
from leitstand.listening.actions.note_answered import reached
from leitstand.listening.contacting import outsider_of, stops_in_public, verdict_alone
from leitstand.listening.models import Chance, MadeOf, Mention
from leitstand.listening.models.work import LIVE_CHANCES
from leitstand.listening.notices import CHANCE_FOR_YOU

MOST_NOTE: Final = 1000
# Ends that a person tells; a lead comes by itself when it is made.
ENDS: Final = ("irrelevant", "lost")


@dataclass(frozen=True, slots=True)
class ContactFields:
    """How they were written to: in public or alone, what was said, and what a message to them alone is for."""

    way: str
    text: str
    purpose: str = ""
    contract: str = ""


@transaction.atomic
def note_chance(actor: Actor, mention: Mention, *, now: datetime) -> Chance:
    """Put a mention on the desk that no word has told; once. Who heard it first counts from when the house had it."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    kept, is_new = Chance.objects.get_or_create(
        workspace=actor.workspace, mention=mention.pk, defaults={"at": mention.at, "found_at": mention.taken_at}
    )
    if is_new:
        audit.record(actor, "listening.note_chance", mention, now=now)
    return kept


@transaction.atomic
def hand_over_chance(
    actor: Actor, chance: Chance, person: Person | None, *, due_on: date | None, now: datetime
) -> Chance:
    """Pass it to somebody of sales, with a day by which they are to be contacted; the person is told. Raises Invalid."""
    actor.require(Permission.ANSWER)
    chance = _held(actor, chance)
    if person is None:
        raise Invalid({"person": _("Say who shall look after it.")})
    check_owner(actor, person, due_on, now)
    _is_live(chance)
    chance.owner, chance.due_on, chance.handed_by = person, due_on, actor.person
    chance.handed_at = chance.handed_at or now
    if chance.state == "open":
        chance.state = "handed"
    chance.save()
    audit.record(actor, "listening.hand_over_chance", chance, now=now, details={"to": str(person)})
    notify(
        CHANCE_FOR_YOU,
        workspace=actor.workspace,
        people=[person],
        params={"person": actor.name},
        path=reverse("listening_mention", args=[actor.workspace.slug, chance.mention]),
        about=f"chance:{chance.pk}",
        but=actor.person,
        now=now,
    )
    return chance


@transaction.atomic
def note_contact(actor: Actor, chance: Chance, mention: Mention, told: ContactFields, *, now: datetime) -> Chance:
    """Note that they were written to by hand. What must not be said, or not to them alone, is not noted: Invalid says why."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    chance = _held(actor, chance)
    _is_live(chance)
    check_contact(mention, told, now=now)
    if told.way == "alone":
        wish = _wish(told)
        if wish.purpose == Purpose.ADVERTISING.value:
            note_use(actor, outsider_of(mention), verdict_alone(mention, wish, now=now), now=now)
    MadeOf.objects.create(
        workspace=actor.workspace,
        mention=mention.pk,
        at=mention.at,
        what="by_hand",
        note=told.text.strip()[:MOST_NOTE],
        by=actor.person,
        made_at=now,
    )
    reached(actor.workspace, [(mention.pk, mention.at)], now=now)
    details = {"way": told.way, "purpose": told.purpose if told.way == "alone" else ""}
    audit.record(actor, "listening.note_contact", chance, now=now, details=details)
    chance.refresh_from_db()
    return chance


def check_contact(mention: Mention, told: ContactFields, *, now: datetime) -> None:
    """Ask the gate whether this may be said to them on this way; raises Invalid at the field that stands against it."""
    if told.way not in ("public", "alone"):
        raise Invalid({"way": _("Please choose one of the answers.")})
    if not told.text.strip():
        raise Invalid({"text": _("Write something first.")})
    if told.way == "alone":
        verdict = verdict_alone(mention, _wish(told), now=now)
        stops = [] if verdict.goes else reasons(verdict)
    else:
        stops = stops_in_public(mention, told.text, now=now)
    if stops:
        raise Invalid({"text": " ".join(stops)})


def _wish(told: ContactFields) -> Wish:
    return Wish(told.purpose, told.text, contract=" ".join(told.contract.split()))


@transaction.atomic
def close_chance(actor: Actor, chance: Chance, end: str, note: str, *, now: datetime) -> Chance:
    """Say that nothing comes of it, and why; "" opens it again. Raises Invalid."""
    actor.require(Permission.ANSWER)
    chance = _held(actor, chance)
    if end not in ("", *ENDS):
        raise Invalid({"end": _("Please choose one of the answers.")})
    if end == "lost" and not note.strip():
        raise Invalid({"note": _("Say why; that is what is learnt from it.")})
    if len(note) > MOST_NOTE:
        raise Invalid({"note": _("At most %(count)d characters, please.") % {"count": MOST_NOTE}})
    if chance.state == "lead":
        raise Impossible(_("It became a lead; how that ends is kept there."), code="lead")
    before = "contacted" if chance.contacted_at else "handed" if chance.owner_id else "open"
    chance.state, chance.closed_at, chance.note = end or before, now if end else None, note.strip()
    chance.save()
    audit.record(actor, "listening.close_chance", chance, now=now, details={"end": end})
    return chance


def _held(actor: Actor, chance: Chance) -> Chance:
    actor.own(chance)
    return Chance.objects.select_for_update().get(pk=chance.pk)


def _is_live(chance: Chance) -> None:
    if chance.state not in LIVE_CHANCES:
        raise Impossible(_("This chance is closed. Open it again first."), code="closed")
