"""What this room announces about the way to the public."""

from dataclasses import dataclass

from leitstand.house.events import Event
from leitstand.publishing.models import Publication, StopSwitch


@dataclass(frozen=True, slots=True)
class PublicationScheduled(Event):
    """A publication has got its place in the queue, or another time there."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationUnscheduled(Event):
    """A publication has left the queue before anything was sent; it is a draft again."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationPublished(Event):
    """It is public: `external_id`, `external_url`, `published_at` and `proof` are set."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationUnknown(Event):
    """It was sent, no answer came and looking did not settle it: a person decides."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationRefused(Event):
    """The network said no; `reason_text` is what it said."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationHeld(Event):
    """It did not go out in time, or sending was stopped: a person decides."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationHandedOver(Event):
    """A person posts it by hand and confirms with the link."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class PublicationWithdrawn(Event):
    """It will not go out."""

    publication: Publication


@dataclass(frozen=True, slots=True)
class SendingStopped(Event):
    """Nothing goes out any more in this workspace."""

    switch: StopSwitch


@dataclass(frozen=True, slots=True)
class SendingResumed(Event):
    """Posts go out again; what got too late meanwhile is held."""

    switch: StopSwitch
