"""Automatic first answers: what the team has laid down, for each channel."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.community.core.bot import Trigger

TRIGGERS = [
    (Trigger.FIRST.value, _("First message of a conversation")),
    (Trigger.OUTSIDE_HOURS.value, _("Outside service hours")),
    (Trigger.KEYWORDS.value, _("Certain words")),
]
LANGUAGES = [("de", _("German")), ("en", _("English"))]


class ServiceHours(models.Model):
    """When somebody answers on one day of the week (0 is Monday), in the workspace's time zone; no row: nobody does."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField(default=time(9))
    closes = models.TimeField(default=time(17))

    class Meta:
        ordering = ["weekday"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "weekday"], name="one_span_per_weekday"),
            models.CheckConstraint(
                name="service_opens_before_it_closes", condition=models.Q(opens__lt=models.F("closes"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class AutoAnswering(models.Model):
    """Whether and how a channel answers by itself; off until somebody switches it on.

    `human_words` call for a person, `complaint_words` hand over at once. `hand_over_text` is said when a person takes over.
    """

    channel = models.OneToOneField(
        "channels.Channel", on_delete=models.CASCADE, related_name="auto_answering", primary_key=True
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    is_on = models.BooleanField(default=False)
    answers_in_public = models.BooleanField(default=False)
    language = models.CharField(max_length=2, choices=LANGUAGES, default="de")
    human_words = models.JSONField(default=list)
    complaint_words = models.JSONField(default=list)
    hand_over_text = models.TextField(blank=True)
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.channel)


class AutoReply(models.Model):
    """One rule: what is answered by itself, and when."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    answering = models.ForeignKey(AutoAnswering, on_delete=models.CASCADE, related_name="replies")
    trigger = models.CharField(max_length=14, choices=TRIGGERS)
    words = models.JSONField(default=list)
    text = models.TextField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.get_trigger_display()}"
