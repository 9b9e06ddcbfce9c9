"""Reads of this room."""

from datetime import datetime

from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from leitstand.channels.core.health import Health, judge
from leitstand.channels.core.register import REVIEW_AFTER
from leitstand.channels.models import AccessGrant, Channel
from leitstand.connector_kit.manifest import SignInMethod
from leitstand.connector_kit.registry import manifest, manifests
from leitstand.house.actor import Actor
from leitstand.house.core.roles import TABLE, Permission, Role
from leitstand.house.models import Membership, Workspace


def channels_of(workspace: Workspace, *, with_gone: bool = False) -> QuerySet[Channel]:
    """Return the channels in their order; disconnected ones only where asked for."""
    found = Channel.objects.filter(workspace=workspace)
    return found if with_gone else found.exclude(state="disconnected")


def is_source(channel: Channel) -> bool:
    """Whether a channel is only read: a feed. Nothing is ever written for it."""
    return channel.network in sources()


def sources() -> frozenset[str]:
    """Return the networks that are only read; none of their channels is offered where one writes."""
    return frozenset(known.slug for known in manifests() if known.is_source)


def register_of(channel: Channel) -> QuerySet[AccessGrant]:
    """Return who has which right on a profile, present ones first."""
    return channel.grants.select_related("person", "granted_by", "reviewed_by").order_by("ended_at", "right", "pk")


def to_remove(workspace: Workspace) -> QuerySet[AccessGrant]:
    """Return rights that people who left still hold on the network itself."""
    return AccessGrant.objects.filter(workspace=workspace, to_remove_since__isnull=False, ended_at=None).select_related(
        "channel", "person"
    )


def entries_of(workspace: Workspace) -> QuerySet[AccessGrant]:
    """Return every present entry of the register, channel by channel."""
    return (
        AccessGrant.objects.filter(workspace=workspace, ended_at=None)
        .select_related("channel", "person", "reviewed_by")
        .order_by("channel__position", "channel_id", "right", "pk")
    )


def to_review(workspace: Workspace, now: datetime) -> QuerySet[AccessGrant]:
    """Return rights that nobody has confirmed for half a year."""
    seen = (
        entries_of(workspace).filter(to_remove_since=None).annotate(seen_at=Coalesce(F("reviewed_at"), F("granted_at")))
    )
    return seen.filter(seen_at__lt=now - REVIEW_AFTER)


def method_of(channel: Channel) -> SignInMethod | None:
    """Return the way this channel was signed in to; None where the network no longer has it."""
    return next((way for way in manifest(channel.network).sign_in if way.id == channel.method), None)


def ends_at(channel: Channel) -> datetime | None:
    """Return when a person must sign in again; None where it never ends or the house renews it."""
    way = method_of(channel)
    return None if way is not None and way.refresh is not None else channel.secrets_expire_at


def health_of(channel: Channel, now: datetime) -> Health:
    """Return how a channel is."""
    return judge(
        state=channel.state,
        reason=channel.state_reason,
        missing_rights=channel.missing_rights,
        last_ok_at=channel.last_ok_at,
        ends_at=ends_at(channel),
        now=now,
    )


# What a role in the house allows on every profile; the register tells it beside what stands on the networks.
RIGHT_BY_PERMISSION = {
    "admin": Permission.MANAGE_CHANNELS,
    "publish": Permission.SCHEDULE,
    "answer": Permission.ANSWER,
    "figures": Permission.SEE_FIGURES,
}


def rights_in_house(workspace: Workspace) -> list[tuple[Membership, list[str]]]:
    """Return the members with what their roles allow on the profiles of this workspace."""
    members = Membership.objects.filter(workspace=workspace).select_related("person").order_by("person__name", "pk")
    return [
        (member, [right for right, needed in RIGHT_BY_PERMISSION.items() if Role(member.role) in TABLE[needed]])
        for member in members
    ]


def waiting_for(actor: Actor) -> int:
    """Return how many channels and rights wait for this actor."""
    if not actor.may(Permission.MANAGE_CHANNELS):
        return 0
    locked = Channel.objects.filter(Q(state="needs_sign_in"), workspace=actor.workspace).count()
    return locked + to_remove(actor.workspace).count()
