"""Keep what the privacy notice for networks needs beside imprint and profiles."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.models import PrivacyNotice
from leitstand.compliance.platform_law import authorities
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

DETAILS = ("officer", "land", "purposes", "retention", "measures")
MOST = 2000


@transaction.atomic
def keep_notice(actor: Actor, details: Mapping[str, str], *, now: datetime) -> PrivacyNotice:
    """Keep the details. Raises Invalid at the detail."""
    actor.require(Permission.MANAGE_WORKSPACE)
    errors = {name: _("There is no such detail.") for name in details if name not in DETAILS}
    errors |= {
        name: _("At most %(count)d characters, please.") % {"count": MOST}
        for name, value in details.items()
        if len(value) > MOST
    }
    if details.get("land") and details["land"] not in authorities():
        errors["land"] = _("Please choose one of the states.")
    if errors:
        raise Invalid(errors)
    told = {name: value.strip() for name, value in details.items() if value.strip()}
    kept, _made = PrivacyNotice.objects.update_or_create(
        workspace=actor.workspace, defaults={"details": told, "kept_by": actor.person, "kept_at": now}
    )
    audit.record(actor, "compliance.keep_notice", kept, now=now)
    return kept
