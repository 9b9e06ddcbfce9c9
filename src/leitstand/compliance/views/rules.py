"""All rules of law in one place, for those who answer for them: what each demands, where it stands, what it finds."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.compliance.actions.set_strictness import set_strictness
from leitstand.compliance.calendar import calendar
from leitstand.compliance.core.rules import LEVELS, Rule
from leitstand.compliance.queries import Reading, law_here, open_questions_stop, readings
from leitstand.compliance.words import KIND_NAMES, LEVEL_NAMES, SURE_NAMES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def rules(request: WorkRequest) -> HttpResponse:
    """List the rules, narrowed by words, by what they judge and by how heavily."""
    words = request.GET.get("wort", "").strip()[:100]
    kind, level = request.GET.get("was", ""), request.GET.get("stufe", "")
    law = law_here(request.workspace.pk)
    read = {one.rule.id: one for one in readings(request.workspace.pk)}
    today = day_in(request.workspace, clock.now())
    found = [
        rule
        for rule in sorted(law.rules.values(), key=lambda one: one.id)
        if (kind not in KIND_NAMES or kind in rule.kinds)
        and (level not in LEVELS or any(case.level == level for case in rule.cases))
        and all(word in _text(rule) for word in words.casefold().split())
    ]
    context = {
        "rows": [_row(rule, read[rule.id], today) for rule in found],
        "late": sum(one.is_overdue(today) and one.rule.retired_on is None for one in read.values()),
        "all": len(law.rules),
        "words": words,
        "kind": kind,
        "level": level,
        "kinds": list(KIND_NAMES.items()),
        "levels": list(LEVEL_NAMES.items()),
        "stops": open_questions_stop(request.workspace.pk),
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
        "is_narrow": bool(words) or kind in KIND_NAMES or level in LEVELS,
    }
    return render(request, "compliance/rules.html", context)


@require_safe
@allow(Permission.SEE)
def dates(request: WorkRequest) -> HttpResponse:
    """Show what changed in law, what comes, and what is pending."""
    today = day_in(request.workspace, clock.now())
    language = get_language() or "de"
    found = [(one.on, one.what.said(language), one.again) for one in calendar().dates]
    context = {
        "coming": [row for row in found if row[0] >= today],
        "past": [row for row in reversed(found) if row[0] < today],
        "pending": [words.said(language) for words in calendar().pending],
    }
    return render(request, "compliance/dates.html", context)


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def strictness(request: WorkRequest) -> HttpResponse:
    """Have open questions stop posts, or only warn."""
    stops = request.POST.get("stops") == "1"
    set_strictness(request.actor, stops=stops, now=clock.now())
    messages.success(
        request,
        _("From now on an open question stops a post.") if stops else _("From now on an open question only warns."),
    )
    return redirect("compliance_rules", request.workspace.slug)


def _text(rule: Rule) -> str:
    language = get_language() or "de"
    told = (rule.id, rule.law, rule.law_2022, *(words.said(language) for words in (rule.title, rule.demand, rule.mend)))
    return " ".join(told).casefold()


def _row(rule: Rule, read: Reading, today: date) -> dict[str, object]:
    language = get_language() or "de"
    return {
        "rule": rule,
        "read": read,
        "is_late": read.is_overdue(today) and rule.retired_on is None,
        "title": rule.title.said(language),
        "demand": rule.demand.said(language),
        "mend": rule.mend.said(language),
        "levels": [(level, LEVEL_NAMES[level]) for level in dict.fromkeys(case.level for case in rule.cases)],
        "kinds": ", ".join(str(name) for kind, name in KIND_NAMES.items() if kind in rule.kinds),
        "sure": SURE_NAMES[rule.sure],
        "bad": [example.text for example in rule.bad if example.text][:3],
        "good": [example.text for example in rule.good if example.text][:3],
    }
