"""Forms of cost, revenue and what is reckoned from them. They only gather; the actions decide."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.channels.models import Channel
from leitstand.house.forms import AmountField
from leitstand.measurement.actions.keep_improvement import METRICS as IMPROVED
from leitstand.measurement.actions.keep_step_count import COUNTED
from leitstand.measurement.labels import METRICS
from leitstand.measurement.models.money import KINDS, RULES, CostLine, Money
from leitstand.measurement.money_words import STEPS, typed
from leitstand.planning.forms import DayInput
from leitstand.planning.models import CONTENT_KINDS, Campaign
from leitstand.strategy.models import TargetGroup


class OfForm(forms.Form):
    """To which campaign and channel something belongs."""

    campaign = forms.TypedChoiceField(label=gettext_lazy("Campaign"), required=False, coerce=int, empty_value=None)
    channel = forms.TypedChoiceField(label=gettext_lazy("Channel"), required=False, coerce=int, empty_value=None)

    def offer(self, campaigns: Iterable[Campaign], channels: Iterable[Channel]) -> None:
        """Offer what there is."""
        self._campaigns = {one.pk: one for one in campaigns}
        self._channels = {one.pk: one for one in channels}
        there = {
            "campaign": [(pk, str(one)) for pk, one in self._campaigns.items()],
            "channel": [(pk, str(one)) for pk, one in self._channels.items()],
        }
        for name, choices in there.items():
            cast("forms.ChoiceField", self.fields[name]).choices = [("", _("None, or all")), *choices]

    def of(self) -> dict[str, Any]:
        """Return the campaign and the channel themselves."""
        return {
            "campaign": self._campaigns.get(self.cleaned_data["campaign"]),
            "channel": self._channels.get(self.cleaned_data["channel"]),
        }


class MoneyForm(OfForm):
    """An amount for some days."""

    what = forms.CharField(label=gettext_lazy("What for"), max_length=200, required=False)
    first = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last = forms.DateField(
        label=gettext_lazy("Last day"),
        required=False,
        widget=DayInput(),
        help_text=gettext_lazy("The amount is spread evenly over the days. Empty: one day."),
    )
    amount = AmountField(label=gettext_lazy("Amount in euro"), max_digits=10, decimal_places=2, required=False)
    monthly = forms.BooleanField(
        label=gettext_lazy("This amount recurs every month"),
        required=False,
        help_text=gettext_lazy("Then without a last day it goes on."),
    )

    def told(self) -> dict[str, Any]:
        """Return what was filled in."""
        names = ("what", "first", "last", "monthly", "amount")
        return {**{name: self.cleaned_data[name] for name in names}, **self.of()}

    @staticmethod
    def first_values(found: Money) -> dict[str, object]:
        """Return what stands in the form at first."""
        names = ("what", "first", "last", "monthly")
        return {
            **{name: getattr(found, name) for name in names},
            "amount": typed(found.amount),
            "campaign": found.campaign_id,
            "channel": found.channel_id,
        }


class CostForm(MoneyForm):
    """A bill, or hours."""

    field_order = ("kind", "what", "hours", "rate", "amount", "first", "last", "monthly", "campaign", "channel")
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=KINDS)
    hours = AmountField(label=gettext_lazy("Hours"), max_digits=8, decimal_places=2, required=False)
    rate = AmountField(
        label=gettext_lazy("Cost per hour in euro"),
        max_digits=8,
        decimal_places=2,
        required=False,
        help_text=gettext_lazy("Hours times this is the amount."),
    )

    def told(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {**super().told(), **{name: self.cleaned_data[name] for name in ("kind", "hours", "rate")}}

    @staticmethod
    def first_values(found: Money) -> dict[str, object]:
        """Return what stands in the form at first."""
        first = MoneyForm.first_values(found)
        if not isinstance(found, CostLine):
            return first
        return {**first, "kind": found.kind, "hours": typed(found.hours), "rate": typed(found.rate)}


class CountForm(OfForm):
    """How many came to a step."""

    field_order = ("step", "place", "count", "first", "last", "campaign", "channel")
    step = forms.ChoiceField(label=gettext_lazy("Step"), choices=[(name, STEPS[name]) for name in COUNTED])
    place = forms.CharField(
        label=gettext_lazy("Page of the site"),
        max_length=120,
        required=False,
        help_text=gettext_lazy("Only for visits: then it is a page on the visitors’ path and not the visits in all."),
    )
    count = forms.IntegerField(label=gettext_lazy("How many"), min_value=0, max_value=2_000_000_000)
    first = forms.DateField(label=gettext_lazy("First day"), widget=DayInput())
    last = forms.DateField(label=gettext_lazy("Last day"), required=False, widget=DayInput())

    def told(self) -> dict[str, Any]:
        """Return what was filled in."""
        names = ("step", "place", "count", "first", "last")
        return {**{name: self.cleaned_data[name] for name in names}, **self.of()}


class PlanForm(forms.Form):
    """Step 2 of the assistant: content, audience, and which kinds of content go where."""

    content = forms.CharField(
        label=gettext_lazy("Which content does the audience get something from?"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )
    offer = forms.CharField(
        label=gettext_lazy("Offer in return for contact details"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Such as a checklist, a study, a webinar: for campaigns that are to bring leads."),
    )
    groups = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Target groups"), coerce=int, widget=forms.CheckboxSelectMultiple
    )

    def offer_groups(self, groups: Iterable[TargetGroup], networks: Iterable[tuple[str, str]]) -> None:
        """Offer the target groups, and for each network the kinds of content."""
        self._groups = {one.pk: one for one in groups}
        cast("forms.ChoiceField", self.fields["groups"]).choices = [(pk, str(one)) for pk, one in self._groups.items()]
        self._networks = list(networks)
        for slug, name in self._networks:
            self.fields[f"formats-{slug}"] = forms.MultipleChoiceField(
                label=_("Content on %(network)s") % {"network": name},
                choices=CONTENT_KINDS,
                required=False,
                widget=forms.CheckboxSelectMultiple,
            )

    def formats(self) -> list[forms.BoundField]:
        """Return the fields of the networks."""
        return [self[f"formats-{slug}"] for slug, _name in self._networks]

    def told(self) -> dict[str, Any]:
        """Return what was filled in."""
        return {
            "content": self.cleaned_data["content"],
            "offer": self.cleaned_data["offer"],
            "groups": [self._groups[pk] for pk in self.cleaned_data["groups"]],
            "formats": {slug: self.cleaned_data[f"formats-{slug}"] for slug, _name in self._networks},
        }


class AudienceForm(forms.Form):
    """A report on where an audience is."""

    file = forms.FileField(label=gettext_lazy("File (CSV or Excel workbook)"))
    source = forms.CharField(
        label=gettext_lazy("Whose report, from when"),
        max_length=200,
        help_text=gettext_lazy("For example: Audience Insight Report by Meltwater, September 2026"),
    )


class ValueForm(forms.Form):
    """Step 4: what an order is worth, and how many leads become one."""

    order_value = AmountField(label=gettext_lazy("Average order value in euro"), max_digits=10, decimal_places=2)
    lead_rate = AmountField(
        label=gettext_lazy("Leads that become deals, in percent"),
        max_digits=5,
        decimal_places=2,
        help_text=gettext_lazy("Your own experience: of a hundred leads, how many buy?"),
    )
    rule = forms.ChoiceField(label=gettext_lazy("To which contact a deal is owed"), choices=RULES)


class ConclusionForm(forms.Form):
    """Step 5: what the team concludes."""

    conclusion = forms.CharField(
        label=gettext_lazy("What we conclude"),
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=4000,
    )


class BudgetShareForm(forms.Form):
    """The whole marketing budget of a year."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=2000, max_value=2100)
    amount = AmountField(label=gettext_lazy("Marketing budget in euro"), max_digits=12, decimal_places=2)
    basis = forms.CharField(label=gettext_lazy("Where this number comes from"), max_length=200, required=False)


