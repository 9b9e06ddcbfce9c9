"""Forms of contacts. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.contacts.relationships import relationship_choices
from leitstand.contacts.words import role_choices


class ContactForm(forms.Form):
    """What is kept of somebody."""

    name = forms.CharField(label=_("Name"), max_length=120)
    organisation = forms.CharField(label=_("Company"), max_length=120, required=False)
    email = forms.EmailField(
        label=_("E-mail"), required=False, help_text=_("To recognise them; it is no consent to write to them.")
    )
    note = forms.CharField(
        label=_("Note"),
        max_length=500,
        required=False,
        help_text=_("Only what the person may read one day: they have a right to."),
    )


class RoleForm(forms.Form):
    """Another part, and why."""

    role = forms.ChoiceField(label=_("Part"), required=False)
    reason = forms.CharField(
        label=_("What shows it"), max_length=300, required=False, help_text=_("Such as: rated us on 2 November.")
    )

    def offer(self) -> "RoleForm":
        """Offer the parts in the reader's language."""
        cast("forms.ChoiceField", self.fields["role"]).choices = role_choices()
        return self


class RelationshipForm(forms.Form):
    """What somebody is to the company."""

    relationship = forms.ChoiceField(label=_("Relationship"), required=False)

    def offer(self) -> "RelationshipForm":
        """Offer the relationships in the reader's language."""
        cast("forms.ChoiceField", self.fields["relationship"]).choices = relationship_choices()
        return self


class SpanForm(forms.Form):
    """From which day to which."""

    von = forms.DateField(label=_("From"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    bis = forms.DateField(label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))

    def clean(self) -> dict[str, object]:
        """Refuse a span that ends before it begins."""
        told = self.cleaned_data
        if told.get("von") and told.get("bis") and told["bis"] < told["von"]:
            self.add_error("bis", _("The end lies before the start."))
        return told
