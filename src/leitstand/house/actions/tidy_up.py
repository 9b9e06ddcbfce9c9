"""Throw away what has served its time."""

from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection

from leitstand.house.models import Invitation, LoginLink, Notification

UNRECORDED: Final = "What goes has ended by itself; the trail keeps what was done with it."
LINKS: Final = timedelta(days=7)
INVITATIONS: Final = timedelta(days=90)
READ_NOTICES: Final = timedelta(days=180)


def tidy_up(*, now: datetime) -> int:
    """Delete ended links, invitations, sessions, counters and long-read notices; return how many rows went."""
    gone = [
        LoginLink.objects.filter(expires_at__lt=now - LINKS).delete()[0],
        Invitation.objects.filter(expires_at__lt=now - INVITATIONS).delete()[0],
        Notification.objects.filter(read_at__lt=now - READ_NOTICES).delete()[0],
        Session.objects.filter(expire_date__lt=now).delete()[0],
    ]
    alive = Session.objects.values("session_key")
    gone.append(UserSession.objects.exclude(session_key__in=alive).delete()[0])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM house_cache WHERE expires < %s", [now])
        gone.append(cursor.rowcount)
    return sum(gone)
