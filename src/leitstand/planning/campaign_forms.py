"""Forms of campaigns. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.house.forms import AmountField
from leitstand.house.models import Person
from leitstand.planning.actions.keep_campaign_step import Rival, StepFields
from leitstand.planning.actions.keep_cost import CostFields
from leitstand.planning.forms import DayInput
from leitstand.planning.models import (
    COMPARED,
    COST_KINDS,
    OBJECTIVES,
    Campaign,
    CampaignCost,
    CampaignRival,
    CampaignStep,
)
from leitstand.strategy.core.sheets import Sheet
from leitstand.strategy.forms.sheets import first_values, sheet_form
from leitstand.strategy.models import TargetGroup

EMPTY_RIVALS = 2


def _people(people: Iterable[Person]) -> list[tuple[str, str]]:
    return [("", _("Nobody")), *((str(one.pk), str(one)) for one in people)]


class StepForm(forms.Form):
    """What every step keeps beside its own questions."""

    responsible = forms.TypedChoiceField(
        label=gettext_lazy("Responsible"), required=False, coerce=int, empty_value=None
    )
    evidence = forms.CharField(
        label=gettext_lazy("Evidence"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What these answers rest on: a figure, a document, a talk, a link."),
    )


class LeadForm(forms.Form):
    """Who leads a campaign, and its name in links."""

    lead = forms.TypedChoiceField(label=gettext_lazy("Lead"), required=False, coerce=int, empty_value=None)
    utm_name = forms.CharField(
        label=gettext_lazy("Name in links"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Stands as utm_campaign in every link, so that your site's statistics know the campaign."
        ),
    )

    def offer(self, people: Iterable[Person]) -> "LeadForm":
        """Offer the members."""
        cast("forms.ChoiceField", self.fields["lead"]).choices = _people(people)
        return self


class CostForm(forms.Form):
    """A line of the budget."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=COST_KINDS)
    what = forms.CharField(label=gettext_lazy("What"), max_length=120)
    market = forms.CharField(
        label=gettext_lazy("Country or region"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Such as Germany, Japan, Rhine-Main. Needed for advertising."),
    )
    sector = forms.CharField(
        label=gettext_lazy("Sector"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("Such as education, health, suppliers. Needed for advertising."),
    )
    objective = forms.ChoiceField(
        label=gettext_lazy("Objective"), choices=[("", gettext_lazy("None")), *OBJECTIVES], required=False
    )
    starts = forms.DateField(label=gettext_lazy("First day"), required=False, widget=DayInput())
    ends = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput())
    planned = AmountField(label=gettext_lazy("Planned in euro"), max_digits=10, decimal_places=2)
    spent = AmountField(
        label=gettext_lazy("Spent so far in euro"),
        max_digits=10,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Empty means: nobody has told it yet."),
    )
    expected = forms.IntegerField(
        label=gettext_lazy("Expected result"),
        required=False,
        min_value=0,
        max_value=2_000_000_000,
        help_text=gettext_lazy("How many of what the objective names: people, visits, reactions, contacts, sales."),
    )
    achieved = forms.IntegerField(
        label=gettext_lazy("Result so far"), required=False, min_value=0, max_value=2_000_000_000
    )

    @staticmethod
    def first(cost: CampaignCost | None, campaign: Campaign) -> dict[str, object]:
        """Return what stands in the form at first."""
        if cost is None:
            return {"kind": "ads", "starts": campaign.starts, "ends": campaign.ends}
        return {name: getattr(cost, name) for name in CostFields.__annotations__}

    def told(self) -> CostFields:
        """Return what was filled in."""
        return cast("CostFields", {name: self.cleaned_data[name] for name in CostFields.__annotations__})


class PageForm(forms.Form):
    """A page the campaign leads to."""

    label = forms.CharField(label=gettext_lazy("Name"), max_length=80)
    url = forms.CharField(
        label=gettext_lazy("Address"), max_length=500, widget=forms.TextInput(attrs={"inputmode": "url"})
    )


def step_form(
    step: Sheet,
    data: QueryDict | None,
    *,
    row: CampaignStep | None,
    language: str,
    people: Iterable[Person],
    groups: Sequence[TargetGroup],
    chosen: Sequence[TargetGroup],
) -> forms.Form:
    """Make the form of one step: its questions, the groups where it asks for them, whose it is and what proves it."""
    more: dict[str, Any] = {}
    if step.id == "groups":
        more["groups"] = forms.TypedMultipleChoiceField(
            label=_("Target groups"),
            required=False,
            coerce=int,
            choices=[(str(group.pk), group.name) for group in groups],
            widget=forms.CheckboxSelectMultiple(),
        )
    questions = sheet_form(step, language)
    made = type("CampaignStepForm", (StepForm, questions), more)
    first: dict[str, object] = first_values(step, row.answers) if row else {}
    first |= {"groups": [group.pk for group in chosen]}
    if row:
        first |= {"responsible": row.responsible_id, "evidence": row.evidence}
    form: forms.Form = made(data, initial=first, auto_id="step-%s")
    cast("forms.ChoiceField", form.fields["responsible"]).choices = _people(people)
    form.order_fields([*(["groups"] if more else []), *(one.id for one in step.questions), "responsible", "evidence"])
    return form


def step_told(step: Sheet, form: forms.Form, data: QueryDict) -> StepFields:
    """Return what was filled in."""
    clean = form.cleaned_data
    return {
        "answers": {one.id: clean[one.id] for one in step.questions},
        "evidence": clean["evidence"].replace("\r\n", "\n"),
        "responsible_id": clean["responsible"],
        "groups": clean["groups"] if "groups" in form.fields else None,
        "rivals": rivals_told(data) if step.id == "position" else None,
    }


def rivals_told(data: QueryDict) -> list[Rival]:
    """Return the rows of the comparison as they were typed."""
    columns = {name: data.getlist(f"rival-{name}") for name in ("name", "value", "acceptance", "note")}
    return [
        {
            "name": name,
            "value": _at(columns["value"], place),
            "acceptance": _at(columns["acceptance"], place),
            "note": _at(columns["note"], place),
        }
        for place, name in enumerate(columns["name"][:50])
    ]


def rival_rows(rivals: Iterable[CampaignRival], typed: Sequence[Rival] | None) -> list[dict[str, object]]:
    """Return the rows as the page draws them, with some empty ones beneath."""
    kept: list[Rival] = [
        {"name": one.name, "value": one.value, "acceptance": one.acceptance, "note": one.note} for one in rivals
    ]
    shown = list(typed) if typed is not None else kept
    empty: Rival = {"name": "", "value": "", "acceptance": "", "note": ""}
    shown += [empty] * max(0, (EMPTY_RIVALS + len(kept)) - len(shown))
    return [{**one, "choices": COMPARED} for one in shown]


def _at(values: Sequence[str], place: int) -> str:
    return values[place] if place < len(values) else ""
