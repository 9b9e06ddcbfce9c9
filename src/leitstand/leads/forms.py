"""Forms of opportunities. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from leitstand.channels.models import Channel
from leitstand.contacts.forms import SpanForm
from leitstand.contacts.models import Contact
from leitstand.house.core.roles import Permission
from leitstand.house.forms import AmountField
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace
from leitstand.leads.actions.keep_opportunity import OpportunityFields
from leitstand.leads.models import DISCOVERIES, OUTCOMES, STEP_KINDS
from leitstand.planning.models import Campaign

__all__ = ["CloseForm", "OpportunityForm", "SpanForm", "StepForm"]


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class ContactField(forms.ModelChoiceField):  # type: ignore[type-arg]  # Django cannot subscript it at run time
    """A contact by name and company."""

    def label_from_instance(self, obj: Contact) -> str:
        """Name one of the choices."""
        return f"{obj.name} ({obj.organisation})" if obj.organisation else obj.name


class OpportunityForm(forms.Form):
    """An opportunity."""

    title = forms.CharField(label=_("What it is about"), max_length=160)
    organisation = forms.CharField(label=_("Company"), max_length=120, required=False)
    contact = ContactField(label=_("Contact"), queryset=Contact.objects.none(), required=False)
    value = AmountField(
        label=_("Value in euro"),
        max_digits=12,
        decimal_places=2,
        required=False,
        help_text=_("Empty means: nobody knows it yet."),
    )
    campaign = forms.ModelChoiceField(label=_("Campaign"), queryset=Campaign.objects.none(), required=False)
    owner = forms.ModelChoiceField(label=_("Who leads it"), queryset=Person.objects.none(), required=False)
    discovered = forms.ChoiceField(
        label=_("Where did they discover us?"), choices=[("", _("Not asked")), *DISCOVERIES], required=False
    )

    def for_workspace(self, workspace: Workspace) -> "OpportunityForm":
        """Offer contacts, campaigns and members of a workspace."""
        members = [one.pk for one in people_with(workspace, Permission.ANSWER)]
        offered = {
            "contact": Contact.objects.filter(workspace=workspace),
            "campaign": Campaign.objects.filter(workspace=workspace),
            "owner": Person.objects.filter(pk__in=members).order_by("name", "pk"),
        }
        for name, rows in offered.items():
            field = cast("forms.ModelChoiceField[Contact | Campaign | Person]", self.fields[name])
            field.queryset = rows  # type: ignore[assignment]  # each field its own model
            field.empty_label = str(_("Not chosen"))
        return self

    def told(self) -> OpportunityFields:
        """Return what was filled in."""
        return cast("OpportunityFields", {name: self.cleaned_data[name] for name in OpportunityFields.__annotations__})


class StepForm(forms.Form):
    """A step towards the deal."""

    kind = forms.ChoiceField(label=_("What happened"), choices=STEP_KINDS)
    day = forms.DateField(label=_("When"), widget=_day())
    channel = forms.ModelChoiceField(
        label=_("On which channel"),
        queryset=Channel.objects.none(),
        required=False,
        empty_label=_("None, or off the networks"),
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)

    def offer(self, channels: QuerySet[Channel]) -> "StepForm":
        """Offer these channels."""
        field = cast("forms.ModelChoiceField[Channel]", self.fields["channel"])
        field.queryset = channels
        return self


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES, widget=forms.RadioSelect())
    day = forms.DateField(label=_("When"), widget=_day())
    value = AmountField(label=_("Value in euro"), max_digits=12, decimal_places=2, required=False)
    why = forms.CharField(label=_("Why"), max_length=300, required=False)
