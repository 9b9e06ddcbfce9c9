"""Throw away what has served its time."""

from datetime import datetime, timedelta
from typing import Final

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import connection

from leitstand.house.models import LoginLink

UNRECORDED: Final = "What goes has ended by itself; the trail keeps what was done with it."
LINKS: Final = timedelta(days=7)


def tidy_up(*, now: datetime) -> int:
    """Delete ended links, sessions and counters; return how many rows went. What has a period of its own: let_go_of_old."""
    gone = [
        LoginLink.objects.filter(expires_at__lt=now - LINKS).delete()[0],
        Session.objects.filter(expire_date__lt=now).delete()[0],
    ]
    alive = Session.objects.values("session_key")
    gone.append(UserSession.objects.exclude(session_key__in=alive).delete()[0])
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM house_cache WHERE expires < %s", [now])
        gone.append(cursor.rowcount)
    return sum(gone)
