"""Forms of goals, their figures and first wins."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.channels.models import Channel
from leitstand.house.forms import AmountField
from leitstand.house.models import Person, Workspace
from leitstand.strategy.core.goal_files import catalogue
from leitstand.strategy.models import Goal
from leitstand.strategy.models.goal import AREAS, GOAL_DIRECTIONS, GOAL_ENDS, GOAL_LEVELS, GOAL_MODES, WIN_KINDS
from leitstand.strategy.queries.goals import choices_of


class Day(forms.DateInput):
    """The browser's own day picker."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _language() -> str:
    return get_language() or "de"


def _kinds() -> list[tuple[str, str]]:
    return [(kind.id, kind.words.said(_language())) for kind in catalogue().kinds]


def _metrics() -> list[tuple[str, "str | object"]]:
    known = [(metric.id, metric.words.said(_language())) for metric in catalogue().metrics]
    return [("", _("Open, or counted in a unit of its own")), *known]


class GoalForm(forms.Form):
    """A goal."""

    name = forms.CharField(
        label=_("What do you want to reach?"),
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Concrete: what, for whom, where."),
    )
    level = forms.ChoiceField(label=_("Level"), choices=GOAL_LEVELS, initial="social")
    direction = forms.ChoiceField(label=_("Where it comes from"), choices=GOAL_DIRECTIONS)
    kind = forms.ChoiceField(label=_("What it is about"), choices=_kinds)
    area = forms.ChoiceField(label=_("Department"), choices=AREAS, initial="marketing")
    parent = forms.ChoiceField(
        label=_("Serves which goal?"), required=False, help_text=_("A goal that serves none is hard to defend.")
    )
    metric = forms.ChoiceField(label=_("Measured by"), required=False, choices=_metrics)
    unit = forms.CharField(
        label=_("Or in a unit of its own"),
        max_length=40,
        required=False,
        help_text=_("Counted by hand, such as “talks at the stand”."),
    )
    channel = forms.ModelChoiceField(
        label=_("On the channel"), queryset=Channel.objects.none(), required=False, empty_label=_("All channels")
    )
    mode = forms.ChoiceField(
        label=_("Kind of goal"),
        choices=GOAL_MODES,
        widget=forms.RadioSelect,
        help_text=_("Where nobody knows yet what is normal: watch for a year, then set the figure (guide 4.5)."),
    )
    baseline = AmountField(label=_("Today’s figure"), required=False, max_digits=14, decimal_places=2, localize=True)
    target = AmountField(label=_("Figure to reach"), required=False, max_digits=14, decimal_places=2, localize=True)
    starts_on = forms.DateField(label=_("From"), widget=Day())
    due_on = forms.DateField(label=_("Until"), required=False, widget=Day())
    owner = forms.ModelChoiceField(label=_("Looked after by"), queryset=Person.objects.none(), required=False)
    note = forms.CharField(label=_("Note"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(
        self,
        data: Mapping[str, object] | None = None,
        *,
        workspace: Workspace,
        goal: Goal | None = None,
        **more: object,
    ) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.workspace = workspace
        channels = Channel.objects.filter(workspace=workspace).exclude(state="disconnected").order_by("name")
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        for name, offered in (("channel", channels), ("owner", people)):
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = offered
        own = str(goal.pk) if goal else ""
        parents = choices_of(workspace, besides=goal.parent_id if goal else None)
        field = self.fields["parent"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("None above it")), *(one for one in parents if one[0] != own)]

    def parent_told(self) -> Goal | None:
        """Return the goal that was chosen above this one."""
        told = self.cleaned_data["parent"]
        return Goal.objects.filter(workspace=self.workspace, pk=told).first() if told else None


class TargetForm(forms.Form):
    """The figure of a goal that watched first."""

    baseline = AmountField(label=_("Watched so far"), required=False, max_digits=14, decimal_places=2, localize=True)
    target = AmountField(label=_("Figure to reach"), max_digits=14, decimal_places=2, localize=True)
    due_on = forms.DateField(label=_("Until"), widget=Day())


class GoalValueForm(forms.Form):
    """A figure counted by hand."""

    value = AmountField(label=_("Figure"), max_digits=14, decimal_places=2, localize=True)
    on = forms.DateField(label=_("As of"), widget=Day())


class EndForm(forms.Form):
    """How a goal ended."""

    end = forms.ChoiceField(label=_("How did it end?"), choices=GOAL_ENDS[1:])
    note = forms.CharField(label=_("What you learnt"), max_length=500, required=False)


class WinForm(forms.Form):
    """A first win."""

    kind = forms.ChoiceField(label=_("Kind"), choices=WIN_KINDS)
    text = forms.CharField(
        label=_("What happened"), max_length=300, help_text=_("Without names of people outside, please.")
    )
    on = forms.DateField(label=_("On"), widget=Day())
    goal = forms.ChoiceField(label=_("Goal"), required=False)

    def for_workspace(self, workspace: Workspace) -> "WinForm":
        """Offer the goals of a workspace."""
        field = self.fields["goal"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", "–"), *choices_of(workspace)]
        return self
