"""Files of the library that look the same, and what a person said of each pair."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TWIN_DECISIONS = [("same", _("The same picture")), ("other", _("Another picture"))]


class Twin(models.Model):
    """A newer file and an older one it looks like; `decision` "" until somebody has compared them."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    asset = models.ForeignKey("library.Asset", on_delete=models.CASCADE, related_name="older_twins")
    other = models.ForeignKey("library.Asset", on_delete=models.CASCADE, related_name="newer_twins")
    bits = models.PositiveSmallIntegerField()
    decision = models.SlugField(max_length=8, blank=True, choices=TWIN_DECISIONS)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        ordering = ("bits", "pk")
        constraints = [models.UniqueConstraint(fields=["asset", "other"], name="one_pair_of_twins")]
        indexes = [models.Index(fields=["workspace", "asset"], name="twins_open", condition=models.Q(decision=""))]

    def __str__(self) -> str:
        return f"{self.asset_id} ~ {self.other_id}"
