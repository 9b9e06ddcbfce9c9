"""Forms of incidents. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_incident import IncidentFields
from leitstand.compliance.playbooks import playbooks
from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace


def _moment() -> forms.DateTimeInput:
    return forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})


class IncidentForm(forms.Form):
    """What is known of an incident."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What happened"), max_length=160)
    url = forms.CharField(
        label=_("Where"), max_length=500, required=False, help_text=_("The address of the profile or post.")
    )
    known_at = forms.DateTimeField(
        label=_("Known since"), widget=_moment(), help_text=_("From this moment the deadlines run.")
    )
    deadline = forms.DateTimeField(
        label=_("Deadline they set"), required=False, widget=_moment(), help_text=_("Such as in a warning letter.")
    )
    sender = forms.CharField(label=_("Who demands it, or is behind it"), max_length=200, required=False)
    counsel = forms.CharField(label=_("Counsel"), max_length=200, required=False)
    lead = forms.ModelChoiceField(label=_("Who leads it"), queryset=Person.objects.none(), required=False)
    note = forms.CharField(
        label=_("What is known"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def for_workspace(self, workspace: Workspace) -> "IncidentForm":
        """Offer kinds and people in the reader's language."""
        language = get_language() or "de"
        kinds = [(one.id, one.name.said(language)) for one in playbooks().values()]
        cast("forms.ChoiceField", self.fields["kind"]).choices = kinds
        members = [one.pk for one in people_with(workspace, Permission.ANSWER)]
        lead = cast("forms.ModelChoiceField[Person]", self.fields["lead"])
        lead.queryset = Person.objects.filter(pk__in=members).order_by("name", "pk")
        lead.empty_label = str(_("Nobody"))
        return self

    def told(self) -> IncidentFields:
        """Return what was filled in."""
        return cast("IncidentFields", {name: self.cleaned_data[name] for name in IncidentFields.__annotations__})


class EvidenceForm(forms.Form):
    """A piece of evidence."""

    name = forms.CharField(label=_("What it shows"), max_length=200)
    url = forms.CharField(label=_("Address"), max_length=500, required=False)
    seen_at = forms.DateTimeField(label=_("Seen on"), widget=_moment())
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("A screenshot or PDF; it is kept unchanged under its hash (SHA-256)."),
    )


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.CharField(
        label=_("How it ended"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
