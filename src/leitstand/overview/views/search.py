"""Search for the palette: posts, channels, pictures, people by name."""

from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest
from leitstand.library.models import Asset
from leitstand.planning.core.filters import Filter, Scope
from leitstand.planning.models import Campaign, Item

MOST = 6


@allow(Permission.SEE)
def search(request: WorkRequest) -> HttpResponse:
    """Answer {"results": [{label, url, kind, note}]} for what was typed; two letters at least."""
    typed = request.GET.get("q", "").strip()[:100]
    workspace = request.workspace
    if len(typed) < 2:
        return JsonResponse({"results": []})
    slug = workspace.slug
    items = Item.objects.filter(
        Q(title__icontains=typed) | Q(text__icontains=typed), workspace=workspace, deleted_at=None
    )
    found = [
        {
            "label": item.title,
            "url": reverse("composer_edit", args=[slug, item.pk]),
            "kind": _("Post"),
            "note": item.get_stage_display(),
        }
        for item in items.order_by("-updated_at")[:MOST]
    ]
    found += [
        {
            "label": str(channel),
            "url": reverse("channels_channel", args=[slug, channel.pk]),
            "kind": _("Channel"),
            "note": channel.handle,
        }
        for channel in Channel.objects.filter(
            Q(name__icontains=typed) | Q(handle__icontains=typed), workspace=workspace
        )[:MOST]
    ]
    found += [
        {"label": asset.name, "url": reverse("library_asset", args=[slug, asset.pk]), "kind": _("Media"), "note": ""}
        for asset in Asset.objects.filter(
            Q(name__icontains=typed) | Q(alt_text__icontains=typed), workspace=workspace, deleted_at=None
        )[:MOST]
    ]
    found += [
        {
            "label": campaign.name,
            "url": f"{reverse('planning_list', args=[slug])}?{_all_of(campaign)}",
            "kind": _("Campaign"),
            "note": "",
        }
        for campaign in Campaign.objects.filter(name__icontains=typed, workspace=workspace)[:MOST]
    ]
    return JsonResponse({"results": found})


def _all_of(campaign: Campaign) -> str:
    return urlencode(Filter(campaign=campaign.pk, scope=Scope.ALL).pairs())
