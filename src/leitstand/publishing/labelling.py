"""The advertising label of a post: how far its questions are answered, and where the word is seen on each channel."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.compliance.core.facts import UnknownFact
from leitstand.compliance.core.labelling import Walk
from leitstand.compliance.core.reading import label_in, plain_letters
from leitstand.compliance.labelling import COMPANY_SPEAKS, places, tree, walked
from leitstand.compliance.reading import fold_of
from leitstand.kernel.post import PostPlan
from leitstand.publishing.lawful import Judged, Told, accounts_in, format_of, text_of

# Rules that the word at its place mends.
MENDED_BY_LABEL: Final = frozenset(
    {"AD-01", "AD-02", "AD-03", "AD-04", "AD-07", "AD-08", "AD-09", "AD-10", "AD-11", "AD-16"}
)
_SEEN_IN_PICTURE: Final = {"label.slides": ("all",), "label.on_screen": ("throughout", "part")}
TONES: Final = {"label": "red", "counsel": "amber", "tie": "amber", "none": "green"}


def known_before(told: Told) -> dict[str, object]:
    """Return what is known before anybody answers: the company speaks, and what was told of the channels' accounts.

    Where the accounts differ, the one that does not show the company decides.
    """
    known = dict(COMPANY_SPEAKS)
    shows = [one["account.shows_firm"] for one in accounts_in(told) if "account.shows_firm" in one]
    if shows:
        known["account.shows_firm"] = all(shows)
    return known


def walk_of(subject: str, told: Told, *, on: date) -> Walk:
    """Walk the tree with what was told of a post and its channels; the company speaks unless somebody said otherwise."""
    asked = {one.fact for one in tree().questions}
    facts = {**known_before(told), **{name: value for name, value in told.get(subject, {}).items() if name in asked}}
    try:
        return walked(facts, on=on)
    except UnknownFact:
        # The vocabulary has changed since: what it no longer knows is asked anew.
        return walked(dict(COMPANY_SPEAKS), on=on)


@dataclass(frozen=True, slots=True)
class LabelState:
    """How far the questions on the label are answered for a post."""

    subject: str
    told: Mapping[str, object]
    walk: Walk

    @property
    def is_needed(self) -> bool:
        """Whether the answers call for the label."""
        return self.walk.result is not None and self.walk.result.answer in ("label", "counsel")

    @property
    def tone(self) -> str:
        """Its colour."""
        return TONES[self.walk.result.answer] if self.walk.result else "grey"

    @property
    def says(self) -> str:
        """What came out, "" while questions are open."""
        return self.walk.result.says.said(get_language() or "de") if self.walk.result else ""


def state_of(subject: str, told: Told, *, on: date) -> LabelState:
    """Return how far the questions are answered, from what was told of a post and its channels."""
    return LabelState(subject, told.get(subject, {}), walk_of(subject, told, on=on))


@dataclass(frozen=True, slots=True)
class LabelSeen:
    """Where the label is seen in one channel's post: in the text, in the picture; with what is to be done about it."""

    position: str
    in_picture: bool
    """Whether the word must stand in picture or film itself."""
    is_told: bool
    """Whether somebody said that it can be read there."""
    lines: Sequence[tuple[str, str]]
    """Sentences with their colour."""


def label_seen(plan: PostPlan, network: str, law: Sequence[Judged], state: LabelState) -> LabelSeen | None:
    """Return where the label is seen; None where there is none and nothing calls for one."""
    as_format = format_of(plan)
    fold = fold_of(network)
    position, word = label_in(plain_letters(text_of(plan)), fold=fold)
    is_missed = any(one.id in MENDED_BY_LABEL and not one.asks and one.level != "remind" for one in law)
    if position == "none" and not state.is_needed and not is_missed:
        return None
    place = places().place(as_format)
    told = any(state.told.get(name) in values for name, values in _SEEN_IN_PICTURE.items())
    lines = [] if as_format == "story" else [_in_text(position, word, fold)]
    if place.in_picture:
        where = place.where.said(get_language() or "de")
        lines.append((_("By your answers the word can be read in the picture."), "green") if told else (where, "amber"))
    return LabelSeen(position, place.in_picture and bool(plan.media), told, lines)


def _in_text(position: str, word: str, fold: int | None) -> tuple[str, str]:
    named = {"word": word.capitalize(), "fold": fold or 0}
    match position:
        case "start":
            return _("The label “%(word)s” stands at the beginning.") % named, "green"
        case "folded":
            return (
                _("The label “%(word)s” stands behind “more”: this network cuts after about %(fold)d characters.")
                % named,
                "red",
            )
        case "later":
            return _("The label “%(word)s” does not stand at the beginning.") % named, "red"
        case "hashtag":
            return _("The label stands among the hashtags; it belongs at the beginning.") % named, "red"
        case _:
            return _("The label is missing; it belongs at the beginning of the text."), "red"