class MultipleForm(forms.Form):
    """How many times more: size, and growth where it is told."""

    title = forms.CharField(label=gettext_lazy("Title of the card"), max_length=120)
    aim = forms.CharField(label=gettext_lazy("What the aim was"), max_length=300, required=False)
    metric = forms.CharField(
        label=gettext_lazy("What is counted"), max_length=60, help_text=gettext_lazy("For example: impressions")
    )
    before = AmountField(label=gettext_lazy("Before"), max_digits=14, decimal_places=2)
    now = AmountField(label=gettext_lazy("Now"), max_digits=14, decimal_places=2)
    grows = forms.CharField(
        label=gettext_lazy("What grows"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("For example: followers"),
    )
    grown_before = AmountField(label=gettext_lazy("Grown before by"), max_digits=14, decimal_places=2, required=False)
    days_before = forms.IntegerField(label=gettext_lazy("in days"), min_value=1, max_value=3660, required=False)
    grown_now = AmountField(label=gettext_lazy("Grown since by"), max_digits=14, decimal_places=2, required=False)
    days_now = forms.IntegerField(label=gettext_lazy("in days"), min_value=1, max_value=3660, required=False)


class ImprovementForm(OfForm):
    """A change with its reason."""

    field_order = ("day", "change", "reason", "metric", "days", "campaign", "channel")
    day = forms.DateField(label=gettext_lazy("Changed on"), widget=DayInput())
    change = forms.CharField(label=gettext_lazy("What was changed"), max_length=300)
    reason = forms.CharField(
        label=gettext_lazy("Why"), max_length=500, help_text=gettext_lazy("Which figure or observation led to it?")
    )
    metric = forms.ChoiceField(label=gettext_lazy("By which figure it is judged"))
    days = forms.IntegerField(
        label=gettext_lazy("Days to compare"),
        min_value=7,
        max_value=91,
        initial=28,
        help_text=gettext_lazy("So many days before the change are held against as many since."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = {str(metric.value): name for metric, name in METRICS.items()}
        words["interactions"] = gettext_lazy("Interactions")
        cast("forms.ChoiceField", self.fields["metric"]).choices = [(one, words[one]) for one in IMPROVED]

    def told(self) -> dict[str, Any]:
        """Return what was filled in."""
        names = ("day", "change", "reason", "metric", "days")
        return {**{name: self.cleaned_data[name] for name in names}, **self.of()}


class LearnedForm(forms.Form):
    """What was learned from a change."""

    learned = forms.CharField(label=gettext_lazy("What we learned"), max_length=500, required=False)
