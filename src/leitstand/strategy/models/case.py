"""The business case: what the management is asked for, and what it rests on."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _


class BusinessCase(models.Model):
    """One case for each workspace, rewritten as it grows. `facts` are "guide:<id>" or "own:<pk>", `cards` ids of cases/guide.toml.

    The three figures for a post stand in only where the own posts say nothing.
    """

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+")
    asks = models.CharField(_("what is to be decided"), max_length=300)
    months = models.PositiveSmallIntegerField(_("months"), default=12)
    posts_a_month = models.PositiveSmallIntegerField(_("posts a month"), default=8)
    hours_a_post = models.DecimalField(_("hours for a post"), max_digits=5, decimal_places=1)
    cost_an_hour = models.DecimalField(_("cost per hour in euro"), max_digits=7, decimal_places=2)
    other_a_month = models.DecimalField(
        _("tools and advertising a month in euro"), max_digits=9, decimal_places=2, default=0
    )
    reach_a_post = models.PositiveIntegerField(_("reach of a post, assumed"), null=True, blank=True)
    interactions_a_post = models.PositiveIntegerField(_("interactions of a post, assumed"), null=True, blank=True)
    facts = ArrayField(models.CharField(max_length=40), default=list)
    cards = ArrayField(models.CharField(max_length=40), default=list)
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.asks
