"""Files that share one record of rights, because somebody said that they show the same picture."""

from uuid import UUID

from django.db.models import Q

from leitstand.compliance.models import Twin
from leitstand.compliance.subjects import asset_in, asset_subject


def sharing(workspace: int, asset: UUID) -> tuple[UUID, ...]:
    """Return the other files of a workspace (its number) that share a file's record, directly or through a third."""
    found, asked = {asset}, {asset}
    while asked:
        pairs = Twin.objects.filter(Q(asset__in=asked) | Q(other__in=asked), workspace_id=workspace, decision="same")
        reached = {one for pair in pairs.values_list("asset_id", "other_id") for one in pair}
        asked = reached - found
        found |= reached
    return tuple(sorted(found - {asset}))


def sharing_subjects(workspace: int, subject: str) -> tuple[str, ...]:
    """Return the same by the names things have in this room; nothing for what is no file."""
    asset = asset_in(subject)
    return () if asset is None else tuple(asset_subject(str(one)) for one in sharing(workspace, asset))
