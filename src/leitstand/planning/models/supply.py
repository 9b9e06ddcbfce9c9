"""The stock of content: how many gap fillers lie ready, and how often the same may be said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class SupplyRules(models.Model):
    """What a workspace lays down about its stock; without a row the numbers of the house hold."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+")
    filler_minimum = models.PositiveSmallIntegerField(_("gap fillers that should lie ready"))

    def __str__(self) -> str:
        return f"{self.workspace_id} {self.filler_minimum}"


class RepeatRule(models.Model):
    """How often the same may be said on a channel; without a channel it holds for all that have no rule of their own."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, related_name="+")
    min_days = models.PositiveSmallIntegerField(_("days between"))
    most_repeats = models.PositiveSmallIntegerField(_("repeats at most"))

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "channel"], name="one_repeat_rule_per_channel", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel or 'all'}: {self.min_days}/{self.most_repeats}"
