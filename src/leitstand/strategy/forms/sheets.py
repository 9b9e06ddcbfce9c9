"""Forms of this room. They only gather; what is right or wrong is decided by the actions."""

from collections.abc import Mapping

from django import forms
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.core.sheets import NUMBERS, Question, Sheet

YES_NO = [("", _("Not known yet")), ("yes", _("Yes")), ("no", _("No"))]


def sheet_form(sheet: Sheet, language: str) -> type[forms.Form]:
    """Make a form out of a worksheet's questions."""
    fields = {question.id: _field(question, language) for question in sheet.questions}
    return type("SheetForm", (forms.Form,), fields)


def first_values(sheet: Sheet, answers: Mapping[str, object]) -> dict[str, object]:
    """Return kept answers as the form's fields show them."""
    said = {True: "yes", False: "no"}
    return {
        question.id: said[bool(answers[question.id])] if question.kind == "yes_no" else answers[question.id]
        for question in sheet.questions
        if question.id in answers
    }


def _field(question: Question, language: str) -> forms.Field:
    label = question.words.said(language)
    told = question.help.said(language) if question.help else ""
    choices = [(choice.id, choice.words.said(language)) for choice in question.choices]
    if question.kind == "yes_no":
        return forms.ChoiceField(label=label, help_text=told, required=question.required, choices=YES_NO)
    if question.kind == "choice":
        return forms.ChoiceField(
            label=label, help_text=told, required=question.required, choices=[("", _("Not known yet")), *choices]
        )
    if question.kind == "choices":
        return forms.MultipleChoiceField(
            label=label,
            help_text=told,
            required=question.required,
            choices=choices,
            widget=forms.CheckboxSelectMultiple,
        )
    if question.kind in NUMBERS:
        return forms.FloatField(
            label=label,
            help_text=told,
            required=question.required,
            localize=True,
            min_value=question.least,
            max_value=question.most,
        )
    if question.kind == "date":
        return forms.DateField(
            label=label, help_text=told, required=question.required, widget=forms.DateInput(attrs={"type": "date"})
        )
    rows = forms.Textarea(attrs={"rows": 3}) if question.kind == "long" else forms.TextInput()
    return forms.CharField(label=label, help_text=told, required=question.required, max_length=4000, widget=rows)
