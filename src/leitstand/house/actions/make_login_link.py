"""Make a link that signs one person in, once."""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse

from leitstand.house.actor import Door
from leitstand.house.audit import record_everywhere
from leitstand.house.models import LoginLink, Person
from leitstand.house.tokens import hash_of, new_token

LASTS: Final = timedelta(minutes=15)


def make_login_link(person: Person, *, now: datetime, lasts: timedelta = LASTS, via: Door = "command") -> str:
    """Return a full address that signs the person in; it works once, until `lasts` has passed.

    Only who may read the terminal of the installation gets one (`leitstand user link`); no page and no mail hands it out.
    """
    token = new_token()
    with transaction.atomic():
        LoginLink.objects.create(person=person, token_hash=hash_of(token), expires_at=now + lasts)
        record_everywhere(person, "house.make_login_link", now=now, via=via)
    return str(settings.PUBLIC_URL) + reverse("house:login_link", args=[token])
