"""Sign a person out elsewhere."""

from collections.abc import Collection
from datetime import datetime

from allauth.usersessions.models import UserSession
from django.contrib.sessions.models import Session
from django.db import transaction

from leitstand.house.audit import record_everywhere
from leitstand.house.models import Person


def end_sessions(person: Person, *, now: datetime, only: Collection[int] = (), but: str = "") -> int:
    """End the person's sessions: those with the ids `only`, else all; never the one with the key `but`. Return how many."""
    sessions = UserSession.objects.filter(user=person).exclude(session_key=but)
    if only:
        sessions = sessions.filter(pk__in=only)
    keys = list(sessions.values_list("session_key", flat=True))
    if not keys:
        return 0
    with transaction.atomic():
        Session.objects.filter(session_key__in=keys).delete()
        UserSession.objects.filter(session_key__in=keys).delete()
        record_everywhere(person, "house.end_sessions", now=now, details={"sessions": len(keys)})
    return len(keys)
