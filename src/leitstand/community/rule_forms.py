"""Forms of how the inbox works. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.channels.models import Channel
from leitstand.community.actions.keep_rules import LaneFields, RulesFields, TargetFields, roles_that_answer
from leitstand.community.core.inquiries import book
from leitstand.community.desk import Lane
from leitstand.community.inquiry_words import intent_choices, kind_choices
from leitstand.community.models import InboxRules, SavedReply
from leitstand.community.models.cases import URGENCIES
from leitstand.community.models.teamwork import LANGUAGES
from leitstand.house.forms import AmountField
from leitstand.house.models import ROLE_LABELS, Person

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PersonField(forms.TypedChoiceField):
    """Somebody of the team who may answer, or nobody; the people are read once for all fields."""

    def __init__(self, people: Sequence[Person], *, label: "_StrPromise", initial: Person | None) -> None:
        known = {person.pk: person for person in people}
        super().__init__(
            label=label,
            choices=[("", _("Nobody")), *((number, str(person)) for number, person in known.items())],
            coerce=lambda number: known[int(number)],
            empty_value=None,
            required=False,
            initial=initial.pk if initial is not None else "",
        )


class LanesForm(forms.Form):
    """The six kinds: owner, next person, minutes for the first answer and for settling."""

    def __init__(self, data: object, lanes: Mapping[str, Lane], people: Sequence[Person]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        for name, lane in lanes.items():
            self.fields[f"{name}-owner"] = PersonField(
                people, label=pgettext_lazy("inquiry", "Owner"), initial=lane.owner
            )
            self.fields[f"{name}-then"] = PersonField(
                people, label=_("Next person, if nobody answers"), initial=lane.then
            )
            self.fields[f"{name}-first_minutes"] = forms.IntegerField(
                label=_("First answer within (minutes)"), min_value=1, initial=lane.target.first
            )
            self.fields[f"{name}-resolve_minutes"] = forms.IntegerField(
                label=_("Settled within (minutes)"), min_value=1, initial=lane.target.resolve
            )
            self.fields[f"{name}-is_sensitive"] = forms.BooleanField(
                label=_("A second person looks at every answer"), required=False, initial=lane.is_sensitive
            )

    def lanes(self) -> dict[str, LaneFields]:
        """Return what was laid down."""
        told = self.cleaned_data
        return {
            name: LaneFields(
                told[f"{name}-owner"],
                told[f"{name}-then"],
                told[f"{name}-first_minutes"],
                told[f"{name}-resolve_minutes"],
                told[f"{name}-is_sensitive"],
            )
            for name in book().kinds
        }

    def of_kind(self, name: str) -> dict[str, forms.BoundField]:
        """Return the fields of one kind."""
        names = ("owner", "then", "first_minutes", "resolve_minutes", "is_sensitive")
        return {field: self[f"{name}-{field}"] for field in names}


class TargetForm(forms.Form):
    """A target for a channel and an urgency."""

    channel = forms.ModelChoiceField(
        Channel.objects.none(),
        label=_("Channel"),
        required=False,
        empty_label=pgettext_lazy("channels", "All channels"),
    )
    urgency = forms.ChoiceField(
        label=_("Urgency"), choices=[("", pgettext_lazy("urgency", "Any urgency")), *URGENCIES], required=False
    )
    first_minutes = forms.IntegerField(label=_("First answer within (minutes)"), min_value=1)
    resolve_minutes = forms.IntegerField(label=_("Settled within (minutes)"), min_value=1)

    def __init__(self, data: object, channels: Sequence[Channel]) -> None:
        super().__init__(data)  # type: ignore[arg-type]  # the query of a request
        rows = Channel.objects.filter(pk__in=[channel.pk for channel in channels])
        self.fields["channel"].queryset = rows  # type: ignore[attr-defined]

    def told(self) -> TargetFields:
        """Return what was laid down."""
        told = self.cleaned_data
        return TargetFields(told["channel"], told["urgency"], told["first_minutes"], told["resolve_minutes"])


class RulesForm(forms.Form):
    """Who needs a second person, holidays, and how many answer at once."""

    keeps_holidays = forms.BooleanField(
        label=_("Public holidays are no service time"),
        required=False,
        help_text=_("Those of the federal state of the workspace; without one, those of all Germany."),
    )
    checked_roles = forms.MultipleChoiceField(
        label=_("Roles whose answers a second person looks at"), required=False, widget=forms.CheckboxSelectMultiple
    )
    checked_people = forms.ModelMultipleChoiceField(
        Person.objects.none(),
        label=_("People whose answers a second person looks at"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    people_at_once = forms.IntegerField(label=_("How many people answer at the same time"), min_value=1, max_value=500)
    productive_percent = forms.IntegerField(
        label=_("Which part of an hour is left for answering"),
        min_value=10,
        max_value=100,
        help_text=_("In percent. 60 is our own starting value: the rest goes to asking colleagues, notes and breaks."),
    )
    minutes_per_case = forms.IntegerField(
        label=_("Minutes for a case, until enough was measured"), min_value=1, max_value=480, required=False
    )

    def __init__(self, data: object, rules: InboxRules, people: Sequence[Person]) -> None:
        checked = list(rules.checked_people.all()) if not rules._state.adding else []  # noqa: SLF001 - Django's own word for a row that is not there yet
        names = ("keeps_holidays", "checked_roles", "people_at_once", "productive_percent", "minutes_per_case")
        initial = {**{name: getattr(rules, name) for name in names}, "checked_people": checked}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        labels = dict(ROLE_LABELS)
        roles = [(role.value, labels[role.value]) for role in roles_that_answer()]
        self.fields["checked_roles"].choices = roles  # type: ignore[attr-defined]
        rows = Person.objects.filter(pk__in=[person.pk for person in people]).order_by("name", "pk")
        self.fields["checked_people"].queryset = rows  # type: ignore[attr-defined]

    def told(self) -> RulesFields:
        """Return what was laid down."""
        told = self.cleaned_data
        return RulesFields(
            told["keeps_holidays"],
            tuple(told["checked_roles"]),
            tuple(told["checked_people"]),
            told["people_at_once"],
            told["productive_percent"],
            told["minutes_per_case"],
        )


class ReplyForm(forms.Form):
    """A reply the team says often."""

    title = forms.CharField(label=_("Title"), max_length=80)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 7}))
    inquiry = forms.ChoiceField(label=_("For which kind of inquiry"), required=False)
    intent = forms.ChoiceField(label=_("For what it talks about"), required=False)
    language = forms.ChoiceField(label=_("Language"), choices=LANGUAGES, required=False)

    def __init__(self, data: object = None, reply: SavedReply | None = None) -> None:
        names = ("title", "text", "inquiry", "intent", "language")
        initial = {name: getattr(reply, name) for name in names} if reply is not None else {}
        super().__init__(data, initial=initial)  # type: ignore[arg-type]  # the query of a request
        self.fields["inquiry"].choices = [("", _("Any inquiry")), *kind_choices()]  # type: ignore[attr-defined]
        self.fields["intent"].choices = [("", _("Whatever it talks about")), *intent_choices()[1:]]  # type: ignore[attr-defined]


class HandlingForm(forms.Form):
    """How long a case takes on another way."""

    name = forms.CharField(label=_("Way"), max_length=80, help_text=_("For example: E-mail, or: Telephone."))
    first = forms.DateField(label=_("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    last = forms.DateField(label=_("To"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    minutes = AmountField(label=_("Minutes for a case"), max_digits=7, decimal_places=1)
    cases = forms.IntegerField(label=_("Cases"), min_value=1, required=False)
    source = forms.CharField(label=_("Where the figure is from"), max_length=200)
