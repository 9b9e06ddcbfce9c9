"""Forms of the labelling pages: one question at a time, the judgement of tone, proofs. They only gather."""

from collections.abc import Mapping
from typing import cast

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.actions.keep_proof import CONSIDERATION, FACT_OF, ProofFields, kinds_of
from leitstand.compliance.core.facts import Fact, UnknownFact
from leitstand.compliance.labelling import tree
from leitstand.compliance.queries import law_here

_YES_NO = [("yes", _("Yes")), ("no", _("No"))]


class QuestionForm(forms.Form):
    """One question of the tree; an answer is needed to go on."""

    fact: Fact

    @classmethod
    def of(cls, name: str, told: object = None, *, data: QueryDict | None = None) -> "QuestionForm":
        """Make the form for one fact, filled with what was told."""
        form = cls(data, auto_id="%s")
        form.fact = fact = law_here().vocabulary[name]
        form.fields[name] = _field(fact, told)
        return form

    def told(self) -> object:
        """Return the answer as the vocabulary wants it."""
        return value_of(self.fact, cast("QueryDict", self.data))


def _field(fact: Fact, told: object) -> forms.Field:
    language = get_language() or "de"
    label = fact.ask.said(language) if fact.ask else fact.name
    help_text = fact.help.said(language) if fact.help else ""
    choices = [(choice.id, choice.words.said(language)) for choice in fact.choices]
    match fact.kind:
        case "yes_no":
            first = {True: "yes", False: "no"}.get(cast("bool", told))
            return forms.ChoiceField(
                label=label, help_text=help_text, choices=_YES_NO, initial=first, widget=forms.RadioSelect()
            )
        case "choice":
            return forms.ChoiceField(
                label=label, help_text=help_text, choices=choices, initial=told, widget=forms.RadioSelect()
            )
        case "choices":
            first_ones = sorted(cast("frozenset[str]", told or ()))
            return forms.MultipleChoiceField(
                label=label, help_text=help_text, choices=choices, initial=first_ones,
                widget=forms.CheckboxSelectMultiple(),
            )  # fmt: skip
        case _:
            words = ", ".join(sorted(cast("frozenset[str]", told or ())))
            return forms.CharField(label=label, help_text=help_text, initial=words, required=False, max_length=500)


def value_of(fact: Fact, data: QueryDict) -> object:
    """Return what was answered to a fact in an address or form; None where it was not, or is no answer."""
    if fact.name not in data:
        return None
    raw = data.get(fact.name, "")
    value: object
    match fact.kind:
        case "yes_no":
            value = {"yes": True, "no": False}.get(raw)
        case "choices":
            value = data.getlist(fact.name)
        case "words":
            value = [one.strip() for one in raw[:500].split(",") if one.strip()]
        case _:
            value = raw
    try:
        return None if value is None else _plain(fact.tame(value))
    except UnknownFact:
        return None


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, frozenset) else value


def answers_in(data: QueryDict) -> dict[str, object]:
    """Return all answers to questions of the tree that an address or form carries."""
    vocabulary = law_here().vocabulary
    told = {one.fact: value_of(vocabulary[one.fact], data) for one in tree().questions}
    return {name: value for name, value in told.items() if value is not None}


def as_pairs(facts: Mapping[str, object]) -> list[tuple[str, str]]:
    """Return answers as names and values of an address."""
    pairs: list[tuple[str, str]] = []
    for name, value in facts.items():
        kind = law_here().vocabulary[name].kind
        if isinstance(value, bool):
            pairs.append((name, "yes" if value else "no"))
        elif isinstance(value, list | tuple | frozenset | set):
            words = sorted(str(one) for one in value)
            pairs += [(name, ", ".join(words))] if kind == "words" else [(name, one) for one in words]
        else:
            pairs.append((name, str(value)))
    return pairs


class ToneForm(forms.Form):
    """The questions on tone, the judgement and its reasons."""

    outcome = forms.ChoiceField(
        label=_("Your judgement"),
        widget=forms.RadioSelect(),
        help_text=_(
            "Answers that all lean to one side are a sign. Where they are mixed, it is unclear; counsel helps."
        ),
    )
    reasons = forms.CharField(
        label=_("Reasons"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("They stand under your name, with the date."),
    )

    @classmethod
    def of(cls, data: QueryDict | None = None) -> "ToneForm":
        """Make the form in the reader's language."""
        language = get_language() or "de"
        form = cls(data, auto_id="tone-%s")
        questions = {
            one.id: forms.ChoiceField(label=one.ask.said(language), choices=_YES_NO, widget=forms.RadioSelect())
            for one in tree().tone
        }
        form.fields = {**questions, **form.fields}
        choices = [(one.id, one.words.said(language)) for one in law_here().vocabulary["post.tone"].choices]
        cast("forms.ChoiceField", form.fields["outcome"]).choices = choices
        return form

    def answers(self) -> dict[str, bool]:
        """Return what was answered with yes or no."""
        told = {one.id: self.data.get(one.id, "") for one in tree().tone}
        return {name: value == "yes" for name, value in told.items() if value in ("yes", "no")}


class KeepForm(forms.Form):
    """Under which name a self-check is kept."""

    title = forms.CharField(label=_("Which post is it?"), max_length=160)


class ProofForm(forms.Form):
    """What was given for a post, or who allowed what."""

    kind = forms.ChoiceField(label=_("What is it?"))
    what = forms.CharField(label=_("Described"), max_length=200, required=False)
    giver = forms.CharField(label=_("From whom"), max_length=200, required=False)
    value = forms.DecimalField(
        label=_("Value in euros"),
        required=False,
        max_digits=12,
        decimal_places=2,
        localize=True,
        help_text=_("About, where unsure."),
    )
    on = forms.DateField(label=_("On"), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    note = forms.CharField(
        label=_("Note"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("What was agreed, and where the original lies."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("File"),
        required=False,
        help_text=_("Contract, mail or receipt; kept unchanged under its hash (SHA-256)."),
    )

    @classmethod
    def of(
        cls,
        about: str,
        *,
        data: QueryDict | None = None,
        files: object = None,
        initial: Mapping[str, object] | None = None,
    ) -> "ProofForm":
        """Make the form for one kind of proof."""
        language = get_language() or "de"
        form = cls(data, cast("None", files), auto_id=f"{about}-%s", initial=dict(initial or {}))
        fact = law_here().vocabulary[FACT_OF[about]]
        words = {one.id: one.words.said(language) for one in fact.choices}
        cast("forms.ChoiceField", form.fields["kind"]).choices = [
            ("", "–"),
            *((one, words[one]) for one in kinds_of(about)),
        ]
        for name in ("what", "giver"):
            vars(form.fields[name])["needed_by"] = _("unless nothing was given")
        vars(form.fields["note"])["needed_by"] = vars(form.fields["file"])["needed_by"] = _("one of note and file")
        if about != CONSIDERATION:
            del form.fields["value"]
            for name in ("what", "giver"):
                form.fields[name].required, vars(form.fields[name])["needed_by"] = True, ""
        return form

    def told(self, about: str) -> ProofFields:
        """Return what was filled in."""
        told = self.cleaned_data
        return {
            "about": about,
            "kind": told["kind"],
            "what": told["what"],
            "value": told.get("value"),
            "giver": told["giver"],
            "on": told["on"],
            "note": told["note"],
        }
