"""Keep a request of somebody outside: enter it, extend its deadline, answer it."""

from datetime import date, datetime
from typing import TypedDict

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from leitstand.compliance.core.requests import ARTICLES, deadline
from leitstand.compliance.models import PersonRequest
from leitstand.compliance.models.requests import IDENTITIES, OUTCOMES
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Membership, Person
from leitstand.house.zones import day_in


class RequestFields(TypedDict):
    """What is kept of a request."""

    article: int
    name: str
    email: str
    handles: str
    wish: str
    came_in_on: date
    identity: str
    identity_note: str
    lead: Person | None


@transaction.atomic
def keep_request(
    actor: Actor, fields: RequestFields, *, now: datetime, request: PersonRequest | None = None
) -> PersonRequest:
    """Enter a request, or change what is known of it. Raises Invalid at the field, Impossible once it is answered."""
    actor.require(Permission.MANAGE_PEOPLE)
    if request is not None:
        actor.own(request)
        _still_open(request)
    errors: dict[str, str] = {}
    if fields["article"] not in ARTICLES:
        errors["article"] = _("Please choose one of the kinds.")
    if not (fields["name"].strip() or fields["email"].strip() or fields["handles"].strip()):
        errors["name"] = _("Say by what the person is found: a name, an e-mail address or a handle.")
    if fields["came_in_on"] > day_in(actor.workspace, now):
        errors["came_in_on"] = _("This day is still to come.")
    if fields["identity"] not in dict(IDENTITIES):
        errors["identity"] = _("Please choose one of the kinds.")
    lead = fields["lead"]
    if lead is not None and not Membership.objects.filter(workspace=actor.workspace, person=lead).exists():
        errors["lead"] = _("This person does not work here.")
    if errors:
        raise Invalid(errors)
    found = request or PersonRequest(workspace=actor.workspace, opened_at=now, opened_by=actor.person)
    for name, value in fields.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.save()
    verb = "compliance.open_request" if request is None else "compliance.keep_request"
    audit.record(actor, verb, found, now=now, details={"kind": f"Art. {found.article}"})
    return found


@transaction.atomic
def extend_request(actor: Actor, request: PersonRequest, *, until: date, why: str, now: datetime) -> None:
    """Take up to two more months, told within the first month and with the reason (Art. 12 (3)). Raises Invalid at the field."""
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(request)
    _still_open(request)
    days = deadline(request.came_in_on)
    told = " ".join(why.split())
    errors: dict[str, str] = {}
    if day_in(actor.workspace, now) > days.first:
        errors["until"] = _("The first month is over; until then the person had to be told.")
    elif not days.first < until <= days.longest:
        errors["until"] = _("Choose a day after %(first)s, at the latest %(last)s.") % {
            "first": date_format(days.first, "SHORT_DATE_FORMAT"),
            "last": date_format(days.longest, "SHORT_DATE_FORMAT"),
        }
    if not 10 <= len(told) <= 500:
        errors["why"] = _("Give the reason you tell the person, in 10 to 500 characters.")
    if errors:
        raise Invalid(errors)
    request.extended_until, request.extended_why, request.told = until, told, []
    request.save(update_fields=["extended_until", "extended_why", "told"])
    audit.record(actor, "compliance.extend_request", request, now=now, details={"to": until.isoformat()})


@transaction.atomic
def answer_request(actor: Actor, request: PersonRequest, *, on: date, outcome: str, note: str, now: datetime) -> None:
    """Close a request with how and when it was answered. Raises Invalid at the field."""
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(request)
    _still_open(request)
    errors: dict[str, str] = {}
    if outcome not in dict(OUTCOMES):
        errors["outcome"] = _("Say how it was answered.")
    if on > day_in(actor.workspace, now) or on < request.came_in_on:
        errors["on"] = _("Choose a day between the one it came in on and today.")
    if outcome in ("partly", "refused") and not note.strip():
        errors["note"] = _("Say what was refused and why; the person is told that too (Art. 12 (4) GDPR).")
    if errors:
        raise Invalid(errors)
    request.answered_on, request.outcome, request.outcome_note = on, outcome, note.strip()[:4000]
    request.save(update_fields=["answered_on", "outcome", "outcome_note"])
    audit.record(actor, "compliance.answer_request", request, now=now, details={"decision": outcome})


def _still_open(request: PersonRequest) -> None:
    if request.answered_on is not None:
        raise Impossible(_("This request is answered already."), code="answered")
