"""Forms of what comes of conversations. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.community.actions.keep_feedback import FeedbackFields
from leitstand.community.actions.make_of_it import LeadFields
from leitstand.community.models import Answer, FeedbackItem
from leitstand.community.models.followups import FEEDBACK_KINDS, RECEIVERS
from leitstand.community.outgoing import Told
from leitstand.compliance.outbound_words import purposes
from leitstand.house.forms import AmountField
from leitstand.house.models import Person

_DAY = {"type": "date"}


class LeadForm(forms.Form):
    """A lead, and what the person is to be told alone."""

    title = forms.CharField(label=_("What it is about"), max_length=160)
    name = forms.CharField(
        label=_("Name of the contact"),
        max_length=120,
        required=False,
        help_text=_("Enter it if they told it; without a name no contact is kept."),
    )
    value = AmountField(label=_("Value in euro"), max_digits=12, decimal_places=2, required=False)
    message = forms.CharField(
        label=_("Message to them alone"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("It passes the check of consent first. Leave it empty to note the lead only."),
    )
    purpose = forms.ChoiceField(label=_("What it is for"), required=False)
    contract = forms.CharField(label=_("Needed for which contract"), max_length=200, required=False)

    def __init__(self, data: object = None, initial: dict[str, object] | None = None) -> None:
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        self.fields["purpose"].choices = [(name, words) for name, words, _examples in purposes()]  # type: ignore[attr-defined]

    def told(self) -> LeadFields:
        """Return what was told."""
        told = self.cleaned_data
        purpose = Told(told["purpose"] or "advertising", told["contract"])
        return LeadFields(told["title"], told["name"], told["value"], told["message"], purpose)


class FeedbackForm(forms.Form):
    """What somebody told us about product or company."""

    kind = forms.ChoiceField(label=_("Kind"), choices=FEEDBACK_KINDS)
    title = forms.CharField(label=_("What it is about"), max_length=160)
    insight = forms.CharField(
        label=_("What we learn from it"),
        widget=forms.Textarea(attrs={"rows": 4}),
        required=False,
        help_text=_("In your own words, without names of people outside."),
    )
    tags = forms.CharField(
        label=_("Tags"), required=False, max_length=300, help_text=_("Behind commas: packaging, manual, price …")
    )

    def told(self) -> FeedbackFields:
        """Return what was told."""
        told = self.cleaned_data
        return FeedbackFields(
            kind=told["kind"], title=told["title"], insight=told["insight"], tags=told["tags"].split(",")
        )


class HandOverForm(forms.Form):
    """Who shall decide about it, and by when."""

    receiver = forms.ChoiceField(label=_("Who shall decide"), choices=RECEIVERS)
    person = forms.ModelChoiceField(
        Person.objects.none(), label=_("Person"), required=False, empty_label=_("Nobody in particular")
    )
    due_on = forms.DateField(label=_("By"), required=False, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))

    def __init__(self, data: object, people: Sequence[Person], item: FeedbackItem) -> None:
        initial = {"receiver": item.receiver or "product", "person": item.receiver_person_id, "due_on": item.due_on}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        rows = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")
        self.fields["person"].queryset = rows  # type: ignore[attr-defined]


class DecisionForm(forms.Form):
    """What was decided, and why."""

    decision = forms.ChoiceField(
        label=_("Decision"),
        choices=[("planned", _("It will be changed")), ("declined", _("It will not be changed"))],
        widget=forms.RadioSelect,
    )
    why = forms.CharField(label=_("Why"), widget=forms.Textarea(attrs={"rows": 3}))


class ChangeForm(forms.Form):
    """What was changed, when, and what came of it."""

    change = forms.CharField(label=_("What was changed"), widget=forms.Textarea(attrs={"rows": 3}))
    changed_on = forms.DateField(label=_("On"), widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"))
    result = forms.CharField(label=_("What came of it"), widget=forms.Textarea(attrs={"rows": 3}), required=False)


class TellForm(forms.Form):
    """How those who asked see what becomes of it."""

    public_text = forms.CharField(
        label=_("What is asked for, in words for everybody"),
        widget=forms.Textarea(attrs={"rows": 2}),
        required=False,
        help_text=_("Whoever has the address reads this, the state and the change; no names."),
    )
    is_public = forms.BooleanField(label=_("Show its state under an address of its own"), required=False)
    is_story = forms.BooleanField(label=_("Tell it as a story: improved because of you"), required=False)
    reply = forms.ModelChoiceField(
        Answer.objects.none(), label=_("Our public answer"), required=False, empty_label=_("None yet")
    )
    reply_url = forms.URLField(
        label=_("or its address, if it stands elsewhere"), required=False, assume_scheme="https", max_length=500
    )

    def __init__(self, data: object, item: FeedbackItem, answers: Sequence[tuple[Answer, str]]) -> None:
        names = ("public_text", "is_public", "is_story", "reply_url")
        initial = {**{name: getattr(item, name) for name in names}, "reply": item.reply_id}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        field = self.fields["reply"]
        field.queryset = Answer.objects.filter(pk__in=[answer.pk for answer, _label in answers])  # type: ignore[attr-defined]
        labels = {answer.pk: label for answer, label in answers}
        field.label_from_instance = lambda answer: labels.get(answer.pk, str(answer))  # type: ignore[attr-defined]
