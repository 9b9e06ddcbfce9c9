"""Keep the details of the company's imprint."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.imprint import LINES
from leitstand.compliance.models import Imprint
from leitstand.compliance.subjects import COMPANY
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

MOST = 600


@transaction.atomic
def keep_imprint(actor: Actor, details: Mapping[str, str], *, now: datetime) -> Imprint:
    """Keep what is told; what an imprint shows is known from then on. Raises Invalid at the detail."""
    actor.require(Permission.MANAGE_WORKSPACE)
    tidy = {name: "\n".join(line.strip() for line in value.splitlines()).strip() for name, value in details.items()}
    errors = {name: _("There is no such detail.") for name in tidy if name not in LINES}
    errors |= {
        name: _("At most %(count)d characters, please.") % {"count": MOST}
        for name, value in tidy.items()
        if len(value) > MOST
    }
    if errors:
        raise Invalid(errors)
    told = {name: value for name, value in tidy.items() if value}
    kept, _made = Imprint.objects.update_or_create(
        workspace=actor.workspace, defaults={"details": told, "kept_by": actor.person, "kept_at": now}
    )
    declare(actor, COMPANY, {"imprint.shows": sorted(told) or None}, now=now)
    audit.record(actor, "compliance.keep_imprint", kept, now=now, details={"shows": ", ".join(sorted(told))[:400]})
    return kept
