"""Forms of make or buy."""

from collections.abc import Mapping
from decimal import Decimal

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.forms import AmountField
from leitstand.strategy.core.make_or_buy import CRITERIA
from leitstand.strategy.words import MAKE_OR_BUY_CRITERIA

RATINGS = [("", "–"), *((str(number), str(number)) for number in range(1, 6))]
WEIGHTS = [(str(number), f"×{number}") for number in range(1, 6)]


class MakeOrBuyForm(forms.Form):
    """One question; ratings may stay open at first."""

    what = forms.CharField(
        label=_("What is to be made"),
        max_length=200,
        help_text=_("For instance: a film for the fair, one minute."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    pieces = forms.IntegerField(label=_("How many pieces"), min_value=1, max_value=1000, initial=1)
    hours = AmountField(
        localize=True,
        label=_("Own hours for one piece"),
        help_text=_("All of them: idea, shooting, editing, coordination, approval."),
    )
    rate = AmountField(
        localize=True, label=_("Full cost of an hour in euro"), help_text=_("With all additional costs.")
    )
    material = AmountField(localize=True, label=_("Material for one piece, in euro"), required=False)
    training = AmountField(
        localize=True,
        label=_("Training and equipment in all, in euro"),
        required=False,
        help_text=_("Spread over the pieces."),
    )
    price = AmountField(
        localize=True, label=_("Price of one piece, in euro"), help_text=_("By the offer, without VAT.")
    )
    steering_hours = AmountField(
        localize=True,
        label=_("Own hours to steer the agency, for one piece"),
        required=False,
        help_text=_("Brief, questions, corrections, approval."),
    )

    def __init__(self, data: Mapping[str, object] | None = None, **more: object) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        for name in CRITERIA:
            words = MAKE_OR_BUY_CRITERIA[name]
            for side, label in (("make", _("%(criterion)s: ourselves")), ("buy", _("%(criterion)s: agency"))):
                self.fields[f"{side}-{name}"] = forms.ChoiceField(
                    label=str(label) % {"criterion": words},
                    choices=RATINGS,
                    required=False,
                    widget=forms.Select(attrs={"class": "input"}),
                )
            self.fields[f"weight-{name}"] = forms.ChoiceField(
                label=str(_("%(criterion)s: weight")) % {"criterion": words},
                choices=WEIGHTS,
                required=False,
                initial="1",
                widget=forms.Select(attrs={"class": "input"}),
            )

    @property
    def criteria(self) -> list[tuple[str, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """The criteria with their three fields."""
        return [
            (str(MAKE_OR_BUY_CRITERIA[name]), self[f"weight-{name}"], self[f"make-{name}"], self[f"buy-{name}"])
            for name in CRITERIA
        ]

    def ratings(self) -> dict[str, tuple[int, int]]:
        """Return the criteria that are rated on both sides."""
        clean = self.cleaned_data
        return {
            name: (int(clean[f"make-{name}"]), int(clean[f"buy-{name}"]))
            for name in CRITERIA
            if clean.get(f"make-{name}") and clean.get(f"buy-{name}")
        }

    def weights(self) -> dict[str, int]:
        """Return how much each criterion counts."""
        return {name: int(self.cleaned_data.get(f"weight-{name}") or 1) for name in CRITERIA}

    def money(self, name: str) -> Decimal:
        """Return an amount that may be left open as 0."""
        return self.cleaned_data.get(name) or Decimal(0)


class AnswerForm(forms.Form):
    """What was decided."""

    answer = forms.ChoiceField(
        label=_("We decide"),
        choices=[("make", _("Make it ourselves")), ("buy", _("Buy it")), ("both", _("Part of each"))],
        widget=forms.RadioSelect(),
    )
    reason = forms.CharField(label=_("Because"), max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))
    review_on = forms.DateField(
        label=_("Look at it again on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
