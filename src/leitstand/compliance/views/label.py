"""Must it be marked as advertising? One question at a time: as a self-check that stores nothing, or for a post of the plan."""

from collections.abc import Mapping
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.assess_tone import assess_tone
from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_label_check import drop_label_check, keep_label_check
from leitstand.compliance.core.dossier import Dossier, said_facts
from leitstand.compliance.core.labelling import Result, Walk, suggested_tone
from leitstand.compliance.dossiers import dossier_of
from leitstand.compliance.label_forms import KeepForm, QuestionForm, ToneForm, answers_in, as_pairs
from leitstand.compliance.labelling import COMPANY_SPEAKS, places, tree, walked
from leitstand.compliance.models import LabelCheck, ToneAssessment
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.reading import fold_of
from leitstand.compliance.subjects import is_post
from leitstand.connector_kit import registry
from leitstand.house import clock
from leitstand.house.actor import Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

TONES = {"label": "red", "counsel": "amber", "tie": "amber", "none": "green"}
TONE = "post.tone"


@require_safe
@allow(Permission.SEE)
def label(request: WorkRequest) -> HttpResponse:
    """Ask, or show the result; the answers stand in the address and nowhere else."""
    return _self_check(request, answers_in(request.GET))


@post_only
@allow(Permission.SEE)
def keep(request: WorkRequest) -> HttpResponse:
    """Keep a self-check."""
    facts = answers_in(request.POST)
    form = KeepForm(request.POST, auto_id="keep-%s")
    if not form.is_valid():
        return _self_check(request, facts, form=form)
    try:
        kept = keep_label_check(request.actor, title=form.cleaned_data["title"], facts=facts, now=clock.now())
    except Invalid as invalid:
        put_errors(form, invalid)
        return _self_check(request, facts, form=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return redirect(_address(reverse("compliance_label", args=[request.workspace.slug]), facts))
    messages.success(request, _("The self-check “%(title)s” was kept; only you see it.") % {"title": kept.title})
    return redirect("compliance_label", request.workspace.slug)


@post_only
@allow(Permission.SEE)
def remove(request: WorkRequest, check: int) -> HttpResponse:
    """Delete one's own self-check."""
    found = get_object_or_404(LabelCheck, pk=check, workspace=request.workspace)
    drop_label_check(request.actor, found, now=clock.now())
    messages.success(request, _("The self-check was deleted."))
    return redirect("compliance_label", request.workspace.slug)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def of_post(request: WorkRequest) -> HttpResponse:
    """Ask about one post; by POST its answer becomes a fact of the post."""
    subject, dossier = _post(request)
    if request.method == "POST":
        name = request.POST.get("frage", "")
        if name not in {one.fact for one in tree().questions} or name == TONE:
            return redirect(_of(request, subject))
        form = QuestionForm.of(name, data=request.POST)
        if not form.is_valid():
            return _of_post(request, subject, dossier, form=form)
        declare(request.actor, subject, {name: form.told()}, now=clock.now())
        return redirect(_of(request, subject))
    return _of_post(request, subject, dossier)


@post_only
@allow(Permission.WRITE)
def tone(request: WorkRequest) -> HttpResponse:
    """Keep the judgement of a post's tone."""
    subject, dossier = _post(request)
    form = ToneForm.of(request.POST)
    if not form.is_valid():
        return _of_post(request, subject, dossier, tone=form)
    told = form.cleaned_data
    try:
        assess_tone(
            request.actor,
            subject,
            answers=form.answers(),
            outcome=told["outcome"],
            reasons=told["reasons"],
            now=clock.now(),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _of_post(request, subject, dossier, tone=form)
    messages.success(request, _("Your judgement was kept with reasons, name and date."))
    return redirect(_of(request, subject))


def _post(request: WorkRequest) -> tuple[str, Dossier]:
    subject = request.POST.get("ding") or request.GET.get("ding", "")
    if not is_post(subject):
        raise Foreign("subject")
    return subject, dossier_of(request.actor, subject)


def _of(request: WorkRequest, subject: str, **more: str) -> str:
    return _address(reverse("compliance_label_of", args=[request.workspace.slug]), {}, ding=subject, **more)


def _address(path: str, facts: Mapping[str, object], **more: str) -> str:
    pairs = [*more.items(), *as_pairs(facts)]
    return f"{path}?{urlencode(pairs)}" if pairs else path


def _self_check(request: WorkRequest, facts: Mapping[str, object], *, form: KeepForm | None = None) -> HttpResponse:
    told = walked(facts, on=day_in(request.workspace, clock.now()))
    asked = _asked(request, told, facts)
    path = reverse("compliance_label", args=[request.workspace.slug])
    answered = {question.fact: facts[question.fact] for question, _value in told.answered}
    context = {
        **_shown(request, told, facts, asked),
        "form": QuestionForm.of(asked, facts.get(asked)) if asked else None,
        "carried": as_pairs({name: value for name, value in answered.items() if name != asked}),
        "lines": [(words, _address(path, answered, frage=name)) for name, words in _lines(told, facts)],
        "back": _back(told, asked, path, answered),
        "keep_form": form or KeepForm(auto_id="keep-%s"),
        "all": as_pairs(answered),
        "checks": LabelCheck.objects.filter(workspace=request.workspace, person=request.actor.person),
        "action": path,
        "may_hand": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/label.html", context, status=422 if form and form.errors else 200)


def _of_post(
    request: WorkRequest,
    subject: str,
    dossier: Dossier,
    *,
    form: QuestionForm | None = None,
    tone: ToneForm | None = None,
) -> HttpResponse:
    facts = {**COMPANY_SPEAKS, **dossier.known, **told_about(request.workspace.pk, [subject]).get(subject, {})}
    told = walked(_of_tree(facts), on=day_in(request.workspace, clock.now()))
    asked = form.fact.name if form else TONE if tone else _asked(request, told, facts)
    context = {
        **_shown(request, told, facts, asked),
        "subject": subject,
        "dossier": dossier,
        "form": form or (QuestionForm.of(asked, facts.get(asked)) if asked else None),
        "tone_form": (tone or ToneForm.of()) if asked == TONE else None,
        "leans": _leaning(tone) if tone else "",
        "lines": [(words, _of(request, subject, frage=name)) for name, words in _lines(told, facts)],
        "back": _back(told, asked, _of(request, subject), {}),
        "assessments": [
            (one, _word(one.outcome))
            for one in ToneAssessment.objects.filter(workspace=request.workspace, subject=subject)
            .select_related("assessed_by")[:10]
        ],
        "hints": _hints(dossier),
        "may_write": request.actor.may(Permission.WRITE),
        "action": reverse("compliance_label_of", args=[request.workspace.slug]),
    }  # fmt: skip
    is_wrong = bool((form and form.errors) or (tone and tone.errors))
    return render(request, "compliance/label.html", context, status=422 if is_wrong else 200)


def _of_tree(facts: Mapping[str, object]) -> dict[str, object]:
    asked = {one.fact for one in tree().questions}
    return {name: value for name, value in facts.items() if name in asked}


def _asked(request: WorkRequest, told: Walk, facts: Mapping[str, object]) -> str:
    """Return the question to show: one that was answered and is to be changed, or the open one; "" at a result."""
    wanted = request.GET.get("frage", "")
    if wanted in {question.fact for question, _value in told.answered} and wanted in facts:
        return wanted
    return told.open.fact if told.open else ""


def _lines(told: Walk, facts: Mapping[str, object]) -> list[tuple[str, tuple[str, str]]]:
    """Return what was answered: the fact, and question and answer in words."""
    vocabulary, language = law_here().vocabulary, get_language() or "de"
    lines = []
    for question, _value in told.answered:
        words = said_facts(facts, vocabulary, language, yes=_("yes"), no=_("no"), names=[question.fact])
        lines += [(question.fact, one) for one in words]
    return lines


def _back(told: Walk, asked: str, path: str, facts: Mapping[str, object]) -> str:
    """Return the address of the question before this one, "" at the first."""
    names = [question.fact for question, _value in told.answered]
    before = names[: names.index(asked)] if asked in names else names
    if not before:
        return ""
    mark = "&" if "?" in path else "?"
    return f"{path}{mark}{urlencode([('frage', before[-1]), *as_pairs(facts)])}"


def _shown(request: WorkRequest, told: Walk, facts: Mapping[str, object], asked: str) -> dict[str, object]:
    language = get_language() or "de"
    question = next((one for one in tree().questions if one.fact == asked), None)
    context: dict[str, object] = {
        "question": question,
        "why": question.why.said(language) if question else "",
        "number": len({one.fact for one, _value in told.answered if one.fact != asked}) + 1,
        "tree": tree(),
    }
    if told.result is not None and not asked:
        context |= _result(request, told.result)
    return context


def _result(request: WorkRequest, result: Result) -> dict[str, object]:
    language, rule = get_language() or "de", law_here().rules[result.rule]
    network, as_format = request.GET.get("netz", ""), request.GET.get("format", "text")
    names = {one.slug: one.name for one in registry.manifests()}
    formats = [(one.id, one.words.said(language)) for one in law_here().vocabulary["case.format"].choices]
    place = places().place(as_format)
    tool = places().tool(network)
    return {
        "result": result,
        "says": result.says.said(language),
        "status_tone": TONES[result.answer],
        "demand": rule.demand.said(language),
        "rule": rule,
        "words": places(),
        "place": place,
        "where": place.where.said(language),
        "fold": None if place.in_picture else fold_of(network),
        "tool": tool.name.said(language) if tool else "",
        "networks": sorted(names.items(), key=lambda one: one[1].casefold()),
        "formats": formats,
        "network": network if network in names else "",
        "format": as_format if as_format in dict(formats) else "text",
    }


def _leaning(form: ToneForm) -> str:
    return _word(suggested_tone(tree(), form.answers()))


def _word(outcome: str) -> str:
    choices = law_here().vocabulary[TONE].choices
    return next((one.words.said(get_language() or "de") for one in choices if one.id == outcome), outcome)


def _hints(dossier: Dossier) -> list[str]:
    """Return words of praise and calls to buy that stand in the text; they only suggest."""
    read = law_here().facts({}, text=dossier.text)
    found: set[str] = set()
    for name in ("post.praise", "post.buying_call"):
        value = read.get(name)
        if isinstance(value, frozenset):
            found |= value
    return sorted(found)[:12]
