"""Forms of this room. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Collection, Iterable, Mapping

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from leitstand.channels.actions.check_platform import Found
from leitstand.channels.core.platforms import platforms
from leitstand.channels.core.suits import Wish
from leitstand.channels.models import CHANNEL_RIGHTS
from leitstand.channels.words import AUDIENCES, FORMATS, GOALS
from leitstand.connector_kit.manifest import Question
from leitstand.house.models import Person, Workspace


def question_form(
    questions: Iterable[Question], first: Mapping[str, str], kept: Collection[str] = ()
) -> type[forms.Form]:
    """Make a form out of what a network asks; `first` are answers the house can give already, `kept` those it keeps."""
    return type("QuestionForm", (forms.Form,), {question.name: _field(question, first, kept) for question in questions})


def _field(question: Question, first: Mapping[str, str], kept: Collection[str]) -> forms.Field:
    label, told = gettext(question.label), gettext(question.help) if question.help else ""
    is_kept = question.name in kept
    if is_kept:
        told = gettext("Kept from the last sign-in. Fill it in only to change it.")
    if question.kind == "flag":
        return forms.BooleanField(label=label, help_text=told, required=False)
    if question.kind == "choice":
        choices = [(value, gettext(words) if words else value) for value, words in question.choices]
        return forms.ChoiceField(label=label, help_text=told, required=question.required, choices=choices)
    attributes = {
        "placeholder": question.example,
        "autocomplete": "off",
        "autocapitalize": "none",
        "spellcheck": "false",
    }
    secret = question.kind == "secret"
    widget = forms.PasswordInput(attrs=attributes) if secret else forms.TextInput(attrs=attributes)
    return forms.CharField(
        label=label,
        help_text=told,
        required=question.required and not is_kept,
        strip=not secret,
        max_length=2000,
        initial=first.get(question.name, question.default),
        widget=widget,
    )


class GrantForm(forms.Form):
    """A right on a profile."""

    right = forms.ChoiceField(label=_("Right"), choices=CHANNEL_RIGHTS)
    person = forms.ModelChoiceField(label=_("Member"), queryset=Person.objects.none(), required=False)
    outsider = forms.CharField(
        label=_("Or somebody from outside"),
        required=False,
        max_length=160,
        help_text=_("Such as an agency that administers the page on the network itself."),
    )
    on_network = forms.BooleanField(
        label=_("Directly on the network"),
        required=False,
        help_text=_("Then a person must take the right away there when somebody leaves."),
    )
    note = forms.CharField(label=_("Remark"), required=False, max_length=300)

    def for_workspace(self, workspace: Workspace) -> "GrantForm":
        """Offer the members of a workspace."""
        people = Person.objects.filter(memberships__workspace=workspace).order_by("name")
        self.fields["person"].queryset = people  # type: ignore[attr-defined]
        return self


class WishForm(forms.Form):
    """What a company looks for in a network."""

    audiences = forms.MultipleChoiceField(
        label=_("Whom do you want to reach?"), required=False, choices=list(AUDIENCES.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    goals = forms.MultipleChoiceField(
        label=_("What for?"), required=False, choices=list(GOALS.items()), widget=forms.CheckboxSelectMultiple
    )
    formats = forms.MultipleChoiceField(
        label=_("What can you make?"), required=False, choices=list(FORMATS.items()),
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip
    hours = forms.IntegerField(label=_("Hours a week"), required=False, min_value=0, max_value=200)
    no_budget = forms.BooleanField(label=_("There is no budget"), required=False)
    forbidden = forms.MultipleChoiceField(
        label=_("Your company's rules forbid"), required=False, choices=(), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *arguments: object, **named: object) -> None:
        super().__init__(*arguments, **named)  # type: ignore[arg-type]
        self.fields["forbidden"].choices = [(known.id, known.name) for known in platforms()]  # type: ignore[attr-defined]

    @staticmethod
    def empty() -> Wish:
        """Return the wish of somebody who has not said anything yet."""
        return Wish()

    def wish(self) -> Wish:
        """Return what was wished."""
        told = self.cleaned_data
        return Wish(
            frozenset(told["audiences"]),
            frozenset(told["goals"]),
            frozenset(told["formats"]),
            told["hours"],
            frozenset(told["forbidden"]),
            has_budget=not told["no_budget"],
        )


_KNOWN = [("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]
_ANSWER = {"": None, "yes": True, "no": False}


class PlatformForm(forms.Form):
    """What was found out about a network before a start."""

    audience_there = forms.ChoiceField(label=_("Is the target group there?"), required=False, choices=_KNOWN)
    content_about_us = forms.ChoiceField(
        label=_("Does content about you matter there?"), required=False, choices=_KNOWN
    )
    aim = forms.CharField(label=_("What shall it bring?"), required=False, max_length=300)
    hours = forms.IntegerField(label=_("Hours a week you have for it"), required=False, min_value=0, max_value=200)
    hashtag = forms.CharField(
        label=_("Hashtag or search word"),
        required=False,
        max_length=100,
        help_text=_("Search there for your topic: are you spoken of although you have no account?"),
    )
    mentions = forms.IntegerField(label=_("How often was it found or seen?"), required=False, min_value=0)
    mentions_as_of = forms.DateField(
        label=_("Counted on"), required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    handle = forms.CharField(label=_("Name you want there"), required=False, max_length=100)

    def found(self) -> Found:
        """Return what was found."""
        told = self.cleaned_data
        return Found(
            _ANSWER[told["audience_there"]],
            _ANSWER[told["content_about_us"]],
            told["aim"],
            told["hours"],
            told["hashtag"],
            told["mentions"],
            told["mentions_as_of"],
            told["handle"],
        )
