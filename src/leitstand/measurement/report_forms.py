"""Forms of reports. They only gather; what is right or wrong is decided by the actions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Permission
from leitstand.house.members import people_with
from leitstand.house.models import Person, Workspace
from leitstand.measurement.core.periods import lasts
from leitstand.measurement.models.reports import RHYTHMS
from leitstand.measurement.report_scopes import EVERYTHING, scopes
from leitstand.measurement.report_words import period_name

_DAY = {"type": "date"}


class ReportForm(forms.Form):
    """What a report is about, and which quarter or month."""

    scope = forms.ChoiceField(label=_("About"), initial=EVERYTHING)
    period = forms.ChoiceField(
        label=_("Period"), help_text=_("Held against the one before it and against the same one a year before.")
    )
    name = forms.CharField(
        label=_("Title"), max_length=120, required=False, help_text=_("Left empty, it names itself.")
    )

    def on(self, today: date) -> "ReportForm":
        """Offer the periods that are over: eight quarters, twelve months."""
        groups = [(_("Quarters"), lasts(today, "quarter", count=8)), (_("Months"), lasts(today, "month", count=12))]
        _choices(self, "period", [(name, [(one.key, period_name(one)) for one in ones]) for name, ones in groups])
        _choices(self, "scope", scopes())
        return self


class PlanForm(forms.Form):
    """A report that makes itself, and who gets it."""

    name = forms.CharField(label=_("Title"), max_length=120, help_text=_("The period is added by itself."))
    scope = forms.ChoiceField(label=_("About"), initial=EVERYTHING)
    rhythm = forms.ChoiceField(label=_("How often"), choices=RHYTHMS)
    recipients = forms.ModelMultipleChoiceField(
        Person.objects.none(), label=_("Who gets it by mail"), widget=forms.CheckboxSelectMultiple
    )

    def for_workspace(self, workspace: Workspace) -> "PlanForm":
        """Offer the members of this workspace."""
        _choices(self, "scope", scopes())
        self.fields["recipients"].queryset = _members(workspace)  # type: ignore[attr-defined]
        return self


class ConclusionForm(forms.Form):
    """What people conclude."""

    conclusion = forms.CharField(
        label=_("Conclusion"), max_length=10_000, required=False, widget=forms.Textarea(attrs={"rows": 8}),
        help_text=_("What do the figures mean, and why did they come about?"),
    )  # fmt: skip


class DecisionForm(forms.Form):
    """One decision."""

    text = forms.CharField(label=_("What was decided"), max_length=500, required=False)
    who = forms.ModelChoiceField(Person.objects.none(), label=_("Who does it"), required=False)
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def __init__(self, *args: Any, people: "Offered", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["who"].queryset = people.rows  # type: ignore[attr-defined]
        self.fields["who"].choices = people.choices  # type: ignore[attr-defined]


class LinkForm(forms.Form):
    """A link for people outside."""

    until = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    note = forms.CharField(label=_("For whom"), max_length=120, required=False)


@dataclass(frozen=True, slots=True)
class Offered:
    """The members who see figures, read once for all lines of a form."""

    rows: QuerySet[Person]
    choices: list[tuple[object, str]]


def offered(workspace: Workspace) -> Offered:
    """Read who can be chosen."""
    rows = _members(workspace)
    return Offered(rows, [("", "–"), *((one.pk, str(one)) for one in rows)])


def _members(workspace: Workspace) -> QuerySet[Person]:
    ids = [one.pk for one in people_with(workspace, Permission.SEE_FIGURES)]
    return Person.objects.filter(pk__in=ids).order_by("name", "pk")


def _choices(form: forms.Form, name: str, choices: object) -> None:
    form.fields[name].choices = choices  # type: ignore[attr-defined]
