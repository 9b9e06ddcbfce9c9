"""The form of a department's part."""

from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.forms import AmountField
from leitstand.house.models import Person, Workspace


class ResponsibilityForm(forms.Form):
    """Who is responsible in a department."""

    lead = forms.ModelChoiceField(label=_("Who leads"), queryset=Person.objects.none(), required=False)
    contributors = forms.CharField(
        label=_("Who contributes"), max_length=300, required=False, help_text=_("Roles or teams, not single people.")
    )
    purpose = forms.CharField(label=_("What for"), max_length=300, required=False)
    yearly_budget = AmountField(
        label=_("Budget a year in euro"),
        required=False,
        localize=True,
        max_digits=10,
        decimal_places=2,
        min_value=Decimal(0),
    )
    is_leading = forms.BooleanField(
        label=_("This department leads the whole"),
        required=False,
        help_text=_("Which one does depends on company and product; only one can."),
    )

    def for_workspace(self, workspace: Workspace) -> "ResponsibilityForm":
        """Offer the members of a workspace."""
        field = self.fields["lead"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        return self
