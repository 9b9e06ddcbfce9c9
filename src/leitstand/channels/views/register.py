"""The access register: who has which right on which profile, in the house and directly on the networks."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from leitstand.channels import queries
from leitstand.channels.actions.end_access import end_access
from leitstand.channels.actions.grant_access import grant_access
from leitstand.channels.actions.review_access import review_access
from leitstand.channels.forms import GrantForm
from leitstand.channels.models import CHANNEL_RIGHTS, AccessGrant
from leitstand.channels.views.channel import channel_of, page
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow, post_only
from leitstand.house.errors import Invalid
from leitstand.house.forms import put_errors
from leitstand.house.requests import WorkRequest


@require_safe
@allow(Permission.SEE)
def register(request: WorkRequest) -> HttpResponse:
    """Show what is to be taken away first, then what is to be confirmed, then everything."""
    now, words = clock.now(), dict(CHANNEL_RIGHTS)
    entries = list(queries.entries_of(request.workspace))
    due = {grant.pk for grant in queries.to_review(request.workspace, now)}
    context = {
        "to_remove": [grant for grant in entries if grant.to_remove_since],
        "due": [grant for grant in entries if grant.pk in due],
        "others": [grant for grant in entries if not grant.to_remove_since and grant.pk not in due],
        "in_house": [
            (member, [words[right] for right in held]) for member, held in queries.rights_in_house(request.workspace)
        ],
        "may_manage": request.actor.may(Permission.MANAGE_CHANNELS),
    }
    return render(request, "channels/register.html", context)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def grant(request: WorkRequest, channel: int) -> HttpResponse:
    """Enter a right on a channel."""
    found = channel_of(request, channel)
    form = GrantForm(request.POST).for_workspace(request.workspace)
    if form.is_valid():
        try:
            grant_access(request.actor, found, **form.cleaned_data, now=clock.now())
        except Invalid as invalid:
            put_errors(form, invalid)
        else:
            messages.success(request, _("The right stands in the register."))
            return redirect("channels_channel", request.workspace.slug, found.pk)
    return page(request, found, form)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def review(request: WorkRequest, grant: int) -> HttpResponse:
    """Confirm that a right is still needed."""
    review_access(request.actor, _grant(request, grant), now=clock.now())
    messages.success(request, _("Confirmed for half a year."))
    return _back(request)


@post_only
@allow(Permission.MANAGE_CHANNELS)
def end(request: WorkRequest, grant: int) -> HttpResponse:
    """Confirm that somebody no longer holds a right."""
    end_access(request.actor, _grant(request, grant), now=clock.now())
    messages.success(request, _("The right has ended."))
    return _back(request)


def _grant(request: WorkRequest, pk: int) -> AccessGrant:
    return get_object_or_404(AccessGrant.objects.select_related("channel"), pk=pk, workspace=request.workspace)


def _back(request: WorkRequest) -> HttpResponse:
    channel = request.POST.get("kanal", "")
    if channel.isdigit():
        return redirect("channels_channel", request.workspace.slug, int(channel))
    return redirect("channels_register", request.workspace.slug)
