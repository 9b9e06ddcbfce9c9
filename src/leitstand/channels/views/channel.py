"""One channel: how it is, what it allows and who says so, who has which right on it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels import queries
from leitstand.channels.actions.check_channel import check_channel
from leitstand.channels.actions.disconnect import disconnect
from leitstand.channels.core.register import REVIEW_AFTER
from leitstand.channels.forms import GrantForm
from leitstand.channels.labels import limit_rows
from leitstand.channels.models import CHANNEL_RIGHTS, Channel
from leitstand.channels.views.overview import row_of
from leitstand.channels.words import KEPT
from leitstand.connector_kit.versions import ending, in_use
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.requests import WorkRequest


def channel_of(request: WorkRequest, pk: int) -> Channel:
    """Return a channel of this workspace, or nothing (404)."""
    return get_object_or_404(
        Channel.objects.select_related("workspace", "connected_by"), pk=pk, workspace=request.workspace
    )


def page(request: WorkRequest, channel: Channel, form: GrantForm | None = None) -> HttpResponse:
    """Draw the channel's page; with a form that was not right it says so."""
    row = row_of(channel)
    words = dict(CHANNEL_RIGHTS)
    context = {
        "channel": channel,
        "row": row,
        "missing_rights": [_(right) for right in channel.missing_rights],
        "reason": _(channel.state_reason) if channel.state_reason else "",
        "ends_at": queries.ends_at(channel),
        "limits": limit_rows(row.manifest, channel.facts),
        "version": in_use(row.manifest.versions),
        "version_ends": ending(row.manifest.versions, clock.now().date()),
        "duties": [(KEPT[duty.kind], duty) for duty in row.manifest.retention],
        "grants": queries.register_of(channel),
        "in_house": [
            (member, [words[right] for right in held]) for member, held in queries.rights_in_house(request.workspace)
        ],
        "form": form or GrantForm().for_workspace(request.workspace),
        "may_manage": request.actor.may(Permission.MANAGE_CHANNELS),
        "moment": clock.now(),
        "review_before": clock.now() - REVIEW_AFTER,
    }
    return render(request, "channels/channel.html", context, status=422 if form is not None and form.errors else 200)


@require_safe
@allow(Permission.SEE)
def show(request: WorkRequest, channel: int) -> HttpResponse:
    """Show one channel."""
    return page(request, channel_of(request, channel))


@post_only
@allow(Permission.SEE)
def check(request: WorkRequest, channel: int) -> HttpResponse:
    """Ask the network now whether the sign-in still holds."""
    found = channel_of(request, channel)
    problem = check_channel(request.actor, found, now=clock.now())
    if problem:
        messages.error(request, _("%(name)s: %(reason)s") % {"name": found, "reason": _(problem)})
    else:
        messages.success(request, _("%(name)s answers, and the sign-in holds.") % {"name": found})
    return redirect("channels_channel", request.workspace.slug, found.pk)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def take_off(request: WorkRequest, channel: int) -> HttpResponse:
    """Disconnect a channel; its secrets are gone at once."""
    found = channel_of(request, channel)
    disconnect(request.actor, found, now=clock.now())
    messages.success(request, _("%(name)s is disconnected. What was published stays known.") % {"name": found})
    return redirect("channels_list", request.workspace.slug)
