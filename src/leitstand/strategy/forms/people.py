"""Forms of people: partners, stakeholders, pilots, patterns of staffing."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.forms import AmountField
from leitstand.house.models import Person, Workspace
from leitstand.strategy.core.staffing import Template, checks_for
from leitstand.strategy.models import TargetGroup
from leitstand.strategy.models.people import PARTNER_KINDS

YES_NO = [("", _("Not asked yet")), ("yes", _("Yes")), ("no", _("No"))]
FIVE = [(number, str(number)) for number in range(1, 6)]


class PartnerForm(forms.Form):
    """A supplier or a role with the checklist of its kind."""

    company = forms.CharField(
        label=_("Supplier or role"), max_length=120, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    service = forms.CharField(label=_("For what"), max_length=200, required=False)
    note = forms.CharField(label=_("Note"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Mapping[str, object] | None = None, *, kind: str, language: str, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.kind = kind
        for check in checks_for(kind):
            self.fields[f"check-{check.id}"] = forms.ChoiceField(
                label=check.words.said(language), choices=YES_NO, required=False
            )

    @property
    def checks(self) -> list[forms.BoundField]:
        """The questions."""
        return [self[f"check-{check.id}"] for check in checks_for(self.kind)]

    def answers(self) -> dict[str, bool]:
        """Return what was asked."""
        told = {check.id: self.cleaned_data.get(f"check-{check.id}") for check in checks_for(self.kind)}
        return {name: answer == "yes" for name, answer in told.items() if answer}


class PartnerKindForm(forms.Form):
    """Whether it is a supplier or a role."""

    kind = forms.ChoiceField(choices=PARTNER_KINDS)


class StakeholderForm(forms.Form):
    """A group with a stake."""

    group = forms.CharField(
        label=_("Group"), max_length=120, help_text=_("For instance customers, press, own staff, competitors.")
    )
    wants = forms.CharField(label=_("What matters to them"), max_length=300, required=False)
    influence = forms.TypedChoiceField(
        label=_("Influence on us"), choices=FIVE, coerce=int, initial=3, help_text=_("5 is the most.")
    )
    interest = forms.TypedChoiceField(label=_("Interest in us"), choices=FIVE, coerce=int, initial=3)
    target_group = forms.ModelChoiceField(
        label=_("Target group in the plan"),
        queryset=TargetGroup.objects.none(),
        required=False,
        help_text=_("Posts for this group count as speaking to them."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, workspace: Workspace, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.fields["target_group"].queryset = TargetGroup.objects.filter(workspace=workspace)  # type: ignore[attr-defined]


class PilotForm(forms.Form):
    """Somebody who gets hours to learn."""

    person = forms.ModelChoiceField(label=_("Pilot"), queryset=Person.objects.none())
    aim = forms.CharField(label=_("What is tried out"), max_length=300)
    freed_hours = AmountField(localize=True, label=_("Freed hours a week"))
    freed_from = forms.CharField(
        label=_("What is left to others for it"),
        max_length=200,
        help_text=_("Without this nobody has the hours. Agree on it with the pilot's superior."),
    )
    starts = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    ends = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, data: Mapping[str, object] | None = None, *, workspace: Workspace, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]


class NoteForm(forms.Form):
    """An entry of the learning log."""

    on = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    tried = forms.CharField(label=_("Tried"), max_length=300)
    learned = forms.CharField(label=_("Learned"), widget=forms.Textarea(attrs={"rows": 2}))
    hours = AmountField(localize=True, label=_("Hours"), required=False)

    def clean_hours(self) -> Decimal:
        """No hours are 0."""
        return self.cleaned_data["hours"] or Decimal(0)


class OutcomeOfPilotForm(forms.Form):
    """What came of a pilot."""

    outcome = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 2}))


class StaffingForm(forms.Form):
    """Who takes which post of a pattern."""

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        template: Template,
        workspace: Workspace,
        language: str,
        **more: object,
    ) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        choices = [("", _("Open post")), *((str(one.pk), str(one)) for one in people)]
        for slot in template.slots:
            self.fields[slot.id] = forms.TypedChoiceField(
                label=slot.name.said(language),
                help_text=slot.tasks.said(language),
                choices=choices,
                coerce=int,
                empty_value=None,
                required=False,
            )
