"""All channels at a glance: how each is, and what to do."""

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from leitstand.channels import queries
from leitstand.channels.labels import HealthWords
from leitstand.channels.models import Channel
from leitstand.connector_kit.manifest import Manifest
from leitstand.connector_kit.registry import manifest
from leitstand.house import clock
from leitstand.house.core.roles import Permission
from leitstand.house.doors import allow
from leitstand.house.requests import WorkRequest


@dataclass(frozen=True, slots=True)
class Row:
    """A channel as a line of the list."""

    channel: Channel
    manifest: Manifest
    health: HealthWords

    @property
    def name(self) -> str:
        """The name beside the mark."""
        return self.channel.name


def row_of(channel: Channel) -> Row:
    """Return a channel as a line, with its present health."""
    return Row(channel, manifest(channel.network), HealthWords(queries.health_of(channel, clock.now())))


@require_safe
@allow(Permission.SEE)
def channels(request: WorkRequest) -> HttpResponse:
    """List the channels; those that were taken off only where asked for."""
    gone = request.GET.get("alle") == "1"
    rows = [row_of(channel) for channel in queries.channels_of(request.workspace, with_gone=gone)]
    context = {
        "rows": rows,
        "with_gone": gone,
        "may_manage": request.actor.may(Permission.MANAGE_CHANNELS),
        "to_remove": queries.to_remove(request.workspace).count(),
        "to_review": queries.to_review(request.workspace, clock.now()).count(),
    }
    return render(request, "channels/list.html", context)
