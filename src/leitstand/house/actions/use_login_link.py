"""Take a one-time link in exchange for the person it stands for."""

from datetime import datetime

from django.db import transaction

from leitstand.house.audit import record_everywhere
from leitstand.house.models import LoginLink, Person
from leitstand.house.tokens import hash_of


def use_login_link(token: str, *, now: datetime) -> Person | None:
    """Return whom the link signs in and use it up; None where it is unknown, used or too old."""
    with transaction.atomic():
        fresh = LoginLink.objects.filter(
            token_hash=hash_of(token), used_at=None, expires_at__gt=now, person__is_active=True
        )
        # The guarded update counts its rows: of two that come at once one gets in.
        if fresh.update(used_at=now) != 1:
            return None
        link = LoginLink.objects.select_related("person").get(token_hash=hash_of(token))
        record_everywhere(link.person, "house.use_login_link", now=now)
        return link.person
