"""Template words of this room: its tabs, sentences of data files, worksheets in words."""

from datetime import date

from django import template
from django.template import Context
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.kernel.words import Words
from leitstand.strategy.core.sheets import Question, Sheet, Verdict
from leitstand.strategy.models import SheetAnswer
from leitstand.strategy.sections import shown_groups

register = template.Library()


@register.inclusion_tag("strategy/_tabs.html", takes_context=True)
def strategy_tabs(context: Context, here: str) -> dict[str, object]:
    """Draw the tabs of this room; `here` names the section shown."""
    groups = shown_groups(context["workspace"].hidden_places)
    beneath = next((each for each in groups if here in each[0].names), None)
    return {"workspace": context["workspace"], "groups": groups, "beneath": beneath, "here": here}


@register.simple_tag
def words(sentence: Words | None) -> str:
    """Say a sentence of a data file in the reader's language."""
    return sentence.said(get_language() or "de") if sentence else ""


@register.filter
def verdict_tone(verdict: Verdict) -> str:
    """Return the notice's level: the way is free, or not, or neither."""
    return "info" if verdict.is_yes is None else "ok" if verdict.is_yes else "warn"


@register.filter
def answers_in_words(answer: SheetAnswer, sheet: Sheet) -> list[tuple[str, str]]:
    """Return question and answer in words, in the order of the sheet; what was left open is left out."""
    language = get_language() or "de"
    return [
        (question.words.said(language), _said(question, answer.answers[question.id], language))
        for question in sheet.questions
        if question.id in answer.answers
    ]


def _said(question: Question, value: object, language: str) -> str:
    if question.kind == "yes_no":
        return _("Yes") if value else _("No")
    if isinstance(value, float):
        return number_format(int(value) if value.is_integer() else value, use_l10n=True)
    if question.kind == "date":
        return date_format(date.fromisoformat(str(value)), "SHORT_DATE_FORMAT")
    names = {choice.id: choice.words.said(language) for choice in question.choices}
    if isinstance(value, list):
        return ", ".join(names.get(str(one), str(one)) for one in value)
    return names.get(str(value), str(value))
