"""Type in the figures of a post whose network tells none."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.kernel.reading import Metric
from leitstand.measurement.actions.record_readings import record_readings, typed
from leitstand.measurement.models import Reading
from leitstand.publishing.core.states import State
from leitstand.publishing.models import Publication


def type_readings(
    actor: Actor, publication: Publication, figures: Mapping[Metric, Decimal], *, taken_at: datetime, now: datetime
) -> list[Reading]:
    """Keep typed figures; the audit entry is written with the readings. Raises Invalid for what cannot be."""
    actor.require(Permission.TYPE_READINGS)
    actor.own(publication)
    if publication.state != State.PUBLISHED or publication.published_at is None:
        raise Invalid({"taken_at": _("This post is not published yet; there is nothing to measure.")})
    if not figures:
        raise Invalid({"impressions": _("Enter at least one figure.")})
    if taken_at > now:
        raise Invalid({"taken_at": _("This moment lies in the future.")})
    if taken_at < publication.published_at:
        raise Invalid({"taken_at": _("At this moment the post was not out yet.")})
    told = [typed(metric, value, taken_at) for metric, value in figures.items()]
    return record_readings(actor, publication, told, now=now, typed_by=actor.person)
