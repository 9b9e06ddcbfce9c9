"""Forms of people's requests. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_request import RequestFields
from leitstand.compliance.models.requests import ARTICLES, IDENTITIES, OUTCOMES
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace


def _day() -> forms.DateInput:
    return forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})


class RequestForm(forms.Form):
    """What is known of a request."""

    article = forms.TypedChoiceField(label=_("What is asked"), choices=ARTICLES, coerce=int)
    came_in_on = forms.DateField(
        label=_("Came in on"), widget=_day(), help_text=_("From this day the month runs, whoever it reached first.")
    )
    name = forms.CharField(label=_("Name"), max_length=160, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=200, required=False)
    handles = forms.CharField(
        label=_("Handles"), max_length=400, required=False, help_text=_("On the networks, several with commas.")
    )
    wish = forms.CharField(
        label=_("What they write"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    identity = forms.ChoiceField(
        label=_("How it was checked who asks"),
        choices=IDENTITIES,
        required=False,
        help_text=_("Ask for no more than is needed; a copy of an identity card hardly ever is."),
    )
    identity_note = forms.CharField(label=_("Note on that"), max_length=300, required=False)
    lead = forms.ModelChoiceField(label=_("Who answers"), queryset=Person.objects.none(), required=False)

    def for_workspace(self, workspace: Workspace) -> "RequestForm":
        """Offer the people who may answer."""
        members = [one.pk for one in people_with(workspace, Permission.MANAGE_PEOPLE)]
        lead = cast("forms.ModelChoiceField[Person]", self.fields["lead"])
        lead.queryset = Person.objects.filter(pk__in=members).order_by("name", "pk")
        lead.empty_label = str(_("Nobody"))
        return self

    def told(self) -> RequestFields:
        """Return what was filled in."""
        return cast("RequestFields", {name: self.cleaned_data[name] for name in RequestFields.__annotations__})


class ExtendForm(forms.Form):
    """A longer deadline, and why."""

    until = forms.DateField(label=_("Answer by"), widget=_day())
    why = forms.CharField(
        label=_("Reason"),
        max_length=500,
        required=False,
        help_text=_("As you tell the person: complex, or many requests."),
    )


class AnswerForm(forms.Form):
    """How it was answered."""

    on = forms.DateField(label=_("Answered on"), widget=_day())
    outcome = forms.ChoiceField(label=_("Outcome"), choices=OUTCOMES)
    note = forms.CharField(
        label=_("What was refused or stays, and why"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
