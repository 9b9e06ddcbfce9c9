"""Rules a workspace writes itself: by form or as a file, tried by their own examples before they count."""

import tomllib

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.keep_own_rule import NotWhole, keep_own_rules, switch_own_rule
from leitstand.compliance.core.composing import Wrong, compose, draft_of
from leitstand.compliance.core.own_rules import MOST
from leitstand.compliance.core.predicates import verbs_for
from leitstand.compliance.core.toml_out import toml_of
from leitstand.compliance.models import OwnRule
from leitstand.compliance.queries import broken_rules, law_here
from leitstand.compliance.rule_faults import Said, field_for, say, words_for
from leitstand.compliance.rule_forms import OwnRuleForm, RuleFileForm
from leitstand.compliance.words import LEVEL_NAMES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Stale
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


@require_safe
@allow(Permission.SEE)
def own_rules(request: WorkRequest) -> HttpResponse:
    """List the workspace's own rules, those switched off as well."""
    law = law_here(request.workspace.pk)
    broken = broken_rules(request.workspace.pk)
    language = get_language() or "de"
    rows = []
    for one in OwnRule.objects.filter(workspace=request.workspace).select_related("changed_by"):
        rule = law.rules.get(one.rule)
        title = rule.title.said(language) if rule else _title(one.toml)
        levels = [(case.level, LEVEL_NAMES[case.level]) for case in rule.cases] if rule else []
        rows.append((one, title, levels, one.rule in broken))
    return render(
        request,
        "compliance/own_rules.html",
        {"rows": rows, "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE)},
    )


def _title(text: str) -> str:
    try:
        title = tomllib.loads(text)["rule"][0]["title"]
    except (ValueError, KeyError, IndexError, TypeError):
        return ""
    return str(title.get("de", ""))


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_WORKSPACE)
def own_rule(request: WorkRequest, rule: str | None = None) -> HttpResponse:
    """Write a rule by form; one that says more than the form asks is changed as a file."""
    found = get_object_or_404(OwnRule, workspace=request.workspace, rule=rule) if rule is not None else None
    first = draft_of(tomllib.loads(found.toml)) if found is not None else _blank(request)
    if first is None and found is not None:
        return redirect("compliance_own_rule_file", request.workspace.slug, found.rule)
    form = OwnRuleForm(request.POST or None, initial=first)
    if found is not None:
        form.fields["rule"].disabled = True
    if request.method == "POST" and form.is_valid():
        kept = _kept(request, form, found)
        if kept is not None:
            messages.success(request, _("The rule is kept and counts from now on."))
            return redirect("compliance_own_rules", request.workspace.slug)
    language = get_language() or "de"
    context = {
        "own": found,
        "form": form,
        "facts": _facts(language),
        "versions": list(found.versions.select_related("written_by")) if found else [],
    }
    return render(request, "compliance/own_rule.html", context, status=422 if form.errors else 200)


def _facts(language: str) -> list[tuple[str, str, str, list[str]]]:
    """Return every fact a rule may ask: its name, what it means, the conditions that suit it, its answers."""
    return [
        (
            fact.name,
            fact.ask.said(language) if fact.ask else fact.means,
            ", ".join(verbs_for(fact.kind)),
            [choice.id for choice in fact.choices],
        )
        for fact in sorted(law_here().vocabulary.facts.values(), key=lambda one: one.name)
    ]


def _blank(request: WorkRequest) -> dict[str, object]:
    return {
        "kinds": ["post"],
        "level": "warn",
        "join": "all",
        "sure": "primary",
        "read_on": day_in(request.workspace, clock.now()),
    }


def _kept(request: WorkRequest, form: OwnRuleForm, found: OwnRule | None) -> OwnRule | None:
    """Keep what the form says; None where it does not go through, and every fault stands at its field."""
    try:
        text = toml_of(compose(form.draft(), law_here().vocabulary))
        (kept,) = keep_own_rules(
            request.actor,
            text,
            now=clock.now(),
            only=found.rule if found else None,
            is_new=found is None,
            seen=_seen(request) if found else None,
        )
    except Wrong as wrong:
        name = wrong.field.replace("condition_", "fact_")
        form.add_error(name if name in form.fields else None, f"{words_for(wrong.code)} {wrong.detail}".strip())
    except NotWhole as refused:
        for fault in refused.faults:
            name = field_for(fault)
            detail = "" if fault.code in ("not_found", "found") else fault.detail
            form.add_error(name if name in form.fields else None, f"{words_for(fault.code)} {detail}".strip())
    except Stale as stale:
        form.add_error(None, stale.message)
    else:
        return kept
    return None


def _seen(request: WorkRequest) -> int:
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 9 else -1


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.MANAGE_WORKSPACE)
def rule_file(request: WorkRequest, rule: str | None = None) -> HttpResponse:
    """Write rules as a file; everything that is wrong is told by its line."""
    found = get_object_or_404(OwnRule, workspace=request.workspace, rule=rule) if rule is not None else None
    form = RuleFileForm(request.POST or None, request.FILES or None, initial={"toml": found.toml if found else ""})
    faults: list[Said] = []
    text = found.toml if found else ""
    if request.method == "POST" and form.is_valid():
        text = _text(form)
        try:
            kept = keep_own_rules(
                request.actor,
                text,
                now=clock.now(),
                only=found.rule if found else None,
                seen=_seen(request) if found else None,
            )
        except NotWhole as refused:
            faults = [say(one) for one in refused.faults]
        except Stale as stale:
            messages.error(request, stale.message)
        else:
            words = ngettext("%(count)d rule is kept.", "%(count)d rules are kept.", len(kept)) % {"count": len(kept)}
            messages.success(request, words)
            return redirect("compliance_own_rules", request.workspace.slug)
        # What was uploaded stands in the field, where it can be mended.
        form = RuleFileForm(initial={"toml": text})
    context = {
        "own": found,
        "form": form,
        "faults": faults,
        "lines": list(enumerate(text.splitlines()[:2000], start=1)) if faults else [],
        "wrong_lines": {one.line for one in faults},
    }
    return render(request, "compliance/rule_file.html", context, status=422 if faults or form.errors else 200)


def _text(form: RuleFileForm) -> str:
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["toml"]).replace("\r\n", "\n")
    return bytes(file.read(MOST * 4)).decode("utf-8-sig", "replace").replace("\r\n", "\n")


@post_only
@allow(Permission.MANAGE_WORKSPACE)
def switch(request: WorkRequest, rule: str) -> HttpResponse:
    """Switch a rule on or off."""
    found = get_object_or_404(OwnRule, workspace=request.workspace, rule=rule)
    on = request.POST.get("on") == "1"
    try:
        switch_own_rule(request.actor, found, on=on, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The rule counts again.") if on else _("The rule counts no more."))
    return redirect("compliance_own_rules", request.workspace.slug)


@require_safe
@allow(Permission.SEE)
def download(request: WorkRequest, rule: str) -> HttpResponse:
    """Hand a rule out as the file it is."""
    found = get_object_or_404(OwnRule, workspace=request.workspace, rule=rule)
    answer = HttpResponse(found.toml, content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{found.rule}.toml"'
    return answer
