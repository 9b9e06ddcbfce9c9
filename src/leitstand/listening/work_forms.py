"""Forms of what is made of mentions. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Iterable, Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.compliance.outbound_words import purposes
from leitstand.house.forms import AmountField
from leitstand.house.models import Person
from leitstand.listening.actions.keep_chance import ContactFields
from leitstand.listening.actions.make_of_mention import LeadFields
from leitstand.listening.models import CHANCE_STATES
from leitstand.listening.seams import Feedback, sister

_DAY = {"type": "date"}


class GiveForm(forms.Form):
    """Who looks after it, and by when."""

    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Who looks after it"), required=False, empty_label=_("Nobody")
    )
    due_on = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def among(self, people: Iterable[Person]) -> "GiveForm":
        """Offer these people."""
        rows = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")
        self.fields["person"].queryset = rows  # type: ignore[attr-defined]
        return self


class LeadForm(forms.Form):
    """A lead."""

    title = forms.CharField(label=_("What it is about"), max_length=160)
    name = forms.CharField(
        label=_("Name of the contact"),
        max_length=120,
        required=False,
        help_text=_("Enter it if they told it; without a name no contact is kept."),
    )
    value = AmountField(label=_("Value in euro"), max_digits=12, decimal_places=2, required=False)

    def told(self) -> LeadFields:
        """Return what was told."""
        return LeadFields(self.cleaned_data["title"], self.cleaned_data["name"], self.cleaned_data["value"])


class FeedbackForm(forms.Form):
    """What a mention tells of the product."""

    kind = forms.ChoiceField(label=_("Kind"))
    title = forms.CharField(label=_("What it is about"), max_length=160)
    insight = forms.CharField(
        label=_("What we learn from it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("In your own words, without names of people outside."),
    )

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        inbox = sister()
        self.fields["kind"].choices = inbox.feedback_kinds() if inbox else []  # type: ignore[attr-defined]

    def told(self) -> Feedback:
        """Return what was told."""
        return Feedback(self.cleaned_data["kind"], self.cleaned_data["title"], self.cleaned_data["insight"])


class ContactForm(forms.Form):
    """How somebody is written to, and what is said: it is checked before it is noted."""

    way = forms.ChoiceField(
        label=_("How"),
        choices=[("public", _("In public, where it was said")), ("alone", _("As a message to them alone"))],
        widget=forms.RadioSelect,
        initial="public",
    )
    text = forms.CharField(label=_("What you say"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4}))
    purpose = forms.ChoiceField(label=_("What a message to them alone is for"), required=False, initial="advertising")
    contract = forms.CharField(label=_("Needed for which contract"), max_length=200, required=False)

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        self.fields["purpose"].choices = [(name, words) for name, words, _examples in purposes()]  # type: ignore[attr-defined]

    def told(self) -> ContactFields:
        """Return what was told."""
        told = self.cleaned_data
        return ContactFields(told["way"], told["text"], told["purpose"], told["contract"])


class ChanceWishForm(forms.Form):
    """Which chances are shown."""

    stand = forms.ChoiceField(label=pgettext_lazy("chance", "State"), required=False)
    wessen = forms.ChoiceField(label=_("Whose"), required=False, choices=[("", _("Everybody's")), ("meine", _("Mine"))])

    def __init__(self, data: object = None) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        states: Sequence[tuple[str, object]] = CHANCE_STATES
        choices = [("", _("To be worked on")), *states, ("alle", _("All of them"))]
        self.fields["stand"].choices = choices  # type: ignore[attr-defined]
