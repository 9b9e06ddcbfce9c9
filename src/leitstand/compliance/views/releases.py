"""The register of people's releases: who agreed to what, until when, what depends on it, and the form to sign."""

from pathlib import Path

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from leitstand.compliance.actions.keep_picture_release import drop_picture_release, keep_picture_release
from leitstand.compliance.actions.withdraw_release import reopen_takedown, take_down, withdraw_release
from leitstand.compliance.core.releases import Standing
from leitstand.compliance.models import PictureRelease, Takedown
from leitstand.compliance.models.releases import PURPOSES
from leitstand.compliance.queries.releases import SOON, register_of
from leitstand.compliance.release_form import filled, release_form
from leitstand.compliance.release_forms import ReleaseForm, WithdrawReleaseForm
from leitstand.connector_kit import registry
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest
from leitstand.house.zones import day_in
from leitstand.library.files import path_of

ON_A_PAGE = 50
SHOWN = [
    ("", gettext_lazy("All releases")),
    ("ending", gettext_lazy("Ending soon")),
    ("minors", gettext_lazy("Minors")),
    ("withdrawn", gettext_lazy("Withdrawn releases")),
    ("takedown", gettext_lazy("To be taken down")),
]


@require_safe
@allow(Permission.WRITE)
def releases(request: WorkRequest) -> HttpResponse:
    """List the releases, all or some of them."""
    today, show = day_in(request.workspace, clock.now()), request.GET.get("show", "")
    page = Paginator(register_of(request.workspace, show=show, today=today), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = []
    for one in page:
        terms = one.terms
        last = terms.last_day()
        is_soon = last is not None and today <= last <= today + SOON
        rows.append((one, terms.standing(today), last, is_soon, terms.is_minor(today)))
    return render(request, "compliance/releases.html", {"page": page, "rows": rows, "shown": SHOWN, "show": show})


@require_http_methods(["GET", "HEAD", "POST"])
@allow(Permission.WRITE)
def release(request: WorkRequest, release: int | None = None) -> HttpResponse:
    """Show a release; by POST keep it."""
    found = _release(request, release) if release is not None else None
    form = _form(request, found)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = keep_picture_release(
                request.actor,
                form.told(),
                file_name=file.name if file else "",
                chunks=file.chunks() if file else (),
                now=clock.now(),
                release=found,
            )
        except Invalid as invalid:
            put_errors(form, invalid)
        except Impossible as impossible:
            messages.error(request, impossible.message)
            return redirect("compliance_releases", request.workspace.slug)
        else:
            messages.success(request, _("The release is kept; posts that wait were judged again."))
            return _to(request, kept)
    return _page(request, found, form=form)


def _form(request: WorkRequest, found: PictureRelease | None) -> ReleaseForm:
    names = [name for name in ReleaseForm.base_fields if name != "file"]
    first = {name: getattr(found, name) for name in names} if found is not None else None
    if request.method == "POST":
        return ReleaseForm(request.POST, request.FILES, initial=first).with_networks()
    return ReleaseForm(initial=first).with_networks()


def _page(
    request: WorkRequest,
    found: PictureRelease | None,
    *,
    form: ReleaseForm | None = None,
    withdraw: WithdrawReleaseForm | None = None,
) -> HttpResponse:
    today = day_in(request.workspace, clock.now())
    context: dict[str, object] = {
        "release": found,
        "form": form or _form(request, found),
        "withdraw": withdraw or WithdrawReleaseForm(initial={"on": today}, auto_id="withdraw-%s"),
    }
    if found is not None:
        terms = found.terms
        takedowns = list(found.takedowns.select_related("done_by", "asset"))
        context |= {
            "standing": terms.standing(today),
            "last": terms.last_day(),
            "is_over": terms.standing(today) in (Standing.ENDED, Standing.WITHDRAWN),
            "pictures": list(found.seen.filter(asset__deleted_at=None).select_related("asset")[:200]),
            "takedowns": takedowns,
            "are_open": any(one.done_at is None for one in takedowns),
        }
    is_wrong = any(one is not None and one.errors for one in (form, withdraw))
    return render(request, "compliance/release.html", context, status=422 if is_wrong else 200)


@post_only
@allow(Permission.WRITE)
def withdraw(request: WorkRequest, release: int) -> HttpResponse:
    """Note that somebody took their release back."""
    found = _release(request, release)
    form = WithdrawReleaseForm(request.POST, auto_id="withdraw-%s")
    if not form.is_valid():
        return _page(request, found, withdraw=form)
    try:
        opened = withdraw_release(
            request.actor, found, on=form.cleaned_data["on"], note=form.cleaned_data["note"], now=clock.now()
        )
    except Invalid as invalid:
        put_errors(form, invalid)
        return _page(request, found, withdraw=form)
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found)
    if opened:
        messages.warning(
            request, _("It is withdrawn and planned posts are stopped. Now take down what is listed here.")
        )
    else:
        messages.success(request, _("It is withdrawn and planned posts are stopped; no live post shows this person."))
    return _to(request, found)


@post_only
@allow(Permission.WRITE)
def drop(request: WorkRequest, release: int) -> HttpResponse:
    """Delete a release nothing depends on."""
    found = _release(request, release)
    try:
        drop_picture_release(request.actor, found, now=clock.now())
    except Impossible as impossible:
        messages.error(request, impossible.message)
        return _to(request, found)
    messages.success(request, _("The release is deleted."))
    return redirect("compliance_releases", request.workspace.slug)


@post_only
@allow(Permission.WRITE)
def takedown(request: WorkRequest, release: int, takedown: int) -> HttpResponse:
    """Tick that a post was taken down, or take the tick back."""
    found = get_object_or_404(Takedown, pk=takedown, release=release, workspace=request.workspace)
    if request.POST.get("again"):
        reopen_takedown(request.actor, found, now=clock.now())
    else:
        try:
            take_down(request.actor, found, now=clock.now())
        except Impossible as impossible:
            messages.error(request, impossible.message)
    return redirect("compliance_release", request.workspace.slug, release)


@require_safe
@allow(Permission.WRITE)
def file(request: WorkRequest, release: int) -> HttpResponseBase:
    """Hand the signed form out as it was taken in; always as a download."""
    found = _release(request, release)
    path = Path(path_of(found.sha256)) if found.sha256 else None
    if path is None or not path.is_file():
        return HttpResponse(status=404)
    return FileResponse(
        path.open("rb"), as_attachment=True, filename=found.file_name, content_type="application/octet-stream"
    )


@require_safe
@allow(Permission.WRITE)
def paper(request: WorkRequest, release: int) -> HttpResponse:
    """Show the form to be signed, to print."""
    found, names = _release(request, release), {one.slug: one.name for one in registry.manifests()}
    context = {
        "release": found,
        "parts": filled(found, get_language() or "de"),
        "version": release_form().version,
        "sources": release_form().sources,
        "purposes": [words for name, words in PURPOSES if name in found.purposes],
        "networks": [names.get(one, one) for one in found.networks],
    }
    return render(request, "compliance/release_paper.html", context)


def _to(request: WorkRequest, found: PictureRelease) -> HttpResponse:
    return redirect("compliance_release", request.workspace.slug, found.pk)


def _release(request: WorkRequest, pk: int) -> PictureRelease:
    return get_object_or_404(PictureRelease, pk=pk, workspace=request.workspace)
