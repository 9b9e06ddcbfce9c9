"""The register of consents: who agreed to what, with everything that proves it, and how it ended."""

import json

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.ask_consent import ask_consent, link_to_stop
from leitstand.compliance.actions.record_consent import add_proof, record_consent
from leitstand.compliance.actions.withdraw_consent import withdraw_consent
from leitstand.compliance.consent_forms import ConsentForm, ProofForm, WithdrawForm
from leitstand.compliance.consent_papers import DOCUMENT, as_document, lines_of, rows_of
from leitstand.compliance.core.consents import State
from leitstand.compliance.downloads import as_download
from leitstand.compliance.models import Consent, ConsentProof, ConsentText
from leitstand.compliance.models.consents import STATES
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.tables import as_csv, as_file

SHOWN = 50
TONES = {"asked": "amber", "given": "green", "withdrawn": "red", "expired": "grey"}


@require_safe
@allow(Permission.ANSWER)
def consents(request: WorkRequest) -> HttpResponse:
    """List the consents, the newest first; by state, by words of name and address, or of one contact."""
    rows = Consent.objects.filter(workspace=request.workspace).select_related("text", "contact")
    state, word, contact = (request.GET.get(name, "").replace("\x00", "") for name in ("stand", "wort", "kontakt"))
    if state in dict(STATES):
        rows = rows.filter(state=state)
    if word.strip():
        rows = rows.filter(Q(address__icontains=word.strip()) | Q(name__icontains=word.strip()))
    if contact.isdecimal() and len(contact) < 19:
        rows = rows.filter(contact=int(contact))
    context = {
        "page": Paginator(rows, SHOWN).get_page(request.GET.get("page")),
        "tones": TONES,
        "states": STATES,
        "state": state,
        "word": word,
        "has_texts": ConsentText.objects.filter(workspace=request.workspace, retired_at=None).exists(),
    }
    return render(request, "compliance/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.ANSWER)
def new(request: WorkRequest) -> HttpResponse:
    """Enter a consent."""
    form = ConsentForm(
        request.POST or None,
        request.FILES or None,
        initial={"requested_at": clock.now(), "contact": request.GET.get("kontakt", "")},
    )
    form.for_workspace(request.workspace)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = record_consent(
                request.actor,
                form.told(),
                file_name=file.name if file else "",
                chunks=file.chunks() if file else (),
                now=clock.now(),
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            if made.state == State.GIVEN.value:
                messages.success(request, _("The consent is kept."))
            else:
                _ask(request, made)
            return _to(request, made)
    has_texts = ConsentText.objects.filter(workspace=request.workspace, retired_at=None).exists()
    context = {"form": form, "has_texts": has_texts}
    return render(request, "compliance/consent_form.html", context, status=422 if form.errors else 200)


def _ask(request: WorkRequest, consent: Consent) -> None:
    try:
        went = ask_consent(request.actor, consent, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return
    if went == "sent":
        messages.success(request, _("The confirmation mail is on its way. The consent counts from their click on."))
    else:
        messages.error(request, _("The mail server did not take the mail. Look at the settings, and ask again later."))


@require_safe
@allow(Permission.ANSWER)
def consent(request: WorkRequest, consent: int) -> HttpResponse:
    """Show one consent with its evidence."""
    return _page(request, _consent(request, consent))


def _page(
    request: WorkRequest, found: Consent, *, proof: ProofForm | None = None, withdraw: WithdrawForm | None = None
) -> HttpResponse:
    context = {
        "consent": found,
        "tone": TONES[found.state],
        "lines": lines_of(found),
        "proofs": list(found.proofs.all()),
        "proof_form": proof or ProofForm(auto_id="proof-%s"),
        "withdraw_form": withdraw or WithdrawForm(auto_id="withdraw-%s"),
        "stop_link": link_to_stop(found),
        "is_open": found.state in (State.ASKED.value, State.GIVEN.value),
    }
    is_wrong = any(one is not None and one.errors for one in (proof, withdraw))
    return render(request, "compliance/consent.html", context, status=422 if is_wrong else 200)


@post_only
@allow(Permission.ANSWER)
def ask(request: WorkRequest, consent: int) -> HttpResponse:
    """Send the confirmation mail (again)."""
    found = _consent(request, consent)
    _ask(request, found)
    return _to(request, found)


@post_only
@allow(Permission.ANSWER)
def prove(request: WorkRequest, consent: int) -> HttpResponse:
    """Add a file that proves it."""
    found = _consent(request, consent)
    form = ProofForm(request.POST, request.FILES, auto_id="proof-%s")
    if not form.is_valid():
        return _page(request, found, proof=form)
    file = form.cleaned_data["file"]
    try:
        add_proof(
            request.actor,
            found,
            name=form.cleaned_data["name"],
            file_name=file.name,
            chunks=file.chunks(),
            now=clock.now(),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, proof=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
    return _to(request, found)


@require_safe
@allow(Permission.ANSWER)
def proof(request: WorkRequest, consent: int, proof: int) -> HttpResponseBase:
    """Hand a proof out as it was taken in; always as a download, never shown as a page."""
    found = get_object_or_404(ConsentProof, pk=proof, consent=consent, workspace=request.workspace)
    return as_download(found.sha256, found.file_name)


@post_only
@allow(Permission.ANSWER)
def withdraw(request: WorkRequest, consent: int) -> HttpResponse:
    """Note that somebody took their consent back."""
    found = _consent(request, consent)
    form = WithdrawForm(request.POST, auto_id="withdraw-%s")
    if not form.is_valid():
        return _page(request, found, withdraw=form)
    withdraw_consent(request.actor, found, by=form.cleaned_data["by"], note=form.cleaned_data["note"], now=clock.now())
    messages.success(request, _("It is withdrawn, and this person gets no advertising any more, by no way."))
    return _to(request, found)


@require_safe
@allow(Permission.ANSWER)
def paper(request: WorkRequest, consent: int) -> HttpResponse:
    """Show the proof of one consent as a page to print."""
    found = _consent(request, consent)
    context = {"consent": found, "document": as_document(found), "lines": lines_of(found), "now": clock.now()}
    return render(request, "compliance/consent_paper.html", context)


@require_safe
@allow(Permission.ANSWER)
def document(request: WorkRequest, consent: int) -> HttpResponse:
    """Hand the proof of one consent out as JSON."""
    found = _consent(request, consent)
    data = json.dumps(as_document(found), ensure_ascii=False, indent=2)
    response = HttpResponse(data, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{DOCUMENT % found.pk}.json"'
    return response


@require_safe
@allow(Permission.ANSWER)
def table(request: WorkRequest) -> HttpResponse:
    """Hand the register out as a table."""
    rows = Consent.objects.filter(workspace=request.workspace).select_related("text", "workspace")
    return as_file(as_csv(rows_of(rows.order_by("pk").iterator())), "einwilligungen.csv")


def _to(request: WorkRequest, consent: Consent) -> HttpResponse:
    return redirect("compliance_consent", request.workspace.slug, consent.pk)


def _consent(request: WorkRequest, pk: int) -> Consent:
    rows = Consent.objects.select_related("text", "contact", "workspace", "added_by")
    return get_object_or_404(rows, pk=pk, workspace=request.workspace)
