"""Forms of the legal check: questions made from the vocabulary, and the waiver. They only gather."""

from collections.abc import Mapping, Sequence
from typing import Final

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.core.facts import Fact
from leitstand.compliance.queries import law_here

_OPEN: Final = ("", _("Not answered yet"))
# An answer of its own: whoever ticks nothing has not answered.
_NONE: Final = ("-", _("None of these"))


class QuestionsForm(forms.Form):
    """The facts that are asked, each as its kind wants it; what is left open stays open."""

    facts: Sequence[Fact] = ()

    @classmethod
    def of(
        cls, asked: Sequence[str], told: Mapping[str, object], *, prefix: str, data: QueryDict | None = None
    ) -> "QuestionsForm":
        """Make the form for facts of the vocabulary; names that are none, or that nobody is asked for, are left out."""
        vocabulary = law_here().vocabulary
        form = cls(data, prefix=prefix, auto_id="%s")
        form.facts = [
            vocabulary[name] for name in asked if name in vocabulary.facts and vocabulary[name].ask is not None
        ]
        for fact in form.facts:
            form.fields[fact.name] = _field(fact, told.get(fact.name))
        return form

    def told(self, *, empty_is_none_there: bool = False) -> dict[str, object]:
        """Return the answers; None takes an answer back.

        `empty_is_none_there`: a text left empty is told as empty (there is no such address), not as unanswered.
        """
        answers = {fact.name: _answer(fact, self.cleaned_data.get(fact.name)) for fact in self.facts}
        texts = {fact.name for fact in self.facts if fact.kind == "text"} if empty_is_none_there else set()
        return {name: "" if value is None and name in texts else value for name, value in answers.items()}


def _field(fact: Fact, told: object) -> forms.Field:
    language = get_language() or "de"
    label = fact.ask.said(language) if fact.ask else fact.name
    help_text = fact.help.said(language) if fact.help else ""
    choices = [(choice.id, choice.words.said(language)) for choice in fact.choices]
    match fact.kind:
        case "yes_no":
            first = "" if told is None else "yes" if told else "no"
            options = [_OPEN, ("yes", _("Yes")), ("no", _("No"))]
            return forms.ChoiceField(label=label, help_text=help_text, choices=options, required=False, initial=first)
        case "choice":
            return forms.ChoiceField(
                label=label, help_text=help_text, choices=[_OPEN, *choices], required=False, initial=told or ""
            )
        case "choices":
            return forms.MultipleChoiceField(
                label=label, help_text=help_text, choices=[*choices, _NONE], required=False,
                initial=[_NONE[0]] if told is not None and not told else told or [],
                widget=forms.CheckboxSelectMultiple(),
            )  # fmt: skip
        case "number":
            return forms.FloatField(label=label, help_text=help_text, required=False, initial=told)
        case "date":
            day = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
            return forms.DateField(label=label, help_text=help_text, required=False, initial=told, widget=day)
        case _:
            return forms.CharField(label=label, help_text=help_text, required=False, max_length=500, initial=told or "")


def _answer(fact: Fact, value: object) -> object:
    if value in ("", None, []):
        return None
    match fact.kind:
        case "yes_no":
            return value == "yes"
        case "choices" if isinstance(value, list):
            return [one for one in value if one != _NONE[0]]
        case "words":
            return [one.strip() for one in str(value).split(",") if one.strip()]
        case _:
            return value


class WaiverForm(forms.Form):
    """Why something may pass, and until when."""

    reason = forms.CharField(
        label=_("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("It stands under your name, for this content only."),
    )
    ends = forms.DateField(label=_("Until"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
