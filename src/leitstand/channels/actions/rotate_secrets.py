"""Put every stored secret under the newest key."""

from django.apps import apps
from django.db import models, transaction

from leitstand.channels.models import SignInStarted
from leitstand.channels.secrets import Unreadable, reseal


@transaction.atomic
def rotate_secrets() -> tuple[int, int]:
    """Return how many secrets lie under the newest key now, and how many no key of this house opens any more.

    Whatever room keeps something sealed keeps it in a field called `secrets`; so none is left behind.
    """
    done = lost = 0
    for model in _with_secrets():
        rows = model._default_manager.select_for_update().exclude(secrets=b"")  # noqa: SLF001 - Django's public name
        for pk, sealed in rows.values_list("pk", "secrets"):
            try:
                model._default_manager.filter(pk=pk).update(secrets=reseal(sealed))  # noqa: SLF001
                done += 1
            except Unreadable:
                lost += 1
    for started in SignInStarted.objects.select_for_update():
        try:
            SignInStarted.objects.filter(pk=started.pk).update(remember=reseal(started.remember))
        except Unreadable:
            started.delete()
    return done, lost


def _with_secrets() -> list[type[models.Model]]:
    return [
        model
        for model in apps.get_models()
        if any(isinstance(field, models.BinaryField) and field.name == "secrets" for field in model._meta.get_fields())  # noqa: SLF001
    ]
