"""The fact library of a workspace, beside the facts that the guide brings."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Fact(models.Model):
    """A figure somebody counted: what it says, where it stands, and when it grows old. `guide_id` names the guide's it replaces."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    statement = models.CharField(_("what it says"), max_length=500)
    value = models.CharField(_("figure"), max_length=60)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    population = models.CharField(_("who was asked"), max_length=200, blank=True)
    period = models.CharField(_("period"), max_length=60, blank=True)
    source = models.CharField(_("source"), max_length=300)
    link = models.URLField(_("link"), max_length=500, blank=True)
    retrieved_on = models.DateField(_("looked up on"))
    stale_after = models.DateField(_("old from"))
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.statement
