"""Listen to a source live or no longer, and say at which server."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.connector_kit.addresses import stream_address
from leitstand.connector_kit.errors import Refused
from leitstand.connector_kit.registry import manifest
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.listening.models import Stream


@transaction.atomic
def switch_live(actor: Actor, stream: Stream, *, on: bool, now: datetime) -> Stream:
    """Listen live from now on, or no more; what was heard stays. A worker begins or ends within seconds."""
    actor.require(Permission.ANSWER)
    actor.own(stream.source)
    if stream.is_on == on:
        return stream
    stream.is_on = on
    # Who starts anew hears what is said from now on: what was said in between is the searches' to find.
    stream.cursor, stream.tries, stream.next_at, stream.problem = "", 0, None, ""
    stream.live_since = None
    stream.save(update_fields=["is_on", "cursor", "tries", "next_at", "problem", "live_since"])
    audit.record(actor, "listening.go_live" if on else "listening.end_live", stream.source, now=now)
    return stream


@transaction.atomic
def choose_server(actor: Actor, stream: Stream, typed: str, *, now: datetime) -> Stream:
    """Listen at another server than the network's own ("": at its own again). Raises Invalid."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(stream.source)
    if not manifest(stream.source.network).streams_from_anywhere:
        raise Invalid({"address": _("This network is heard at its own server only.")})
    try:
        address = stream_address(typed) if typed.strip() else ""
    except Refused as refused:
        raise Invalid({"address": _("Please enter an address such as wss://stream.example.org.")}) from refused
    if len(address) > 200:
        raise Invalid({"address": _("At most %(count)d characters, please.") % {"count": 200}})
    stream.address, stream.tries, stream.next_at, stream.problem = address, 0, None, ""
    stream.save(update_fields=["address", "tries", "next_at", "problem"])
    audit.record(actor, "listening.choose_stream", stream.source, now=now)
    return stream
