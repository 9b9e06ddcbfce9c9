"""Reads of tools; and Leitstand's own use, counted from its trail."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from leitstand.house.models import AuditEntry, Membership, Workspace
from leitstand.house.trails import named

COUNTED = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class OwnUse:
    """What of Leitstand was used in ninety days: verbs of those there are, people of the members, and the idle rooms."""

    used: int
    available: int
    people: int
    members: int
    idle: tuple[str, ...]

    @property
    def share(self) -> int:
        """The used share in percent."""
        return round(100 * self.used / self.available) if self.available else 0


def own_use(workspace: Workspace, now: datetime) -> OwnUse:
    """Count what people did; what Leitstand does by itself is no use of it."""
    entries = AuditEntry.objects.filter(workspace=workspace, at__gte=now - COUNTED).exclude(person=None)
    used = set(entries.order_by().values_list("verb", flat=True).distinct()) & named().keys()
    rooms = {verb.partition(".")[0] for verb in named()}
    return OwnUse(
        len(used),
        len(named()),
        entries.order_by().values("person").distinct().count(),
        Membership.objects.filter(workspace=workspace).count(),
        tuple(sorted(rooms - {verb.partition(".")[0] for verb in used})),
    )
