"""Put parameters into a link by hand, and remember it."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import Campaign
from leitstand.publishing.core.tracking import FIELDS, Rules, host_of, tagged
from leitstand.publishing.models import BuiltLink

LONGEST: Final = 2000


@transaction.atomic
def build_link(
    actor: Actor, rules: Rules, url: str, parameters: dict[str, str], campaign: Campaign | None, *, now: datetime
) -> BuiltLink:
    """Return the link with its parameters, written as the rules want them; the same link again is the same row.

    Raises Invalid where the address is none or source, medium or campaign are missing.
    """
    actor.require(Permission.WRITE)
    if campaign is not None:
        actor.own(campaign)
    errors = {}
    if not url.startswith(("https://", "http://")) or not host_of(url) or any(sign.isspace() for sign in url):
        errors["url"] = _("Please enter a whole address, with https:// at the beginning.")
    told = {name: rules.named(parameters.get(name, "")) for name in FIELDS}
    for name in ("source", "medium", "campaign"):
        if not told[name]:
            errors[name] = _("This must not stay empty; statistics tell visits apart by it.")
    made = tagged(url, [(f"utm_{name}", told[name]) for name in FIELDS]) if not errors else ""
    if len(made) > LONGEST:
        errors["url"] = _("The address is too long: at most 2,000 characters.")
    if errors:
        raise Invalid(errors)
    row, _created = BuiltLink.objects.update_or_create(
        workspace=actor.workspace, url=made, defaults={"campaign": campaign, "person": actor.person, "at": now}
    )
    audit.record(actor, "publishing.build_link", row, now=now)
    return row
