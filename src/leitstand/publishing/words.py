"""What findings and mends are called on the screen."""

from typing import Final

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from leitstand.publishing.core.fit import Finding, Level, Mend

SIZES: Final = frozenset({"size", "limit"})

MENDS: Final[dict[Mend, Promise]] = {
    Mend.SHORTEN: gettext_lazy("Cut at a word"),
    Mend.SPLIT: gettext_lazy("Go on in a thread"),
    Mend.SHORTEN_TITLE: gettext_lazy("Cut the title"),
    Mend.SHORTEN_COMMENT: gettext_lazy("Cut the comment"),
    Mend.WRITE_ALT: gettext_lazy("Describe it"),
    Mend.SHORTEN_ALT: gettext_lazy("Cut the description"),
    Mend.WRITE_TITLE: gettext_lazy("Write a title"),
    Mend.WRITE_TEXT: gettext_lazy("Write"),
    Mend.ANSWER: gettext_lazy("Fill in"),
    Mend.FIT_MEDIA: gettext_lazy("Make a version that fits"),
    Mend.DROP_MEDIA: gettext_lazy("Leave it out here"),
    Mend.FEWER_HASHTAGS: gettext_lazy("Leave out the last ones"),
    Mend.FETCH_CARD: gettext_lazy("Look at the linked page"),
    Mend.FIND_MENTION: gettext_lazy("Look"),
    Mend.WRITE_OUT_LINK: gettext_lazy("Write it out"),
}
# These lead to a field; a person has to write there.
GO_THERE: Final = frozenset({Mend.WRITE_ALT, Mend.WRITE_TITLE, Mend.WRITE_TEXT, Mend.ANSWER})

LEVELS: Final[dict[Level, tuple[str, str]]] = {
    "block": ("red", "x-circle"),
    "warn": ("amber", "exclamation-triangle"),
    "hint": ("blue", "light-bulb"),
}


def sentence(finding: Finding) -> str:
    """Say a finding in the person's language, numbers and sizes as they are written there."""
    is_size = finding.id in ("picture_too_big", "video_too_big")
    told = {
        name: size(int(value)) if is_size and name in SIZES else _number(value)
        for name, value in finding.params.items()
    }
    return _(finding.message) % told


def size(count: int) -> str:
    """Write a size as people say it; decimal, as networks state theirs."""
    if count >= 1_000_000_000:
        return _("%(number)s GB") % {"number": number_format(count / 1_000_000_000, 1)}
    if count >= 100_000:
        return _("%(number)s MB") % {"number": number_format(count / 1_000_000, 1)}
    return _("%(number)s KB") % {"number": number_format(max(1, round(count / 1000)))}


def duration(seconds: float) -> str:
    """Write how long a video lasts."""
    whole = round(seconds)
    if whole < 60:
        return ngettext("%(count)s second", "%(count)s seconds", whole) % {"count": whole}
    return _("%(minutes)s:%(seconds)02d min") % {"minutes": whole // 60, "seconds": whole % 60}


def _number(value: str | float) -> str:
    if isinstance(value, str):
        return _(value) if value else value
    return number_format(value)
