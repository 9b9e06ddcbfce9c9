"""What stands beside the text: the team's comments, link cards, help with writing, versions."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from leitstand.house import clock
from leitstand.house.actor import Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.requests import WorkRequest
from leitstand.kernel.text import urls
from leitstand.planning.models import Item
from leitstand.publishing.actions.remark import remark as say
from leitstand.publishing.actions.resolve_remark import resolve_remark
from leitstand.publishing.actions.restore_draft import restore_draft
from leitstand.publishing.actions.restore_version import restore_version
from leitstand.publishing.cards import look_at
from leitstand.publishing.forms import SHARED
from leitstand.publishing.helpers import emoji, hashtags_of
from leitstand.publishing.history import history_of, history_of_shared
from leitstand.publishing.models import Draft, DraftVersion, Remark, Version
from leitstand.publishing.queries import item_of, publications_of


@post_only
@allow(Permission.COMMENT)
def remark(request: WorkRequest, item: UUID) -> HttpResponse:
    """Say something to the team."""
    found = item_of(request.actor, item)
    try:
        say(request.actor, found, request.POST.get("text", ""), now=clock.now())
    except Invalid as wrong:
        messages.error(request, wrong.errors["text"])
    return redirect("composer_edit", request.workspace.slug, found.pk)


@post_only
@allow(Permission.COMMENT)
def resolve(request: WorkRequest, item: UUID, remark: int) -> HttpResponse:
    """Call a comment settled, or open it again."""
    found = Remark.objects.select_related("item").filter(pk=remark, item=item, workspace=request.workspace).first()
    if found is None:
        raise Foreign("remark")
    resolve_remark(request.actor, found, is_resolved=request.POST.get("resolved") == "1", now=clock.now())
    return redirect("composer_edit", request.workspace.slug, item)


@post_only
@allow(Permission.WRITE)
def card(request: WorkRequest, item: UUID) -> HttpResponse:
    """Look at the page behind a link, once."""
    item_of(request.actor, item)
    link = request.POST.get("url", "")
    if urls(link) != [link]:
        return JsonResponse({"problem": _("This is not an address")}, status=422)
    found = look_at(request.actor, link, now=clock.now())
    return JsonResponse({"title": found.title, "problem": _(found.problem) if found.problem else ""})


@allow(Permission.SEE)
def helpers(request: WorkRequest) -> HttpResponse:
    """Hand the page its emoji and the team's hashtags."""
    return JsonResponse({"emoji": emoji(), "hashtags": hashtags_of(request.workspace)})


@allow(Permission.SEE)
def versions(request: WorkRequest, item: UUID) -> HttpResponse:
    """Show what the shared text or a channel's text was before, with the differences."""
    found = item_of(request.actor, item)
    publications = list(publications_of(found))
    draft = Draft.objects.filter(item=found).first()
    wanted = request.GET.get("channel", "")
    chosen = next((each for each in publications if str(each.channel_id) == wanted), None)
    if chosen is None and wanted != SHARED:
        chosen = next(iter(publications), None)
    shared = history_of_shared(draft) if draft else []
    return render(
        request,
        "publishing/versions.html",
        {
            "item": found,
            "publications": publications,
            "chosen": chosen,
            "entries": history_of(chosen) if chosen else shared,
            "can_write": request.actor.may(Permission.WRITE),
        },
    )


@post_only
@allow(Permission.WRITE)
def restore(request: WorkRequest, item: UUID) -> HttpResponse:
    """Put a former version back in place: of a channel's text, or of the shared one."""
    found = item_of(request.actor, item)
    try:
        number = _restored_shared(request, found) if "shared" in request.POST else _restored(request, found)
    except Impossible as why:
        messages.error(request, why.message)
    else:
        messages.success(request, _("Version %(number)s stands there again.") % {"number": number})
    return redirect("composer_edit", request.workspace.slug, found.pk)


def _restored(request: WorkRequest, item: Item) -> int:
    versions = Version.objects.select_related("publication__channel", "publication__item")
    version = versions.filter(
        workspace=request.workspace, publication__item=item, pk=_number(request.POST.get("version", ""))
    ).first()
    if version is None:
        raise Foreign("version")
    restore_version(request.actor, version, now=clock.now())
    return version.number


def _restored_shared(request: WorkRequest, item: Item) -> int:
    versions = DraftVersion.objects.select_related("draft__item")
    version = versions.filter(workspace=request.workspace, draft=item.pk, pk=_number(request.POST["shared"])).first()
    if version is None:
        raise Foreign("version")
    restore_draft(request.actor, version, now=clock.now())
    return version.number


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else 0
