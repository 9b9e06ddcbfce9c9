"""Content pillars: what the company speaks about over time, with the share each should have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.Model):
    """A content pillar; `share` is the wished percentage of posts (None: no wish)."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=200, blank=True)
    share = models.PositiveSmallIntegerField(_("wished share in percent"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_pillar_per_name")]

    def __str__(self) -> str:
        return self.name
