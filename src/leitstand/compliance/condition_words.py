"""When a rule holds, in words a lawyer can check without reading the data file."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.compliance.core.facts import Fact, Vocabulary
from leitstand.compliance.core.predicates import PUBLISH_ON, AllOf, Not, Predicate, Since, Test
from leitstand.compliance.words import VERB_NAMES

_JOINTS: Final[dict[str, "str | Promise"]] = {
    "all": gettext_lazy("All of this holds:"),
    "any": gettext_lazy("At least one of this holds:"),
    "not": gettext_lazy("This does not hold:"),
}


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: a joint with its parts, or a fact with what is asked of it. `lang` is that of `question`."""

    joint: "str | Promise" = ""
    parts: "Sequence[Clause]" = ()
    fact: str = ""
    question: str = ""
    lang: str = ""
    answer: str = ""


def clause_of(predicate: Predicate, vocabulary: Vocabulary, language: str) -> Clause:
    """Put a predicate into words of this language; a fact the machine finds by itself is described in English."""
    if isinstance(predicate, Since):
        return Clause(answer=_("published on %(day)s or later") % {"day": _day(predicate.day)})
    if isinstance(predicate, Test):
        fact = vocabulary[predicate.fact]
        question, lang = (fact.ask.said(language), "") if fact.ask else (fact.means, "en")
        return Clause(fact=fact.name, question=question, lang=lang, answer=_answer(predicate, fact, language))
    if isinstance(predicate, Not):
        return Clause(_JOINTS["not"], (clause_of(predicate.part, vocabulary, language),))
    parts = tuple(clause_of(part, vocabulary, language) for part in predicate.parts)
    return Clause(_JOINTS["all" if isinstance(predicate, AllOf) else "any"], parts)


def _answer(test: Test, fact: Fact, language: str) -> str:
    if test.verb == "known":
        return _("is known") if test.value else _("is not known")
    if test.verb == "empty":
        return _("is empty") if test.value else _("is not empty")
    told = test.value
    values = sorted(told, key=str) if isinstance(told, frozenset) else [told]
    words = ", ".join(_value(one, fact, language) for one in values)
    return f"{VERB_NAMES[test.verb]} {words}"


def _value(told: object, fact: Fact, language: str) -> str:
    if isinstance(told, bool):
        return _("yes") if told else _("no")
    if isinstance(told, date):
        return _day(told)
    if told == PUBLISH_ON:
        return _("the day of publishing")
    return next((one.words.said(language) for one in fact.choices if one.id == told), str(told))


def _day(day: date) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")
