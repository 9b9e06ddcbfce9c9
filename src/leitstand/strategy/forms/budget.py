"""Forms of the budget."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.channels.core.platforms import platforms
from leitstand.house.forms import AmountField
from leitstand.strategy.core.budget import Line
from leitstand.strategy.models import BudgetEntry
from leitstand.strategy.models.budget import COMPONENTS, LINES
from leitstand.strategy.words import OTHER_CHANNELS

EMPTY_TIMES = 2


def channel_choices() -> list[tuple[str, str]]:
    """Return networks and other media by name."""
    networks = [(known.id, known.name) for known in platforms()]
    return [*networks, *((key, str(word)) for key, word in OTHER_CHANNELS.items())]


class BudgetForm(forms.Form):
    """An entry of the budget."""

    line = forms.ChoiceField(label=_("Line"), choices=LINES)
    what = forms.CharField(label=_("What"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "off"}))
    month = forms.CharField(
        label=_("Month"), widget=forms.TextInput(attrs={"type": "month", "pattern": "[0-9]{4}-[0-9]{2}"})
    )
    months = forms.IntegerField(
        label=_("For how many months"),
        initial=1,
        min_value=1,
        max_value=12,
        help_text=_("12 enters a monthly fee for a year at once."),
    )
    component = forms.ChoiceField(
        label=_("For which of the three"), required=False, choices=[("", _("All three")), *COMPONENTS]
    )
    channel = forms.ChoiceField(
        label=_("Channel"), required=False, help_text=_("For paid media: where the ads are placed.")
    )
    planned = AmountField(
        localize=True, label=_("Planned, in euro"), required=False, help_text=_("Staff is planned in hours.")
    )
    actual = AmountField(localize=True, label=_("Spent, in euro"), required=False, help_text=_("Empty until you know."))
    planned_hours = AmountField(localize=True, label=_("Planned hours"), required=False, help_text=_("Only for staff."))
    actual_hours = AmountField(
        localize=True, label=_("Hours worked"), required=False, help_text=_("Empty until you know.")
    )
    rate = AmountField(
        localize=True,
        label=_("Cost per hour in euro"),
        required=False,
        help_text=_("Empty: the average of “Hours and demand”."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, *, is_new: bool = True, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        self.fields["channel"].choices = [("", _("None in particular")), *channel_choices()]  # type: ignore[attr-defined]
        if not is_new:
            del self.fields["months"]

    def clean_month(self) -> date:
        """Read the month as the browser writes it."""
        try:
            return datetime.strptime(self.cleaned_data["month"], "%Y-%m").date()  # noqa: DTZ007 - a month, no moment
        except ValueError:
            raise forms.ValidationError(_("Please enter the month as 2027-03.")) from None


def spending_form(entries: Iterable[BudgetEntry]) -> type[forms.Form]:
    """Make a form that asks what was spent on each entry of a month: euro, or hours for staff."""
    fields: dict[str, forms.Field] = {
        f"spent-{entry.pk}": AmountField(
            label=entry.what,
            localize=True,
            required=False,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "input", "aria-label": entry.what}),
            initial=entry.actual_hours if entry.line == Line.STAFF.value else entry.actual,
            min_value=0,
        )
        for entry in entries
    }
    return type("SpendingForm", (forms.Form,), fields)


class TimeForm(forms.Form):
    """One channel's time; a line without a channel is left out."""

    channel = forms.ChoiceField(label=_("Channel"), required=False)
    amount = AmountField(localize=True, label=_("Time they give"), required=False, min_value=0, max_value=1440)
    source = forms.CharField(label=_("Source"), max_length=300, required=False)
    as_of = forms.DateField(
        label=_("As of"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["channel"].choices = [("", _("No channel")), *channel_choices()]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, object]:
        """A line with a channel needs its figure and its day."""
        told = super().clean() or {}
        if told.get("channel"):
            for name in ("amount", "as_of"):
                if told.get(name) is None and name not in self.errors:
                    self.add_error(name, _("Please fill this in."))
        return told


TimeForms = forms.formset_factory(TimeForm, extra=EMPTY_TIMES, max_num=40)
