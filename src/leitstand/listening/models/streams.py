"""What is listened to while people speak, and who holds it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Stream(models.Model):
    """A source that is listened to live. One worker at a time holds it (`holder`), until `lease_until` at the latest.

    `cursor` is from where the network goes on telling; it moves in one transaction with what was taken in. `heard_until` is
    how far the network's own clock had come by then. `read` counts what was told there, whether it fitted a search or not.
    """

    source = models.OneToOneField("listening.Source", on_delete=models.CASCADE, related_name="stream")
    is_on = models.BooleanField(default=False)
    address = models.CharField(_("server"), max_length=200, blank=True)
    cursor = models.CharField(max_length=200, blank=True)
    holder = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    live_since = models.DateTimeField(null=True)
    last_heard_at = models.DateTimeField(null=True)
    heard_until = models.DateTimeField(null=True)
    read = models.BigIntegerField(default=0)
    tries = models.PositiveIntegerField(default=0)
    next_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return f"#{self.pk}"
