"""The form of an idea that comes out of what somebody outside said; the rooms that hear people show it."""

from django import forms
from django.utils.translation import gettext_lazy as _


class IdeaForm(forms.Form):
    """An idea for a post; it only gathers."""

    title = forms.CharField(label=_("What the idea is"), max_length=200)
    text = forms.CharField(
        label=_("What is to be said"),
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In your own words, without names of people outside."),
    )
