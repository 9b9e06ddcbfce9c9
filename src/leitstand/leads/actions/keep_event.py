"""Enter an event with its tickets, change it, open or close its page, or delete it."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.consents import Way
from leitstand.compliance.models import ConsentText, Imprint
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.mail import mail_is_set
from leitstand.house.zones import day_in
from leitstand.leads.core.events import missing
from leitstand.leads.models import EventTicket, LeadEvent
from leitstand.planning.models import Campaign

MOST_TICKETS: Final = 10
_MOST: Final = {
    "title": 160, "focus": 4000, "speaker": 160, "company": 160, "place": 200, "join_link": 500, "contact": 160,
    "target_group": 200, "invitation": 4000,
}  # fmt: skip


class EventFields(TypedDict):
    """What is told of an event."""

    title: str
    focus: str
    speaker: str
    company: str
    starts: datetime | None
    minutes: int
    place: str
    join_link: str
    contact: str
    target_group: str
    invitation: str
    text: ConsentText | None
    campaign: Campaign | None


class Ticket(TypedDict):
    """A kind of ticket; `quota` None: as many as come."""

    name: str
    quota: int | None
    price: Decimal


@transaction.atomic
def keep_event(
    actor: Actor, fields: EventFields, tickets: Sequence[Ticket], *, now: datetime, event: LeadEvent | None = None
) -> LeadEvent:
    """Enter or change an event; a kind of ticket that somebody holds is not taken away. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(*(one for one in (event, fields["text"], fields["campaign"]) if one is not None))
    errors: dict[str, str] = {}
    if not fields["title"].split():
        errors["title"] = _("Name the event.")
    for name, most in _MOST.items():
        if len(str(fields[name])) > most:  # type: ignore[literal-required]
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    text = fields["text"]
    if text is not None and (text.retired_at is not None or Way.EMAIL.value not in text.ways):
        errors["text"] = _("These words do not cover e-mail.")
    names = [" ".join(one["name"].split()) for one in tickets]
    if not names or len(names) > MOST_TICKETS or not all(names) or len(set(names)) != len(names):
        errors["tickets"] = _("Name at least one kind of ticket, each once.")
    if event is not None:
        held = event.tickets.exclude(name__in=names).filter(registrations__isnull=False).values_list("name", flat=True)
        if gone := next(iter(held), ""):
            errors["tickets"] = _("Somebody holds a ticket of the kind “%(name)s”.") % {"name": gone}
    if errors:
        raise Invalid(errors)
    found = event or LeadEvent(workspace=actor.workspace, added_at=now, added_by=actor.person)
    for name, value in fields.items():
        setattr(found, name, value.strip() if isinstance(value, str) else value)
    found.save()
    found.tickets.exclude(name__in=names).delete()
    for name, one in zip(names, tickets, strict=True):
        defaults = {"workspace": actor.workspace, "quota": one["quota"], "price": one["price"]}
        EventTicket.objects.update_or_create(event=found, name=name, defaults=defaults)
    audit.record(actor, "leads.keep_event", found, now=now)
    return found


def lacks(event: LeadEvent) -> tuple[str, ...]:
    """Name what the page of an event still lacks."""
    names = ("focus", "speaker", "company", "starts", "contact", "target_group")
    return missing({name: getattr(event, name) for name in names})


@transaction.atomic
def list_event(actor: Actor, event: LeadEvent, *, is_open: bool, now: datetime) -> LeadEvent:
    """Open or close the page; the first opening is the day on which it was listed. Raises Impossible while it lacks something."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    if is_open:
        if lacks(event):
            raise Impossible(_("The page still lacks something; see what is named above."), code="lacks")
        if not mail_is_set():
            raise Impossible(_("This installation sends no mail yet; without it nobody can confirm."), code="no_mail")
        imprint = Imprint.objects.filter(workspace=actor.workspace).first()
        if imprint is None or not imprint.details:
            raise Impossible(_("Fill in your imprint first: page and mails must carry it."), code="no_imprint")
        event.listed_on = event.listed_on or day_in(actor.workspace, now)
    event.is_open = is_open
    event.save(update_fields=["is_open", "listed_on"])
    audit.record(actor, "leads.list_event", event, now=now, details={"open": is_open})
    return event


@transaction.atomic
def drop_event(actor: Actor, event: LeadEvent, *, now: datetime) -> None:
    """Delete an event with its registrations."""
    actor.require(Permission.ANSWER)
    actor.own(event)
    audit.record(actor, "leads.drop_event", event, now=now)
    event.delete()
