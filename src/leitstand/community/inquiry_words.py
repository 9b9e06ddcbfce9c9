"""The six kinds, the way to us, what is talked about: in the reader's language."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, pgettext_lazy
from django.utils.translation import gettext as _

from leitstand.community.core.inquiries import PHASES, Kind, book
from leitstand.community.models import Case

PHASE_NAMES: Mapping[str, Promise] = {
    "before": gettext_lazy("Before the purchase"),
    "purchase": gettext_lazy("Purchase"),
    "after": gettext_lazy("After the purchase"),
}
_WHY: Mapping[str, Promise] = {
    "question": gettext_lazy("It asks something, and no word says more."),
    "review": gettext_lazy("It is a review."),
    "kind": gettext_lazy("Told from the kind of inquiry."),
    "network": gettext_lazy("Told from what it is on the network."),
}
TONE_NAMES: Mapping[str, Promise] = {
    "positive": pgettext_lazy("tone", "Positive"),
    "neutral": pgettext_lazy("tone", "Neutral"),
    "negative": pgettext_lazy("tone", "Negative"),
    "": pgettext_lazy("tone", "Nobody has said"),
}
LANGUAGE_NAMES: Mapping[str, Promise] = {"de": gettext_lazy("German"), "en": gettext_lazy("English")}


def _here() -> str:
    return get_language() or "de"


def kind_name(inquiry: str) -> str:
    """Return what a kind is called; also for "", where nobody has placed it."""
    found = book().kinds.get(inquiry)
    return found.name.said(_here()) if found else _("Not placed yet")


def stage_name(stage: str) -> str:
    """Return what a step of the way is called."""
    found = book().stages.get(stage)
    return found.name.said(_here()) if found else _("Not placed yet")


def intent_name(intent: str) -> str:
    """Return what is talked about; "" where nobody has said."""
    found = book().intents.get(intent)
    return found.name.said(_here()) if found else ""


def kind_choices() -> list[tuple[str, str]]:
    """Return the six kinds to choose from."""
    return [(name, kind.name.said(_here())) for name, kind in book().kinds.items()]


def kinds_by_phase() -> list[tuple[Promise, list[tuple[Kind, str, str]]]]:
    """Return the kinds with name and meaning, in their three phases."""
    kinds = book().kinds.values()
    return [
        (
            PHASE_NAMES[phase],
            [(one, one.name.said(_here()), one.means.said(_here())) for one in kinds if one.phase == phase],
        )
        for phase in PHASES
    ]


def stage_choices() -> list[tuple[str, str]]:
    """Return the steps of the way to choose from."""
    return [(name, stage.name.said(_here())) for name, stage in book().stages.items()]


def intent_choices() -> list[tuple[str, str]]:
    """Return what can be talked about, nothing first."""
    return [("", _("Nothing of a sale")), *((name, one.name.said(_here())) for name, one in book().intents.items())]


def why_kind(case: Case) -> str:
    """Say why a case was taken for its kind; "" where a person has said it."""
    if case.inquiry_by_person:
        return ""
    if case.cues:
        return _("Told from the words: %(words)s") % {"words": ", ".join(case.cues)}
    return why(case.inquiry_why)


def why(reason: str) -> str:
    """Say what decided where no word did."""
    return str(_WHY.get(reason, ""))
