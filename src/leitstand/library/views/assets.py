"""The library: everything at a glance, one file in the drawer, and what can be done with it."""

from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.actor import Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible
from leitstand.house.requests import WorkRequest
from leitstand.library import files
from leitstand.library.actions.crop_asset import crop_asset
from leitstand.library.actions.delete_asset import delete_asset
from leitstand.library.actions.describe_asset import describe_asset
from leitstand.library.actions.replace_asset import replace_asset
from leitstand.library.actions.restore_asset import restore_asset
from leitstand.library.actions.take_in import take_in
from leitstand.library.deliver import deliver
from leitstand.library.forms import DescribeForm
from leitstand.library.guards import stands_against
from leitstand.library.models import Asset
from leitstand.library.queries import asset_of, file_of, newest, tags_of
from leitstand.library.screen import SHAPES, upload_most
from leitstand.library.uploads import moved
from leitstand.library.usage import usages

PAGE = 48
MOST_PLACES = 100
ACCEPT = "image/jpeg,image/png,image/gif,image/webp,image/avif,video/mp4,video/quicktime,video/webm"


@allow(Permission.SEE)
def index(request: WorkRequest) -> HttpResponse:
    """Show the library."""
    return render(request, "library/library.html", _list(request))


@allow(Permission.SEE)
def picker(request: WorkRequest) -> HttpResponse:
    """Show the library as a choice, for the composer."""
    found = _list(request, size=24)
    return render(request, "library/_picker.html", {**found, "into": request.GET.get("into", "")})


