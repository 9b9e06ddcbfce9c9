"""Channels for programs: what there is, how it is, and a fresh look."""

from datetime import datetime

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext
from ninja import Router, Schema

from leitstand.channels import queries
from leitstand.channels.actions.check_channel import check_channel
from leitstand.channels.models import Channel
from leitstand.house import clock
from leitstand.house.api import ApiRequest, allowed
from leitstand.house.core.roles import Permission

router = Router(tags=["channels"])


class ChannelOut(Schema):
    """A connected profile; `problem` is "none" where all is well, `days` tells how long a sign-in still holds."""

    id: int
    network: str
    handle: str
    name: str
    url: str
    state: str
    problem: str
    days: int
    missing_rights: list[str]
    last_ok_at: datetime | None


class CheckOut(Schema):
    """What a check brought: `reason` is empty where the sign-in holds."""

    ok: bool
    reason: str


@router.get("/channels", response=list[ChannelOut])
@allowed(Permission.SEE)
def list_channels(request: ApiRequest, workspace: str) -> list[ChannelOut]:
    """List the channels in their order."""
    return [_out(channel) for channel in queries.channels_of(request.workspace)]


@router.post("/channels/{channel}/check", response=CheckOut)
@allowed(Permission.SEE)
def check(request: ApiRequest, workspace: str, channel: int) -> CheckOut:
    """Ask the network now whether the sign-in still holds."""
    found = get_object_or_404(Channel.objects.select_related("workspace"), pk=channel, workspace=request.workspace)
    reason = check_channel(request.actor, found, now=clock.now())
    return CheckOut(ok=not reason, reason=gettext(reason) if reason else "")


def _out(channel: Channel) -> ChannelOut:
    health = queries.health_of(channel, clock.now())
    return ChannelOut(
        id=channel.pk,
        network=channel.network,
        handle=channel.handle,
        name=channel.name,
        url=channel.url,
        state=channel.state,
        problem=health.problem.value,
        days=health.days,
        missing_rights=list(channel.missing_rights),
        last_ok_at=channel.last_ok_at,
    )
