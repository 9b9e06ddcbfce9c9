"""What the network of a channel allows: manifest and limits, refined by what its server told."""

from dataclasses import dataclass, replace

from leitstand.channels.models import Channel
from leitstand.channels.sessions import able
from leitstand.connector_kit import registry
from leitstand.connector_kit.limits import Limits
from leitstand.connector_kit.manifest import Manifest
from leitstand.kernel.post import PostPlan
from leitstand.publishing.core.drafts import Text, Variant, plan_of
from leitstand.publishing.core.fit import Finding, check


@dataclass(frozen=True, slots=True)
class Ground:
    """A channel with the rules of its network."""

    channel: Channel
    manifest: Manifest
    limits: Limits

    def check(self, plan: PostPlan) -> tuple[Finding, ...]:
        """Return what there is to say about a plan on this channel."""
        return check(plan, self.limits, self.manifest)

    def plan(self, shared: Text, variant: Variant) -> PostPlan:
        """Return the plan that follows from the shared text and what this channel has of its own."""
        formats = self.manifest.formats
        if variant.format not in formats:
            variant = replace(variant, format=formats[0])
        return plan_of(shared, variant, abilities=self.abilities)

    @property
    def abilities(self) -> frozenset[str]:
        """What the network can show."""
        return self.manifest.abilities


def ground_of(channel: Channel) -> Ground:
    """Return the rules that hold for a channel; raises UnknownNetwork where its connector is not installed."""
    manifest = registry.manifest(channel.network)
    return Ground(channel, manifest, manifest.limits_for(channel.facts))


def network_name(channel: Channel) -> str:
    """Name a channel's network as its manifest does; one whose connector is gone keeps its short name."""
    try:
        return registry.manifest(channel.network).name
    except registry.UnknownNetwork:
        return channel.network


def is_posted_by_hand(channel: Channel) -> bool:
    """Whether a channel's network takes no posts from programs: a person puts them in."""
    connector = able(channel)
    return connector is not None and connector.publish is None
