"""Forms of advertising motifs. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import cast
from zoneinfo import ZoneInfo

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from leitstand.planning.actions.keep_motif import MotifFields
from leitstand.planning.actions.use_motif import UseFields
from leitstand.planning.core.local_time import Resolved, resolve
from leitstand.planning.forms import USUAL_TIME, DayInput, TimeInput
from leitstand.planning.models import MOTIF_ORIGINS, CampaignLink, CampaignMotif
from leitstand.planning.queries.around import ChannelMark
from leitstand.planning.queries.motifs import StageCalls

CALLS = "motif-calls"


def _address() -> forms.TextInput:
    return forms.TextInput(attrs={"inputmode": "url"})


class MotifForm(forms.Form):
    """A motif."""

    name = forms.CharField(label=_("Name of the motif"), max_length=120)
    origin = forms.ChoiceField(label=_("Where it comes from"), choices=MOTIF_ORIGINS)
    headline = forms.CharField(label=_("Headline"), max_length=200, required=False)
    text = forms.CharField(
        label=_("Text"),
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "class": "input-text"}),
        help_text=_("Say it as a post would: people who scroll read less than people with a paper in their hands."),
    )
    journey_stage_id = forms.TypedChoiceField(
        label=_("Stage of the customer journey"), required=False, coerce=int, empty_value=None
    )
    call_to_action = forms.CharField(
        label=_("Call to action"),
        max_length=120,
        required=False,
        widget=forms.TextInput(attrs={"list": CALLS, "autocomplete": "off"}),
        help_text=_("What people shall do next; what suits which stage stands below."),
    )
    page_id = forms.TypedChoiceField(
        label=_("Landing page of the campaign"), required=False, coerce=int, empty_value=None
    )
    url = forms.CharField(
        label=_("Or the address of another landing page"), max_length=500, required=False, widget=_address()
    )
    evaluated_in = forms.CharField(
        label=_("Evaluated in"),
        max_length=120,
        required=False,
        help_text=_("For what is made in a network's ad manager: the tool that tells its figures."),
    )
    evaluated_url = forms.CharField(label=_("Address of the tool"), max_length=500, required=False, widget=_address())

    def offer(self, stages: Iterable[StageCalls], pages: Iterable[CampaignLink]) -> "MotifForm":
        """Offer the stages of the journey and the pages of the campaign."""
        none = ("", _("None"))
        for name, choices in (
            ("journey_stage_id", [(str(one.stage_id), one.name) for one in stages]),
            ("page_id", [(str(one.pk), f"{one.label} ({one.url})") for one in pages]),
        ):
            cast("forms.ChoiceField", self.fields[name]).choices = [none, *choices]
        return self

    @staticmethod
    def first(motif: CampaignMotif) -> dict[str, object]:
        """Return what stands in the form at first."""
        kept = {name: getattr(motif, name) for name in MotifFields.__annotations__}
        return {name: "" if value is None else value for name, value in kept.items()}

    def told(self) -> MotifFields:
        """Return what was filled in."""
        return cast("MotifFields", {name: self.cleaned_data[name] for name in MotifFields.__annotations__})


class UseForm(forms.Form):
    """Where and when a post is made of a motif."""

    channels = forms.MultipleChoiceField(label=_("Channels"), required=False, widget=forms.CheckboxSelectMultiple())
    day = forms.DateField(label=_("Day"), required=False, widget=DayInput())
    time = forms.TimeField(label=_("Time"), required=False, widget=TimeInput())

    def __init__(self, data: QueryDict | None, delivery: str, channels: Mapping[int, ChannelMark]) -> None:
        super().__init__(data, auto_id=f"{delivery}-%s")
        self.delivery = delivery
        choices = [(str(mark.id), mark.name) for mark in channels.values() if mark.state != "disconnected"]
        cast("forms.ChoiceField", self.fields["channels"]).choices = choices

    def told(self, zone: ZoneInfo) -> tuple[UseFields, Resolved | None]:
        """Return what was filled in, and how the local time was made sure."""
        clean = self.cleaned_data
        resolved = resolve(datetime.combine(clean["day"], clean["time"] or USUAL_TIME), zone) if clean["day"] else None
        fields: UseFields = {
            "delivery": self.delivery,
            "channel_ids": [int(one) for one in clean["channels"]],
            "planned_at": resolved.moment if resolved else None,
        }
        return fields, resolved
