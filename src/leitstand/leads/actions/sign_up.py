"""Take somebody's wish for an offer: their consent is asked by mail, and the page says the same whatever is known of them."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.compliance.actions.ask_consent import ask_consent
from leitstand.compliance.actions.record_consent import ConsentFields, record_consent
from leitstand.compliance.core.consents import State, Way, plain_address
from leitstand.compliance.models import Consent, ConsentText
from leitstand.compliance.queries.consents import Outsider, is_suppressed
from leitstand.house.actor import Actor
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.models import Workspace
from leitstand.leads.actions.hand_out import hand_out_soon
from leitstand.leads.models import LeadMagnet, LeadSignup

# A person who is in force already may ask for the file again after this time.
_AGAIN: Final = timedelta(days=1)
# Only these say that nothing was sent and that it is no fault of the house.
_QUIET: Final = frozenset({"too_often", "suppressed", "settled"})


@dataclass(frozen=True, slots=True)
class CameBy:
    """By which way somebody came to a public page, as far as its address told."""

    channel: Channel | None = None
    source: str = ""
    link: str = ""

    def kept(self) -> dict[str, object]:
        """Return it as tables keep it."""
        return {"channel": self.channel, "source": self.source[:60], "link": self.link[:60]}


@dataclass(frozen=True, slots=True)
class SignUp:
    """What somebody filled in on the page of an offer."""

    name: str
    email: str
    organisation: str = ""
    phone: str = ""


def page_of(magnet: LeadMagnet) -> str:
    """Return the public address of an offer."""
    return str(settings.PUBLIC_URL) + reverse("leads_offer", args=[magnet.key])


def sign_up(magnet: LeadMagnet, told: SignUp, came: CameBy, *, now: datetime) -> LeadSignup | None:
    """Keep the wish and ask them by mail to confirm; None where they want nothing of us, which the page does not tell.

    Raises Invalid at the field, Impossible where no mail can be sent.
    """
    actor = Actor.house(magnet.workspace, via="page")
    _check(told)
    if is_suppressed(magnet.workspace, Outsider(magnet.workspace, Way.EMAIL, "", (told.email,)).marks):
        return None
    with transaction.atomic():
        consent = consent_for(actor, magnet.text, told.name, told.email, place=page_of(magnet), now=now)
        kept, _made = LeadSignup.objects.get_or_create(
            magnet=magnet,
            consent=consent,
            defaults={
                "workspace": magnet.workspace,
                "organisation": " ".join(told.organisation.split())[:120] if magnet.asks_organisation else "",
                "phone": " ".join(told.phone.split())[:40] if magnet.asks_phone else "",
                "asked_at": now,
                **came.kept(),
            },
        )
    ask_or_hand_out(actor, kept, consent, now=now)
    return kept


def _check(told: SignUp) -> None:
    errors: dict[str, str] = {}
    try:
        validate_email(told.email)
    except ValidationError:
        errors["email"] = _("Please enter a whole e-mail address.")
    if len(told.name) > 120:
        errors["name"] = _("At most %(count)d characters, please.") % {"count": 120}
    if errors:
        raise Invalid(errors)


def consent_for(
    actor: Actor, text: ConsentText, name: str, email: str, *, place: str, now: datetime, confirmed: str = ""
) -> Consent:
    """Return their consent to these words: the one that is there, or a new one that has yet to be confirmed."""
    there = open_consent(actor.workspace, text, email)
    if there is not None:
        return there
    fields: ConsentFields = {
        "contact": None,
        "name": name,
        "way": Way.EMAIL.value,
        "network": "",
        "address": email,
        "text": text,
        "source": "form",
        "place": place,
        "requested_at": now,
        "confirmed_by": confirmed,
        "proof_note": "",
        "is_adult": "",
        "ends": None,
    }
    return record_consent(actor, fields, now=now)


def open_consent(workspace: Workspace, text: ConsentText, email: str) -> Consent | None:
    """Return somebody's consent to these words by e-mail that is in force or waits for their click."""
    theirs = Consent.objects.select_for_update(of=("self",)).select_related("text", "contact", "workspace")
    return theirs.filter(
        workspace=workspace,
        way=Way.EMAIL.value,
        network="",
        plain=plain_address(Way.EMAIL, email),
        text=text,
        state__in=[State.ASKED.value, State.GIVEN.value],
    ).first()


def ask_or_hand_out(actor: Actor, kept: LeadSignup, consent: Consent, *, now: datetime) -> None:
    """Ask them to confirm; whoever has confirmed these words before gets the link, at most once a day."""
    if consent.state == State.GIVEN.value:
        LeadSignup.objects.filter(pk=kept.pk, mailed_at__lt=now - _AGAIN).update(mailed_at=None, is_unclear=False)
        hand_out_soon(actor, consent, now=now)
        return
    with suppress(_Quiet):
        try:
            went = ask_consent(actor, consent, now=now)
        except Impossible as why:
            if why.code in _QUIET:
                raise _Quiet from why
            raise Impossible(_("No mail can be sent at the moment. Please try again later."), code=why.code) from why
        if went == "not_sent":
            raise Impossible(_("No mail can be sent at the moment. Please try again later."), code="not_sent")


class _Quiet(Exception):
    """Nothing was sent, and nobody is told."""