@allow(Permission.SEE)
def asset(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Show one file in the drawer, with its words, its versions and where it is used."""
    found = asset_of(request.actor, asset)
    return _drawer(request, found, DescribeForm.of(found))


@post_only
@allow(Permission.UPLOAD)
def upload(request: WorkRequest) -> HttpResponse:
    """Take one file in; the answer is its card, or why it cannot be used."""
    sent = request.FILES.get("file")
    try:
        if request.META.get("leitstand.upload_too_big"):
            return JsonResponse({"errors": [_too_big()]}, status=413)
        if not isinstance(sent, UploadedFile):
            return JsonResponse({"errors": [_("No file has arrived.")]}, status=422)
        made = take_in(
            request.actor, moved(sent), name=sent.name or "", now=clock.now(), tags=request.POST.getlist("tag")
        )
    except files.TooBig:
        return JsonResponse({"errors": [_too_big()]}, status=413)
    except Impossible as why:
        return JsonResponse({"errors": [why.message]}, status=422)
    card = "library/_choice.html" if request.POST.get("as") == "choice" else "library/_card.html"
    return render(request, card, {"asset": made, "is_chosen": True, "can_upload": True}, status=201)


@post_only
@allow(Permission.UPLOAD)
def describe(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Save what can be seen and what it is called."""
    found = asset_of(request.actor, asset)
    form = DescribeForm(request.POST, auto_id="asset-%s")
    if not form.is_valid():
        return _drawer(request, found, form, status=422)
    told = form.cleaned_data
    describe_asset(
        request.actor, found, name=told["name"], alt_text=told["alt_text"], tags=form.words(), now=clock.now()
    )
    messages.success(request, _("Saved."))
    return redirect("library_asset", request.workspace.slug, found.pk)


@post_only
@allow(Permission.UPLOAD)
def replace(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Put another file in its place, uploaded now or chosen from the library."""
    found = asset_of(request.actor, asset)
    sent = request.FILES.get("file")
    now = clock.now()
    if isinstance(sent, UploadedFile):
        try:
            new = take_in(request.actor, moved(sent), name=sent.name or "", now=now)
        except files.TooBig:
            return JsonResponse({"errors": [_too_big()]}, status=413)
        except Impossible as why:
            return JsonResponse({"errors": [why.message]}, status=422)
    else:
        try:
            new = asset_of(request.actor, UUID(request.POST.get("by", "")))
        except ValueError:
            raise Foreign("asset") from None
    try:
        is_done = replace_asset(request.actor, found, new, now=now)
    except Impossible as why:
        if isinstance(sent, UploadedFile):
            return JsonResponse({"errors": [why.message]}, status=422)
        raise
    if is_done:
        messages.success(request, _("Replaced. Posts that were approved with the old file need approval again."))
    else:
        messages.info(request, _("A new video is being prepared; it takes this one's place as soon as it is ready."))
    address = reverse("library_asset", args=[request.workspace.slug, new.pk])
    if isinstance(sent, UploadedFile):
        return JsonResponse({"id": str(new.pk), "url": address})
    return redirect(address)


@post_only
@allow(Permission.UPLOAD)
def crop(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Have a version with another shape made."""
    found = asset_of(request.actor, asset)
    ratio = SHAPES.get(request.POST.get("shape", ""))
    if ratio is None:
        return redirect("library_asset", request.workspace.slug, found.pk)
    try:
        made = crop_asset(request.actor, found, ratio=ratio, focus=_focus(request), now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
        return redirect("library_asset", request.workspace.slug, found.pk)
    messages.success(
        request,
        _("The version is ready.") if made else _("The version is being made; it appears here when it is ready."),
    )
    return redirect("library_asset", request.workspace.slug, found.pk)


@post_only
@allow(Permission.UPLOAD)
def delete(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Delete a file that nothing uses; can be undone."""
    found = asset_of(request.actor, asset)
    try:
        delete_asset(request.actor, found, now=clock.now())
    except Impossible as why:
        messages.error(request, why.message)
        return redirect("library_asset", request.workspace.slug, found.pk)
    messages.success(
        request,
        _("“%(name)s” is deleted.") % {"name": found.name},
        extra_tags=f"undo:{reverse('library_restore', args=[request.workspace.slug, found.pk])}",
    )
    return redirect("library_list", request.workspace.slug)


@post_only
@allow(Permission.UPLOAD)
def restore(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Bring a deleted file back."""
    found = asset_of(request.actor, asset, deleted=True)
    restore_asset(request.actor, found, now=clock.now())
    messages.success(request, _("“%(name)s” is back.") % {"name": found.name})
    return redirect("library_asset", request.workspace.slug, found.pk)


@allow(Permission.SEE)
def progress(request: WorkRequest, asset: UUID) -> HttpResponse:
    """Show how far the preparation of a file has come; asked again and again until it is ready."""
    found = asset_of(request.actor, asset)
    return render(request, "library/_progress.html", {"asset": found, "orders": list(found.orders.all())})


@allow(Permission.SEE)
def thumb(request: WorkRequest, asset: UUID) -> HttpResponseBase:
    """Hand out the small picture; also of a file that was deleted, as posts that are public may show it."""
    found = Asset.objects.filter(workspace=request.workspace, pk=asset).only("thumb_path").first()
    if found is None or not found.thumb_path:
        raise Foreign("asset")
    response = deliver(request, files.folder() / found.thumb_path, mime="image/webp")
    response.headers["Cache-Control"] = "private, max-age=86400"
    return response


@allow(Permission.SEE)
def file(request: WorkRequest, asset: UUID, sha256: str) -> HttpResponseBase:
    """Hand out the cleaned file or one of its versions, by its hash."""
    mime, name = file_of(request.workspace, asset, sha256)
    return deliver(
        request, files.path_of(sha256), mime=mime, name=name, etag=sha256, attachment="download" in request.GET
    )


@allow(Permission.UPLOAD)
def original(request: WorkRequest, asset: UUID) -> HttpResponseBase:
    """Hand out the file as it was uploaded, with everything that is hidden in it; only to those who may upload."""
    found = asset_of(request.actor, asset)
    return deliver(
        request,
        files.path_of(found.original_sha256),
        mime="application/octet-stream",
        name=found.name,
        etag=found.original_sha256,
        attachment=True,
    )


def _list(request: WorkRequest, size: int = PAGE) -> dict[str, object]:
    words, tag, kind = (request.GET.get(name, "") for name in ("q", "tag", "kind"))
    page = Paginator(newest(request.workspace, words=words, tag=tag, kind=kind), size).get_page(request.GET.get("page"))
    return {
        "page": page,
        "words": words,
        "tag": tag,
        "kind": kind,
        "tags": tags_of(request.workspace),
        "can_upload": request.actor.may(Permission.UPLOAD),
        "accept": ACCEPT,
        "most": upload_most(),
    }


def _drawer(request: WorkRequest, found: Asset, form: DescribeForm, status: int = 200) -> HttpResponse:
    used = usages(request.workspace, [found])[str(found.pk)]
    return render(
        request,
        "library/asset.html",
        {
            **_list(request),
            "asset": found,
            "form": form,
            "renditions": list(found.renditions.order_by("-made_at")),
            "orders": list(found.orders.all()),
            "comer": found.comers.exclude(state="ready").order_by("-uploaded_at").first(),
            "used": used[:MOST_PLACES],
            "used_more": max(0, len(used) - MOST_PLACES),
            "shapes": SHAPES,
            "uncut": stands_against(found, "crop") if found.kind == "picture" else "",
            "drawer_open": True,
            "drawer_back": reverse("library_list", args=[request.workspace.slug]),
        },
        status=status,
    )


def _focus(request: WorkRequest) -> tuple[float, float]:
    def share(name: str) -> float:
        try:
            return min(1.0, max(0.0, float(request.POST.get(name, "50")) / 100))
        except ValueError:
            return 0.5

    return share("focus_x"), share("focus_y")


def _too_big() -> str:
    return _("The file is larger than %(limit)s MB.") % {"limit": upload_most() // 1_000_000}
