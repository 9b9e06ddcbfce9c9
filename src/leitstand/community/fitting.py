"""What an answer must be like on a channel: its length as the network counts it, and until when it may be sent."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from leitstand.channels.models import Channel
from leitstand.community.core.answers import longest, window_ends
from leitstand.community.models import Incoming
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.manifest import Manifest
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.kernel.text import utf8_count


@dataclass(frozen=True, slots=True)
class Room:
    """How long an answer may be, and in which unit it is counted; None: no limit is known."""

    most: int | None
    unit: str
    link: int | None


def known(channel: Channel) -> tuple[Manifest, Limits] | None:
    """Return what is known of a channel's network; None where it is not installed any more."""
    try:
        found = manifest(channel.network)
    except UnknownNetwork:
        return None
    return found, found.limits_for(channel.facts)


def room_for(channel: Channel, kind: str) -> Room:
    """Return how long an answer to something of this kind may be."""
    found = known(channel)
    if found is None:
        return Room(None, "graphemes", None)
    limits = found[1]
    if limits.answer_bytes_max is not None and kind != "message":
        return Room(limits.answer_bytes_max, "bytes", None)
    return Room(longest(limits, private=kind == "message"), limits.text_unit, limits.url_length)


def check_text(channel: Channel, text: str, *, kind: str) -> str:
    """Say what is wrong with an answer's text; "" where it fits."""
    text = text.strip()
    if not text:
        return _("Write something first.")
    found, room = known(channel), room_for(channel, kind)
    if found is None or room.most is None:
        return ""
    count = utf8_count(text) if room.unit == "bytes" else found[0].count(text, found[1])
    if count <= room.most:
        return ""
    return ngettext(
        "The network takes %(most)s characters; this is one too many.",
        "The network takes %(most)s characters; these are %(over)s too many.",
        count - room.most,
    ) % {"most": room.most, "over": count - room.most}


def window_of(incoming: Incoming) -> datetime | None:
    """Return until when the network lets this be answered; None: for ever."""
    found = known(incoming.channel)
    return None if found is None else window_ends(found[1], incoming.at, private=incoming.kind == "message")
