"""All rules as one document for those who check them: conditions in words, sources, examples; made for paper."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from leitstand.compliance.condition_words import clause_of
from leitstand.compliance.core.facts import Vocabulary
from leitstand.compliance.core.rules import Example, Rule
from leitstand.compliance.queries import Reading, law_here, readings
from leitstand.compliance.words import KIND_NAMES, LEVEL_NAMES, SURE_NAMES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def lawbook(request: WorkRequest) -> HttpResponse:
    """Show every rule whole, the organisation's own among them, in the order of their ids."""
    law = law_here(request.workspace.pk)
    read = {one.rule.id: one for one in readings(request.workspace.pk)}
    today = day_in(request.workspace, clock.now())
    rows = [_row(law.rules[name], read[name], law.vocabulary, today) for name in sorted(law.rules)]
    return render(request, "compliance/lawbook.html", {"rows": rows, "today": today})


def _row(rule: Rule, read: Reading, vocabulary: Vocabulary, today: date) -> dict[str, object]:
    language = get_language() or "de"
    return {
        "rule": rule,
        "read": read,
        "is_late": read.is_overdue(today) and rule.retired_on is None,
        "title": rule.title.said(language),
        "demand": rule.demand.said(language),
        "mend": rule.mend.said(language),
        "kinds": ", ".join(str(name) for kind, name in KIND_NAMES.items() if kind in rule.kinds),
        "sure": SURE_NAMES[rule.sure],
        "cases": [(LEVEL_NAMES[case.level], clause_of(case.when, vocabulary, language)) for case in rule.cases],
        "suspect": clause_of(rule.suspect, vocabulary, language) if rule.suspect else None,
        "ask_level": LEVEL_NAMES[rule.ask_level],
        "bad": list(_examples(rule.bad)),
        "good": list(_examples(rule.good)),
    }


def _examples(told: Iterable[Example]) -> Iterable[tuple[str, str]]:
    for one in told:
        facts = "; ".join(f"{name} = {_plain(value)}" for name, value in sorted(one.facts.items()))
        yield one.text, facts


def _plain(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return ", ".join(sorted(map(str, value))) if isinstance(value, frozenset | list | tuple) else str(value)
