"""Say what a conversation is about: its kind of inquiry, how much it presses, what of a sale is talked about."""

from datetime import datetime
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.clockwork import case_of, rewind
from leitstand.community.core.inquiries import URGENCIES, book
from leitstand.community.desk import desk_of
from leitstand.community.models import Case, Conversation
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

MOST_ORDER: Final = 80


class Place(TypedDict, total=False):
    """What is said; what is left out stays as it is."""

    inquiry: str
    urgency: str
    intent: str
    order_ref: str


@transaction.atomic
def place_case(actor: Actor, conversation: Conversation, told: Place, *, now: datetime) -> Case:
    """Set it; from then on words suggest nothing else. The clock follows the new target. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    actor.own(conversation)
    _must_be_known(told)
    conversation = Conversation.objects.select_for_update(of=("self",)).select_related("case").get(pk=conversation.pk)
    desk = desk_of(actor.workspace)
    case = case_of(desk, conversation, now)
    before = desk.target(case)
    for name, value in told.items():
        setattr(case, name, " ".join(str(value).split())[:MOST_ORDER])
    if "inquiry" in told:
        case.inquiry_by_person, case.inquiry_why, case.cues = True, "", []
    if "urgency" in told:
        case.urgency_by_person = True
    if case.settled_at is None and desk.target(case) != before:
        rewind(desk, case, conversation)
    case.save()
    # The order may name a person: the trail, which never forgets, is told only that it was set.
    details = {name: value for name, value in told.items() if name != "order_ref"}
    audit.record(actor, "community.place_case", conversation, now=now, details=details)
    return case


def _must_be_known(told: Place) -> None:
    errors = {}
    if told.get("inquiry", "") not in {"", *book().kinds}:
        errors["inquiry"] = _("Please choose one of the kinds.")
    if told.get("urgency", "normal") not in URGENCIES:
        errors["urgency"] = _("Please choose one of the answers.")
    if told.get("intent", "") not in {"", *book().intents}:
        errors["intent"] = _("Please choose one of the answers.")
    if errors:
        raise Invalid(errors)
