"""Follow what was wished or reserved before an account was opened: one register of names tells how each stands."""

from contextlib import suppress
from datetime import datetime

from django.db import transaction

from leitstand.compliance.actions.keep_name import claim_handle, wish_name
from leitstand.compliance.models import HandleClaim, WishedName
from leitstand.compliance.platform_law import platform_laws
from leitstand.house.actor import Actor
from leitstand.house.errors import Invalid
from leitstand.house.zones import day_in


def follow_wish(actor: Actor, *, platform: str, handle: str, is_reserved: bool, now: datetime) -> None:
    """Put the name on the list of wished ones, and note it as ours where it was reserved; what cannot be a name is left out."""
    with suppress(Invalid), transaction.atomic():
        wished = WishedName.objects.filter(workspace=actor.workspace, name__iexact=handle).first()
        wished = wished or wish_name(actor, name=handle[:80], kind="brand", now=now)
        if not is_reserved or platform not in platform_laws():
            return
        known = HandleClaim.objects.filter(wished=wished, platform=platform).first()
        if known is not None and known.state == "own":
            return
        claim_handle(
            actor,
            wished,
            platform,
            {
                "state": "own",
                "spelling": handle,
                "url": known.url if known else "",
                "reserver": actor.person,
                "reserve_by": None,
                "note": known.note if known else "",
            },
            today=day_in(actor.workspace, now),
            now=now,
        )
