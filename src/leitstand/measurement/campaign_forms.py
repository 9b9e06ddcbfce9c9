"""Forms of a campaign's live view. They only gather; what is right or wrong is decided by the actions."""

from datetime import date
from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.planning.actions.count_voices import VoiceFields
from leitstand.planning.models import DECISIONS


class VoicesForm(forms.Form):
    """The voices of one day."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    positive = forms.IntegerField(label=_("Friendly"), min_value=0, max_value=1_000_000)
    neutral = forms.IntegerField(label=_("Neutral"), min_value=0, max_value=1_000_000)
    negative = forms.IntegerField(label=_("Unkind"), min_value=0, max_value=1_000_000)
    rival_mentions = forms.IntegerField(
        label=_("Mentions of competitors elsewhere"),
        min_value=0,
        max_value=1_000_000,
        help_text=_("What is said below your own posts is counted by itself."),
    )
    note = forms.CharField(label=_("What it was about"), max_length=500, required=False)

    @staticmethod
    def first(today: date) -> dict[str, object]:
        """Return what stands in the form at first."""
        return {"day": today, "positive": 0, "neutral": 0, "negative": 0, "rival_mentions": 0}

    def told(self) -> VoiceFields:
        """Return what was filled in."""
        return cast("VoiceFields", {name: self.cleaned_data[name] for name in VoiceFields.__annotations__})


class DecisionForm(forms.Form):
    """Whether the campaign goes on."""

    decision = forms.ChoiceField(label=_("Decision"), choices=DECISIONS, widget=forms.RadioSelect())
    reason = forms.CharField(label=_("Reason"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
