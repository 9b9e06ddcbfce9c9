"""Forms for what some posts have beside their text. They only gather; the actions decide."""

from collections.abc import Iterable
from typing import cast

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from leitstand.planning.actions.plan_video import VideoFields
from leitstand.planning.actions.translate_item import VersionFields
from leitstand.planning.core.languages import LANGUAGES
from leitstand.planning.core.video import DEVICES, LENGTHS, QUALITIES, Remark
from leitstand.planning.models import Poll, VideoPlan
from leitstand.planning.models.shapes import DEVICE_WORDS, LENGTH_WORDS, QUALITY_WORDS
from leitstand.planning.queries.around import ChannelMark

REMARKS: dict[str, "str | Promise"] = {
    "short_on_tv": _(
        "On the television people watch long videos: 60 percent of the time goes to more than 21 minutes."
    ),
    "phone_on_tv": _("On the large screen a mobile phone's picture and sound stand out."),
    "long_on_phone": _("On the phone few stay longer than 21 minutes. Plan short pieces beside it."),
    "other_length": _("The video has another length than was planned."),
    "too_small_for_tv": _("The video is too small for the television: at least 1,080 lines."),
    "lying_on_phone": _("The video lies on its side; on the phone an upright one fills the screen."),
    "upright_on_tv": _("The video stands upright; on the television most of the screen stays black."),
}


def words_of(remarks: Iterable[Remark]) -> list[str]:
    """Return remarks as sentences."""
    return [str(REMARKS[remark.code]) for remark in remarks]


class VideoForm(forms.Form):
    """The plan of a video."""

    device = forms.ChoiceField(
        label=_("Where will it be watched?"),
        choices=[(name, DEVICE_WORDS[name]) for name in DEVICES],
        widget=forms.RadioSelect(),
    )
    length = forms.ChoiceField(
        label=_("How long?"), choices=[(name, LENGTH_WORDS[name]) for name in LENGTHS], widget=forms.RadioSelect()
    )
    quality = forms.ChoiceField(
        label=_("How good does it have to be?"),
        choices=[(name, QUALITY_WORDS[name]) for name in QUALITIES],
        widget=forms.RadioSelect(),
    )
    together = forms.BooleanField(
        label=_("Several people watch it together"),
        required=False,
        help_text=_("Then it should work without sound turned up and without knowing what went before."),
    )

    @staticmethod
    def first(plan: VideoPlan | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        if plan is None:
            return {"device": "phone", "length": "short", "quality": "phone"}
        return {
            "device": plan.device,
            "length": plan.length,
            "quality": plan.quality,
            "together": plan.together,
        }

    def told(self) -> VideoFields:
        """Return what was chosen."""
        clean = self.cleaned_data
        return {
            "device": clean["device"],
            "length": clean["length"],
            "quality": clean["quality"],
            "together": clean["together"],
        }


class VersionForm(forms.Form):
    """A version in another language."""

    language = forms.ChoiceField(label=_("Language"), choices=list(LANGUAGES.items()), initial="en")
    region = forms.CharField(
        label=_("Country or region"), required=False, max_length=60, help_text=_("Where it differs from the language.")
    )
    channel = forms.TypedChoiceField(label=_("Channel"), required=False, coerce=int, empty_value=None)

    def offer(self, channels: Iterable[ChannelMark]) -> "VersionForm":
        """Offer the channels: each language or region has its own handle."""
        choices = [("", _("Open")), *((str(mark.id), mark.name) for mark in channels if mark.state != "disconnected")]
        cast("forms.ChoiceField", self.fields["channel"]).choices = choices
        return self

    def told(self) -> VersionFields:
        """Return what was chosen."""
        clean = self.cleaned_data
        return {"language": clean["language"], "region": clean["region"], "channel_id": clean["channel"]}


class PollForm(forms.Form):
    """The answers of a poll."""

    answers = forms.CharField(
        label=_("Answers"),
        help_text=_("Two to four, one a line. With up to 25 characters each they fit everywhere."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    days = forms.IntegerField(label=_("Days it is open"), initial=7)

    @staticmethod
    def first(poll: Poll | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        return {"answers": "\n".join(poll.answers), "days": poll.days} if poll else {"days": 7}


class VotesForm(forms.Form):
    """How people chose."""

    def ask(self, poll: Poll) -> "VotesForm":
        """Ask for each answer's votes."""
        counted = poll.votes if len(poll.votes) == len(poll.answers) else [None] * len(poll.answers)
        for place, (answer, votes) in enumerate(zip(poll.answers, counted, strict=True)):
            self.fields[f"votes_{place}"] = forms.IntegerField(label=answer, initial=votes, required=False)
        return self

    @property
    def votes(self) -> list[int | None]:
        """What was typed, in the order of the answers."""
        return [self.cleaned_data.get(name) for name in self.fields]
