"""Forms of tools and of the choice of a platform."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.forms import AmountField


class LinesField(forms.CharField):
    """Names, a line each; empty lines and repetitions are left out."""

    widget = forms.Textarea(attrs={"rows": 4})

    def prepare_value(self, value: object) -> object:
        """Show a list as lines."""
        return "\n".join(str(line) for line in value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        """Read the lines."""
        text = str(super().clean(value))
        return list(dict.fromkeys(line.strip() for line in text.splitlines() if line.strip()))


class ToolForm(forms.Form):
    """A tool's sheet. A function in use is marked by a star at its end, so that one list says both."""

    product = forms.CharField(label=_("Tool"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    purpose = forms.CharField(label=_("For what"), max_length=200, required=False)
    cost = AmountField(localize=True, label=_("Cost a month in euro"), required=False, help_text=_("0 for a free one."))
    users = forms.IntegerField(label=_("People with access"), min_value=0, max_value=9999, initial=1)
    able = forms.IntegerField(
        label=_("People able to run it"), min_value=0, max_value=9999, help_text=_("Who could set it up anew.")
    )
    functions = LinesField(
        label=_("Its functions"),
        required=False,
        help_text=_("A line each; end those in use with a star: “Planning *”."),
    )
    connections = LinesField(
        label=_("Connected with"), required=False, help_text=_("Other tools it exchanges data with, a line each.")
    )
    silos = LinesField(
        label=_("Data that is only there"),
        required=False,
        help_text=_("What nobody can get out or bring together with the rest, a line each."),
    )
    hours_saved = AmountField(localize=True, label=_("Hours it saves a month"), required=False)
    hours_needed = AmountField(
        localize=True,
        label=_("Hours a week to use it fully"),
        required=False,
        help_text=_(
            "A paid tool for leads, customers or watching competitors pays only with the time to work with it."
        ),
    )
    hours_available = AmountField(localize=True, label=_("Hours a week there are for it"), required=False)

    def told(self) -> tuple[list[str], list[str]]:
        """Return the functions, and those in use."""
        lines: list[str] = self.cleaned_data["functions"]
        names = [line.rstrip("* ").strip() for line in lines]
        used = [name for name, line in zip(names, lines, strict=True) if line.endswith("*")]
        return list(dict.fromkeys(name for name in names if name)), list(dict.fromkeys(used))

    def clean_cost(self) -> Decimal:
        """No cost is 0."""
        return self.cleaned_data["cost"] or Decimal(0)


class ToolDecisionForm(forms.Form):
    """What becomes of a tool."""

    outcome = forms.CharField(label=_("We decide"), max_length=200)
    reason = forms.CharField(
        label=_("Because"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    review_on = forms.DateField(
        label=_("Look at it again on"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
