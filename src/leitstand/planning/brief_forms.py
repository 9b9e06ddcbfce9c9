"""The form of an agency's brief."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.channels.core.platforms import platforms
from leitstand.house.forms import AmountField
from leitstand.house.models import Person, Workspace
from leitstand.planning.actions.keep_brief import BriefFields
from leitstand.planning.forms import DayInput
from leitstand.planning.models import AgencyBrief, Campaign, Project
from leitstand.strategy.models import TargetGroup


class BriefForm(forms.Form):
    """A brief; what must be said before it goes out may stay open until then."""

    title = forms.CharField(label=gettext_lazy("What is to be made"), max_length=200)
    agency = forms.CharField(label=gettext_lazy("Agency"), max_length=120, required=False)
    project = forms.ModelChoiceField(
        label=gettext_lazy("For the project"), queryset=Project.objects.none(), required=False
    )
    campaign = forms.ModelChoiceField(
        label=gettext_lazy("For the campaign"), queryset=Campaign.objects.none(), required=False
    )
    aim = forms.CharField(
        label=gettext_lazy("Aim"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What shall be different afterwards, and how you will see it."),
    )
    target_group = forms.ModelChoiceField(
        label=gettext_lazy("Target group"), queryset=TargetGroup.objects.none(), required=False
    )
    content_plan = forms.CharField(
        label=gettext_lazy("Content plan"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Which contents appear when; no post for its own sake."),
    )
    owner = forms.TypedChoiceField(
        label=gettext_lazy("Responsible inside"), required=False, coerce=int, empty_value=None
    )
    channels = forms.MultipleChoiceField(
        label=gettext_lazy("Channels"), required=False, widget=forms.CheckboxSelectMultiple
    )
    formats = forms.CharField(
        label=gettext_lazy("Formats"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("For instance: one film of 60 seconds upright, three stills from it, subtitles apart."),
    )
    sizes = forms.CharField(
        label=gettext_lazy("Sizes"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy("Left open, they are filled in from what is known of the channels."),
    )
    rights = forms.CharField(
        label=gettext_lazy("Rights"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Use on all channels, in ads too; how long and where; music, people shown, raw files."),
    )
    due_on = forms.DateField(label=gettext_lazy("Due"), required=False, widget=DayInput())
    budget = AmountField(localize=True, label=gettext_lazy("Budget in euro"), required=False)
    note = forms.CharField(
        label=gettext_lazy("Also important"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, workspace: Workspace, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        choices = [("", _("Nobody")), *((str(one.pk), str(one)) for one in people)]
        cast("forms.ChoiceField", self.fields["owner"]).choices = choices
        cast("forms.ChoiceField", self.fields["channels"]).choices = [(one.id, one.name) for one in platforms()]
        for name, found in (
            ("project", Project.objects.filter(workspace=workspace)),
            ("campaign", Campaign.objects.filter(workspace=workspace)),
            ("target_group", TargetGroup.objects.filter(workspace=workspace)),
        ):
            self.fields[name].queryset = found  # type: ignore[attr-defined]

    @staticmethod
    def first(brief: AgencyBrief | None) -> dict[str, object]:
        """Return what stands in the form at first."""
        if brief is None:
            return {}
        names = (
            "title", "agency", "project", "campaign", "aim", "target_group", "content_plan", "channels",
            "formats", "sizes", "rights", "due_on", "budget", "note",
        )  # fmt: skip
        return {**{name: getattr(brief, name) for name in names}, "owner": brief.owner_id}

    def told(self) -> BriefFields:
        """Return what was filled in."""
        clean = self.cleaned_data
        return {
            "title": clean["title"],
            "agency": clean["agency"],
            "project": clean["project"],
            "campaign": clean["campaign"],
            "aim": clean["aim"],
            "target_group": clean["target_group"],
            "content_plan": clean["content_plan"],
            "owner_id": clean["owner"],
            "channels": clean["channels"],
            "formats": clean["formats"],
            "sizes": clean["sizes"],
            "rights": clean["rights"],
            "due_on": clean["due_on"],
            "budget": clean["budget"],
            "note": clean["note"],
        }
