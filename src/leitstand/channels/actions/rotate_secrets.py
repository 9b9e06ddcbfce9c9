"""Put every stored secret under the newest key."""

from django.db import transaction

from leitstand.channels.models import Channel, SignInStarted
from leitstand.channels.secrets import Unreadable, reseal


@transaction.atomic
def rotate_secrets() -> tuple[int, int]:
    """Return how many secrets lie under the newest key now, and how many no key of this house opens any more."""
    done = lost = 0
    for channel in Channel.objects.select_for_update().exclude(secrets=b""):
        try:
            Channel.objects.filter(pk=channel.pk).update(secrets=reseal(channel.secrets))
            done += 1
        except Unreadable:
            lost += 1
    for started in SignInStarted.objects.select_for_update():
        try:
            SignInStarted.objects.filter(pk=started.pk).update(remember=reseal(started.remember))
        except Unreadable:
            started.delete()
    return done, lost
