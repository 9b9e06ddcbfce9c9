"""Forms of internal talks. They only gather; what is right or wrong is decided by the actions."""

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Workspace
from leitstand.planning.models import TALK_MANNERS, KnowledgeHolder


class RoundForm(forms.Form):
    """A round of talks."""

    name = forms.CharField(label=_("Name"), max_length=120)
    manner = forms.ChoiceField(label=_("Manner"), choices=TALK_MANNERS)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    time = forms.TimeField(label=_("Time"), widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))
    slots = forms.IntegerField(label=_("Number of talks"), min_value=1, max_value=30, initial=4)
    minutes = forms.IntegerField(label=_("Minutes for each"), min_value=5, max_value=180, initial=20)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    patron = forms.CharField(
        label=_("Who opens it"),
        max_length=120,
        required=False,
        help_text=_("Somebody from the top: such a format lives by being lived there."),
    )


class ProposalForm(forms.Form):
    """A proposed talk."""

    title = forms.CharField(label=_("What is the talk about?"), max_length=200)
    about = forms.CharField(label=_("In a few words"), required=False, widget=forms.Textarea(attrs={"rows": 2}))
    speaker = forms.CharField(label=_("Who speaks"), max_length=120, required=False, help_text=_("Empty: yourself."))
    holder = forms.ModelChoiceField(
        label=_("Knowledge holder"), queryset=KnowledgeHolder.objects.none(), required=False, empty_label=_("Open")
    )

    def for_workspace(self, workspace: Workspace) -> "ProposalForm":
        """Offer the knowledge holders."""
        self.fields["holder"].queryset = KnowledgeHolder.objects.filter(workspace=workspace)  # type: ignore[attr-defined]
        return self


class InviteForm(forms.Form):
    """Whom to ask to speak about what."""

    holder = forms.ModelChoiceField(label=_("Expert"), queryset=KnowledgeHolder.objects.none())
    topic = forms.CharField(label=_("Topic"), max_length=200)

    def for_workspace(self, workspace: Workspace) -> "InviteForm":
        """Offer the knowledge holders."""
        self.fields["holder"].queryset = KnowledgeHolder.objects.filter(workspace=workspace)  # type: ignore[attr-defined]
        return self
