"""Forms of desks, topics and findings. They only gather; what is right or wrong is decided by the actions."""

from typing import cast

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.house.models import Person, Workspace
from leitstand.listening.actions.keep_finding import FindingFields
from leitstand.listening.actions.keep_topic import TopicFields
from leitstand.listening.models import Search, Source
from leitstand.strategy.models import Decision


def _day() -> forms.DateInput:
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class ByName(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]
    """Things chosen by their name: what they are called elsewhere names nobody."""

    def label_from_instance(self, obj: Search | Source) -> str:
        """Return the name."""
        return obj.name


class TopicForm(forms.Form):
    """A topic."""

    name = forms.CharField(label=_("Name"), max_length=80)
    question = forms.CharField(
        label=_("What do we want to know?"),
        max_length=300,
        required=False,
        help_text=_("For example: Do buyers trust the new series? The answer decides whether we show it at the fair."),
    )
    searches = ByName(
        label=_("Searches"), queryset=Search.objects.none(), required=False, widget=forms.CheckboxSelectMultiple
    )
    sources = ByName(
        label=_("Only these sources"),
        queryset=Source.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("None chosen means: all."),
    )
    days = forms.IntegerField(
        label=_("Days back from today"), min_value=1, required=False, help_text=_("Or empty, with fixed days below.")
    )
    first = forms.DateField(label=_("From"), required=False, widget=_day())
    last = forms.DateField(label=_("To"), required=False, widget=_day())

    def for_workspace(self, workspace: Workspace) -> "TopicForm":
        """Offer the searches and sources of a workspace."""
        cast("ByName", self.fields["searches"]).queryset = Search.objects.filter(workspace=workspace)
        cast("ByName", self.fields["sources"]).queryset = Source.objects.filter(workspace=workspace).order_by("name")
        return self

    def told(self) -> TopicFields:
        """Return what was filled in."""
        told = {name: self.cleaned_data[name] for name in TopicFields.__annotations__}
        return cast("TopicFields", {**told, "searches": list(told["searches"]), "sources": list(told["sources"])})


class FindingForm(forms.Form):
    """A finding: the figure, why, and what follows."""

    figure = forms.CharField(label=_("What the figure says"), max_length=300)
    why = forms.CharField(
        label=_("Why it is so"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Read some of the mentions before you write: a figure says what, people say why."),
    )
    action = forms.CharField(label=_("What we do now"), max_length=300)
    owner = forms.ModelChoiceField(label=_("Who"), queryset=Person.objects.none(), required=False)
    due_on = forms.DateField(label=_("By when"), required=False, widget=_day())
    first = forms.DateField(label=_("From"), widget=_day())
    last = forms.DateField(label=_("To"), widget=_day())
    mentions = forms.MultipleChoiceField(
        label=_("Mentions that show it"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decision = forms.ModelChoiceField(
        label=_("Decision it led to"),
        queryset=Decision.objects.none(),
        required=False,
        help_text=_("Decisions are kept under “Strategy”."),
    )

    def for_workspace(self, workspace: Workspace, choices: list[tuple[str, str]]) -> "FindingForm":
        """Offer the people and decisions of a workspace, and these mentions (number, words)."""
        owner = cast("forms.ModelChoiceField[Person]", self.fields["owner"])
        owner.queryset = Person.objects.filter(memberships__workspace=workspace, is_active=True).order_by("name")
        decision = cast("forms.ModelChoiceField[Decision]", self.fields["decision"])
        decision.queryset = Decision.objects.filter(workspace=workspace)
        cast("forms.MultipleChoiceField", self.fields["mentions"]).choices = choices
        return self

    def told(self) -> FindingFields:
        """Return what was filled in."""
        told = {name: self.cleaned_data[name] for name in FindingFields.__annotations__}
        return cast("FindingFields", {**told, "mentions": [int(one) for one in told["mentions"]]})


class WordsForm(forms.Form):
    """Words to watch for."""

    words = forms.CharField(
        label=_("Words, one in each line"), widget=forms.Textarea(attrs={"rows": 16}), max_length=20_000, required=False
    )
    alarm_for = ByName(
        label=_("Give an alarm as soon as one of them falls in"),
        queryset=Search.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def for_workspace(self, workspace: Workspace) -> "WordsForm":
        """Offer the searches of a workspace."""
        cast("ByName", self.fields["alarm_for"]).queryset = Search.objects.filter(workspace=workspace)
        return self
