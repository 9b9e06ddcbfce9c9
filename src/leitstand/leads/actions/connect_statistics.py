"""Connect the statistics of the own website, or let go of them; the key is kept encrypted."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.secrets import seal
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.leads.actions.keep_link import is_address
from leitstand.leads.models import SiteStatistics
from leitstand.leads.statistics import read_key

WAYS: Final = ("matomo", "ga4")


@transaction.atomic
def connect_statistics(actor: Actor, *, way: str, base_url: str, site: str, key: str, now: datetime) -> SiteStatistics:
    """Keep where the statistics are and the key they are read with: Matomo's token, or Google's key file. Raises Invalid."""
    actor.require(Permission.MANAGE_CHANNELS)
    errors = {}
    address, number = base_url.strip().rstrip("/"), site.strip()
    if way not in WAYS:
        errors["way"] = _("Please choose one of the answers.")
    if way == "matomo" and (not is_address(address) or len(address) > 300):
        errors["base_url"] = _("Please enter a whole address, with https:// at the beginning.")
    if not (number.isascii() and number.isdigit() and len(number) <= 20):
        errors["site"] = _("A number, please: the site's in Matomo, the property's in Google Analytics.")
    secrets = {"token": key.strip()} if way == "matomo" else read_key(key)
    if not secrets or not all(secrets.values()):
        errors["key"] = (
            _("Please enter the token.") if way == "matomo" else _("This is no key file of a service account.")
        )
    if errors or not secrets:
        raise Invalid(errors)
    row, _created = SiteStatistics.objects.update_or_create(
        workspace=actor.workspace,
        way=way,
        base_url=address if way == "matomo" else "",
        site=number,
        defaults={"secrets": seal(secrets), "made_by": actor.person, "made_at": now, "problem": ""},
    )
    audit.record(actor, "leads.connect_statistics", row, now=now)
    return row


@transaction.atomic
def disconnect_statistics(actor: Actor, statistics: SiteStatistics, *, now: datetime) -> None:
    """Let go of the key; what was read stays."""
    actor.require(Permission.MANAGE_CHANNELS)
    actor.own(statistics)
    audit.record(actor, "leads.disconnect_statistics", statistics, now=now)
    statistics.delete()
