"""What was given for a post, and who allowed a brand or picture in it, with the evidence."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.keep_proof import CONSIDERATION, FACT_OF, PERMISSION, drop_proof, keep_proof
from leitstand.compliance.core.dossier import Dossier
from leitstand.compliance.dossiers import dossier_of
from leitstand.compliance.downloads import as_download
from leitstand.compliance.label_forms import ProofForm
from leitstand.compliance.models import Proof
from leitstand.compliance.queries import law_here
from leitstand.compliance.subjects import is_asset, is_post
from leitstand.house import clock
from leitstand.house.actor import Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in

ON_A_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.SEE, post=Permission.WRITE)
def proofs(request: WorkRequest) -> HttpResponse:
    """Show the proofs of a post, or all there are; by POST keep one."""
    if request.method != "POST" and not request.GET.get("ding"):
        return _register(request)
    subject, dossier = _post(request)
    if request.method != "POST":
        return _page(request, subject, dossier, {})
    about = request.POST.get("about", "")
    if about not in (CONSIDERATION, PERMISSION):
        return redirect(_of(request, subject))
    form = ProofForm.of(about, data=request.POST, files=request.FILES)
    if not form.is_valid():
        return _page(request, subject, dossier, {about: form})
    file = form.cleaned_data["file"]
    try:
        keep_proof(
            request.actor,
            subject,
            form.told(about),
            file_name=file.name if file else "",
            chunks=file.chunks() if file else (),
            now=clock.now(),
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, subject, dossier, {about: form})
    except Impossible as impossible:
        messages.error(request, impossible.message)
    else:
        messages.success(request, _("The proof is kept; the post was judged again."))
    return redirect(_of(request, subject))


def _register(request: WorkRequest) -> HttpResponse:
    rows = Proof.objects.filter(workspace=request.workspace).select_related("kept_by").order_by("-kept_at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    words = _words()
    context = {
        "page": page,
        "rows": [(one, words.get((one.about, one.kind), one.kind)) for one in page],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/proof_register.html", context)


def _words() -> dict[tuple[str, str], str]:
    language, vocabulary = get_language() or "de", law_here().vocabulary
    return {
        (about, one.id): one.words.said(language) for about, name in FACT_OF.items() for one in vocabulary[name].choices
    }


def _post(request: WorkRequest) -> tuple[str, Dossier]:
    subject = request.POST.get("ding") or request.GET.get("ding", "")
    if not is_post(subject):
        raise Foreign("subject")
    return subject, dossier_of(request.actor, subject)


def _of(request: WorkRequest, subject: str) -> str:
    return f"{reverse('compliance_proofs', args=[request.workspace.slug])}?{urlencode({'ding': subject})}"


def _page(request: WorkRequest, subject: str, dossier: Dossier, wrong: dict[str, ProofForm]) -> HttpResponse:
    rows = Proof.objects.filter(workspace=request.workspace, subject=subject).select_related("kept_by")
    words = _words()
    first = {"on": day_in(request.workspace, clock.now())}
    shown = [(one, words.get((one.about, one.kind), one.kind)) for one in rows]
    context = {
        "subject": subject,
        "dossier": dossier,
        "parts": [
            (
                about,
                [row for row in shown if row[0].about == about],
                wrong.get(about) or ProofForm.of(about, initial=first),
            )
            for about in (CONSIDERATION, PERMISSION)
        ],
        "may_write": request.actor.may(Permission.WRITE),
    }
    return render(request, "compliance/proofs.html", context, status=422 if wrong else 200)


@require_safe
@allow(Permission.WRITE)
def file(request: WorkRequest, proof: int) -> HttpResponseBase:
    """Hand the evidence out as it was taken in; always as a download, never shown as a page."""
    found = get_object_or_404(Proof, pk=proof, workspace=request.workspace)
    return as_download(found.sha256, found.file_name)


@post_only
@allow(Permission.WRITE)
def remove(request: WorkRequest, proof: int) -> HttpResponse:
    """Delete a proof; the facts that rested on it go with it."""
    found = get_object_or_404(Proof, pk=proof, workspace=request.workspace)
    subject = found.subject
    drop_proof(request.actor, found, now=clock.now())
    messages.success(request, _("The proof was deleted; the post was judged again."))
    # The post itself may be gone: then the register is where one came from.
    if is_asset(subject) and request.POST.get("from") != "register":
        return redirect("compliance_rights", request.workspace.slug, subject.partition(":")[2])
    is_register = request.POST.get("from") == "register"
    return redirect("compliance_proofs", request.workspace.slug) if is_register else redirect(_of(request, subject))
