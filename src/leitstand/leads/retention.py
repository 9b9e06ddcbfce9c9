"""Which contacts this room still has to do with."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Q

from leitstand.contacts.retention import still_in_use
from leitstand.house.models import Workspace
from leitstand.leads.models import Opportunity


@still_in_use
def _open_deals(workspace: Workspace, before: datetime) -> Sequence[int]:
    lively = Q(closed_on=None) | Q(closed_on__gte=before.date()) | Q(steps__day__gte=before.date())
    deals = Opportunity.objects.filter(lively, workspace=workspace).exclude(contact=None)
    return [contact for contact in deals.values_list("contact_id", flat=True).distinct() if contact is not None]
