"""After an event: who took part, and that each of them was written to once and never again."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TOLD_BY = [
    ("mail", _("by mail")),
    ("hand", _("by hand")),
]
FOLLOW_UP_GROUNDS = [
    ("contract", _("the participation itself (contract)")),
    ("balancing", _("weighed interests")),
]


class FollowUp(models.Model):
    """The one letter after an event, with material and recording; `subject` names the event ("event:…")."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    title = models.CharField(_("event"), max_length=200)
    held_on = models.DateField(_("held on"))
    material = models.TextField(_("material"), blank=True)
    recording = models.CharField(_("recording"), max_length=500, blank=True)
    words = models.TextField(_("words of your own"), blank=True)
    ground = models.CharField(_("legal basis"), max_length=10, choices=FOLLOW_UP_GROUNDS, blank=True)
    balancing = models.ForeignKey("compliance.Balancing", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    wanted_at = models.DateTimeField(null=True)
    wanted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-held_on", "-pk")
        constraints = [models.UniqueConstraint(fields=["workspace", "subject"], name="one_follow_up_for_an_event")]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """Somebody who took part. `mark` is the hash of the address: it stays when name and address are forgotten.

    `told_at` locks: whoever sets it first writes to them, once for the event.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    follow_up = models.ForeignKey(FollowUp, on_delete=models.CASCADE, related_name="participants")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=120, blank=True)
    address = models.CharField(max_length=254, blank=True)
    mark = models.CharField(max_length=64)
    told_at = models.DateTimeField(null=True)
    told_by = models.CharField(max_length=5, choices=TOLD_BY, blank=True)
    told_who = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_unclear = models.BooleanField(default=False)
    forgotten_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["follow_up", "mark"], name="a_participant_stands_once_at_an_event")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
