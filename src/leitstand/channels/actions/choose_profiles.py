"""Connect the profiles somebody chose among those they may speak for."""

import json
from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.actions.keep_channel import keep_channel
from leitstand.channels.actions.offer_profiles import KEY
from leitstand.channels.models import Channel, SignInStarted
from leitstand.channels.secrets import unseal
from leitstand.connector_kit import wild
from leitstand.connector_kit.manifest import Account, SignedIn
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid


def offered(actor: Actor, *, state: str, now: datetime) -> tuple[SignInStarted, list[SignedIn]]:
    """Return the open choice with its profiles; raises Impossible where it is not this person's, or too old."""
    actor.require(Permission.MANAGE_CHANNELS)
    started = SignInStarted.objects.filter(
        workspace=actor.workspace, person=actor.person, state=state, expires_at__gt=now
    ).first()
    remembered = unseal(started.remember) if started else {}
    if started is None or KEY not in remembered:
        raise Impossible(
            _("This sign-in was not begun here, or it took too long. Begin it once more."), code="no_sign_in"
        )
    return started, [_read(entry) for entry in wild.records(json.loads(remembered[KEY]))]


@transaction.atomic
def choose_profiles(actor: Actor, *, state: str, chosen: Collection[str], now: datetime) -> list[Channel]:
    """Keep a channel for each chosen profile (by the network's id); what was not chosen is forgotten."""
    started, options = offered(actor, state=state, now=now)
    wanted = [option for option in options if option.account.id in chosen]
    if not wanted:
        raise Invalid({"profiles": _("Please choose at least one profile.")})
    channels = [
        keep_channel(actor, network=started.network, method=started.method, signed_in=option, now=now)
        for option in wanted
    ]
    started.delete()
    return channels


def _read(entry: wild.Wild) -> SignedIn:
    account = wild.record(entry.get("account"))
    return SignedIn(
        Account(
            id=wild.text(account, "id"),
            handle=wild.text(account, "handle"),
            name=wild.text(account, "name"),
            url=wild.text(account, "url"),
            avatar_url=wild.text(account, "avatar_url"),
            base_url=wild.text(account, "base_url"),
            facts=wild.record(account.get("facts")),
        ),
        {name: str(value) for name, value in wild.record(entry.get("credentials")).items()},
        expires_at=wild.moment(entry, "expires_at"),
        missing_rights=wild.texts(entry, "missing_rights"),
    )
