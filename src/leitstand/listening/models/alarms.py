"""When somebody is to be told, and what was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ALARM_KINDS = [
    ("volume", _("More mentions than usual")),
    ("tone", _("More negative mentions than usual")),
    ("word", _("A word occurs")),
    ("author", _("Somebody with many followers")),
]


class Alarm(models.Model):
    """What a search raises an alarm at. `threshold`: how many times the usual, from which on (volume, tone); followers
    (author). `least` mentions are needed at any rate. `words` is a query (word). It is quiet for `pause_hours` afterwards.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    search = models.ForeignKey("listening.Search", on_delete=models.CASCADE, related_name="alarms")
    kind = models.CharField(_("kind"), max_length=8, choices=ALARM_KINDS)
    threshold = models.FloatField(_("from"), default=3.0)
    least = models.PositiveIntegerField(_("at least so many mentions"), default=5)
    words = models.TextField(_("words"), max_length=4000, blank=True)
    pause_hours = models.PositiveSmallIntegerField(_("hours of quiet after an alarm"), default=6)
    by_mail = models.BooleanField(_("by e-mail as well"), default=False)
    paused_at = models.DateTimeField(null=True, blank=True)
    quiet_until = models.DateTimeField(null=True)
    # The last mention looked at, for alarms on single mentions.
    after = models.BigIntegerField(default=0)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("search_id", "kind", "pk")
        constraints = [
            models.CheckConstraint(name="alarm_threshold_above_zero", condition=models.Q(threshold__gt=0)),
        ]

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class AlarmRaised(models.Model):
    """One alarm that was given: what was counted, what is usual, and who has looked after it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="raised")
    at = models.DateTimeField()
    counted = models.FloatField()
    usual = models.FloatField(null=True)
    # A mention that shows what it is about; no foreign key, for it may go before the alarm does.
    mention = models.BigIntegerField(null=True)
    seen_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    seen_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=2000, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        verbose_name_plural = "alarms raised"

    @property
    def percent(self) -> int:
        """What was counted, where that is a share."""
        return round(100 * self.counted)

    @property
    def usual_percent(self) -> int:
        """What is usual, where that is a share."""
        return round(100 * (self.usual or 0))

    def __str__(self) -> str:
        return f"{self.alarm_id} {self.at}"
