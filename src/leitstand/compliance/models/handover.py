"""What was handed to counsel, and what came back."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Handover(models.Model):
    """One document as it was handed to counsel; it never changes. `address` is empty where it was printed."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    title = models.CharField(max_length=200)
    document = models.JSONField()
    question = models.TextField(_("question"), blank=True)
    address = models.CharField(_("address"), max_length=254, blank=True)
    wanted_by = models.DateField(_("answer wanted by"), null=True)
    handed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    handed_at = models.DateTimeField()
    answer = models.TextField(_("answer"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-handed_at", "-pk")
        indexes = [models.Index(fields=["workspace", "subject"], name="handovers_of_a_thing")]

    def __str__(self) -> str:
        # Its title may name people outside; the trail never forgets.
        return f"#{self.pk}"
