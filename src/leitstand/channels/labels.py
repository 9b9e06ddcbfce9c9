"""What this room's values are called for people."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from django.template.defaultfilters import filesizeformat
from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.health import Health, Problem
from leitstand.connector_kit.limits import Limits, Sureness
from leitstand.connector_kit.manifest import Manifest

Words = str | Promise

LIMITS: Final[Mapping[str, Words]] = {
    "text_max": _("Length of a text"),
    "text_unit": _("What is counted"),
    "text_bytes_max": _("Bytes of a text"),
    "url_length": _("What a link counts"),
    "fold": _("Shown before “more”"),
    "title_max": _("Length of a title"),
    "hashtags_max": _("Hashtags in a post"),
    "parts_max": _("Messages in a thread"),
    "alt_max": _("Length of an alternative text"),
    "answer_max": _("Length of an answer in public"),
    "answer_bytes_max": _("Bytes of an answer in public"),
    "message_max": _("Length of a private message"),
    "message_window_hours": _("Hours in which a message can be answered"),
    "pictures_max": _("Pictures in a post"),
    "picture_types": _("Kinds of pictures"),
    "picture_bytes_max": _("Size of a picture"),
    "picture_pixels_max": _("Pixels of a picture"),
    "picture_ratio_min": _("Narrowest ratio of a picture"),
    "picture_ratio_max": _("Widest ratio of a picture"),
    "videos_max": _("Videos in a post"),
    "video_types": _("Kinds of videos"),
    "video_codecs": _("Codecs of videos"),
    "video_bytes_max": _("Size of a video"),
    "video_seconds_max": _("Seconds of a video"),
    "mixed_media": _("Pictures and videos together"),
}
UNITS: Final[Mapping[str, Words]] = {
    "graphemes": _("characters as a reader sees them"),
    "code_points": _("code points"),
    "utf16": _("UTF-16 units"),
    "bytes": _("bytes"),
}
SURE: Final[Mapping[Sureness, Words]] = {
    "official": _("official"),
    "secondary": _("read elsewhere"),
    "code": _("read in the source code"),
    "unofficial": _("not official"),
}


# What every connector may say because its sign-in comes from the kit, which speaks no German itself.
SAID_BY_THE_KIT: Final = (
    gettext_noop("The sign-in was not allowed on the network"),
    gettext_noop("This answer does not belong to this sign-in; begin again"),
    gettext_noop("The network does not know this app; check its id and its secret"),
    gettext_noop("The network gave no token"),
    gettext_noop("The sign-in has ended"),
    gettext_noop("There is no feed at this address"),
    gettext_noop("The address leads to one that is not encrypted"),
    gettext_noop("The feed is larger than 5 MB"),
    gettext_noop("The feed has ended: its server says that it will not come back"),
    gettext_noop("The address leads on and on; there is no feed at its end"),
)


class LimitRow:
    """One limit of a channel with where it comes from; `source` is "" where its own server told it."""

    def __init__(self, name: str, value: object, source: str, read_on: date | None, sure: Words) -> None:
        self.label = LIMITS[name]
        self.value = shown(name, value)
        self.source, self.read_on, self.sure = source, read_on, sure


def limit_rows(known: Manifest, facts: Mapping[str, object]) -> list[LimitRow]:
    """Return what holds for one channel: what its server told first, the network's own numbers else."""
    limits, sources = known.limits_for(facts), {fact.name: fact for fact in known.facts}
    rows = []
    for name in Limits.__slots__:
        value, fact = getattr(limits, name), sources.get(name)
        if value in (None, (), 0, "") or (value is False and fact is None):
            continue
        if fact is None or value != getattr(known.limits, name):
            rows.append(LimitRow(name, value, "", None, ""))
        else:
            rows.append(LimitRow(name, value, fact.source, fact.read_on, SURE[fact.sure]))
    return rows


def shown(name: str, value: object) -> str:
    """Say the value of a limit."""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, tuple | list):
        return ", ".join(str(entry).partition("/")[2] or str(entry) for entry in value)
    if name.endswith("_bytes_max") and name != "text_bytes_max" and isinstance(value, int):
        return filesizeformat(value)
    if name == "text_unit":
        return str(UNITS.get(str(value), value))
    return number_format(value, force_grouping=True) if isinstance(value, int | float) else str(value)


class HealthWords:
    """A channel's health as the screens say it: state of the kit, what is the matter, what to do."""

    STATES: Final = {"ok": "ok", "attention": "attention", "broken": "broken", "disconnected": "disconnected"}

    def __init__(self, health: Health) -> None:
        self.health = health
        self.state = self.STATES[health.level]

    @property
    def matter(self) -> str:
        """Say what is the matter."""
        return {
            Problem.NONE: gettext("In order"),
            Problem.DISCONNECTED: gettext("Taken off; nothing goes out here any more."),
            Problem.SIGN_IN: gettext("The network no longer accepts the connection. Posts wait."),
            Problem.UNREACHABLE: gettext("The last check did not get through."),
            Problem.RIGHTS: gettext("Rights are missing."),
            Problem.ENDS: gettext("Days until the connection ends: %(days)s") % {"days": self.health.days},
            Problem.STALE: gettext("Nobody has checked for two days. Is the worker running?"),
        }[self.health.problem]

    @property
    def needs_sign_in(self) -> bool:
        """Whether signing in again is what helps."""
        return self.health.problem in (Problem.SIGN_IN, Problem.RIGHTS, Problem.ENDS, Problem.DISCONNECTED)

    @property
    def needs_check(self) -> bool:
        """Whether looking again is what helps."""
        return self.health.problem in (Problem.UNREACHABLE, Problem.STALE)
