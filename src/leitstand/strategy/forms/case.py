"""The form of the business case."""

from collections.abc import Mapping, Sequence

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.house.forms import AmountField
from leitstand.strategy.core.case_cards import case_cards
from leitstand.strategy.queries.cases import OfferedFact


def _cards() -> list[tuple[str, str]]:
    language = get_language() or "de"
    return [(card.id, f"{card.company}: {card.words.said(language)}") for card in case_cards()]


class CaseForm(forms.Form):
    """What is asked for, and what it rests on."""

    asks = forms.CharField(
        label=_("What is to be decided?"),
        max_length=300,
        help_text=_("Such as: ten hours a week and 1,500 euro a month for a year."),
    )
    months = forms.IntegerField(label=_("For how many months?"), initial=12)
    posts_a_month = forms.IntegerField(label=_("Posts a month"), initial=8)
    hours_a_post = AmountField(label=_("Hours for a post"), max_digits=5, decimal_places=1, localize=True)
    cost_an_hour = AmountField(label=_("Cost per hour in euro"), max_digits=7, decimal_places=2, localize=True)
    other_a_month = AmountField(
        label=_("Tools and advertising a month in euro"), max_digits=9, decimal_places=2, localize=True
    )
    reach_a_post = forms.IntegerField(
        label=_("Reach of a post, assumed"),
        required=False,
        min_value=0,
        help_text=_("Only used while fewer than five of your own posts tell it."),
    )
    interactions_a_post = forms.IntegerField(label=_("Interactions of a post, assumed"), required=False, min_value=0)
    facts = forms.MultipleChoiceField(label=_("Facts"), required=False, widget=forms.CheckboxSelectMultiple)
    cards = forms.MultipleChoiceField(
        label=_("What others achieved"), required=False, choices=_cards, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, data: Mapping[str, object] | None = None, *, facts: Sequence[OfferedFact], **more: object
    ) -> None:
        super().__init__(data, **more)  # type: ignore[arg-type]
        field = self.fields["facts"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(fact.id, f"{fact.figure}: {fact.statement}") for fact in facts]
