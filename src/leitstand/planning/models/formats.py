"""Formats of a workspace's own, and how a format was adapted to the people a post is for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.planning.models.plan import CATEGORIES, CONTENT_KINDS


class OwnFormat(models.Model):
    """A format beside the guide's ten; archived ones stay with the posts that used them."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=300)
    questions = ArrayField(models.CharField(max_length=200), default=list)
    kind = models.CharField(_("content"), max_length=10, choices=CONTENT_KINDS, default="text")
    category = models.CharField(_("origin"), max_length=8, choices=CATEGORIES, blank=True)
    archived_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_format_of_a_name")]

    def __str__(self) -> str:
        return self.name


class FormatUse(models.Model):
    """What was answered when a post began from a format, and how it is adapted to the target group."""

    item = models.OneToOneField("planning.Item", on_delete=models.CASCADE, related_name="format_use", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    adaptation = models.TextField(_("how it is adapted"))
    answers = ArrayField(models.TextField(blank=True), default=list)

    def __str__(self) -> str:
        return str(self.item_id)
