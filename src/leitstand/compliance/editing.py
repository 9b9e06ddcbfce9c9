"""What the record of a file says against changing it."""

from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from leitstand.compliance.queries import told_about
from leitstand.compliance.subjects import asset_subject
from leitstand.library.models import Asset

if TYPE_CHECKING:
    from django.utils.functional import Promise

_ALLOWED: Final = {"none": frozenset[str](), "crop": frozenset({"crop"})}
_NO_DERIVATIVES: Final = frozenset({"cc_by_nd", "cc_by_nc_nd"})


def forbids(asset: Asset, change: str) -> "str | Promise":
    """Return why a file must not be changed so; "" where its record allows it or says nothing."""
    subject = asset_subject(str(asset.pk))
    told = told_about(asset.workspace_id, [subject]).get(subject, {})
    allowed = _ALLOWED.get(str(told.get("licence.edits_allowed", "")))
    if (allowed is not None and change not in allowed) or told.get("licence.type") in _NO_DERIVATIVES:
        return _(
            "Its record of rights does not allow this change (§ 14 UrhG). Have it allowed and note it there, or use the work as it is."
        )
    return ""
