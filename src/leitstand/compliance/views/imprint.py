"""The imprint, made of its details: what the legal form needs is said by the rules, while it is filled in."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_imprint import MOST, keep_imprint
from leitstand.compliance.core.imprint import LINES, LONG, compose
from leitstand.compliance.core.own_rules import PREFIX
from leitstand.compliance.forms import QuestionsForm
from leitstand.compliance.models import Imprint
from leitstand.compliance.profiles import OF_COMPANY, asked, company_facts, findings_of_profile
from leitstand.compliance.queries import law_here
from leitstand.compliance.subjects import COMPANY
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in


class ImprintForm(forms.Form):
    """One field for each detail."""

    @classmethod
    def of(cls, details: dict[str, str], data: object = None) -> "ImprintForm":
        """Make the form with what is kept."""
        language = get_language() or "de"
        form = cls(data, initial=details, auto_id="imprint-%s")  # type: ignore[arg-type]  # a QueryDict or nothing
        words = {choice.id: choice.words.said(language) for choice in law_here().vocabulary["imprint.shows"].choices}
        for name in LINES:
            widget = forms.Textarea(attrs={"rows": 2}) if name in LONG else forms.TextInput()
            form.fields[name] = forms.CharField(label=words[name], required=False, max_length=MOST, widget=widget)
        return form


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.MANAGE_WORKSPACE)
def imprint(request: WorkRequest) -> HttpResponse:
    """Show the imprint; by POST keep its details."""
    kept = _kept(request)
    if request.method != "POST":
        return _page(request, kept)
    form = ImprintForm.of({}, request.POST)
    if form.is_valid():
        try:
            keep_imprint(request.actor, form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The imprint was kept. Copy it to your website and your profiles."))
            return redirect("compliance_imprint", request.workspace.slug)
    return _page(request, kept, form=form)


def _kept(request: WorkRequest) -> Imprint | None:
    return Imprint.objects.filter(workspace=request.workspace).first()


def _page(
    request: WorkRequest,
    kept: Imprint | None,
    *,
    form: ImprintForm | None = None,
    questions: QuestionsForm | None = None,
) -> HttpResponse:
    details = dict(kept.details) if kept else {}
    company = dict(company_facts(request.workspace.pk))
    text = compose(details) if details else ""
    today = day_in(request.workspace, clock.now())
    language = get_language() or "de"
    law = law_here(request.workspace.pk)
    findings = findings_of_profile(company, {}, text=text, network="", on=today, law=law)
    context = {
        "form": form or ImprintForm.of(details),
        "kept": kept,
        "text": text,
        "questions": questions or QuestionsForm.of(asked(OF_COMPANY), company, prefix=COMPANY),
        "asks_company": kept is None or questions is not None,
        "findings": [
            (one, one.rule.title.said(language), one.rule.mend.said(language))
            for one in findings
            if one.rule.id.startswith(("IMP-", PREFIX)) and not _is_about_a_profile(one.asks)
        ],
        "may_manage": request.actor.may(Permission.MANAGE_WORKSPACE),
    }
    is_wrong = any(one is not None and one.errors for one in (form, questions))
    return render(request, "compliance/imprint.html", context, status=422 if is_wrong else 200)


def _is_about_a_profile(asks: tuple[str, ...]) -> bool:
    return any(name.startswith(("profile.", "account.", "author.")) for name in asks)


@post_only
@allow(Permission.WRITE)
def company(request: WorkRequest) -> HttpResponse:
    """Keep what is told of the company."""
    form = QuestionsForm.of(asked(OF_COMPANY), {}, prefix=COMPANY, data=request.POST)
    if not form.is_valid():
        return _page(request, _kept(request), questions=form)
    declare(request.actor, COMPANY, form.told(), now=clock.now())
    messages.success(request, _("Your answers about the company were kept."))
    return redirect("compliance_imprint", request.workspace.slug)
