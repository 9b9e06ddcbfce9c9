"""The ladder of escalation, what climbs it, who watches when, and ideas for a campaign that has gone off its track."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.community.core.escalation import Trigger

TRIGGERS = [
    (Trigger.NEGATIVE.value, _("Many unkind voices")),
    (Trigger.KEYWORD.value, _("Certain words")),
    (Trigger.ILLEGAL.value, _("Illegal content")),
    (Trigger.REACH.value, _("Much reach")),
]


class Level(models.Model):
    """One rung: who, reachable how and when, within which time, on what occasion, and what they may decide.

    `opens` and `closes` bound the hours (None: at any time); `triggers` maps a trigger to its bound or its words.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    people = models.ManyToManyField("house.Person", related_name="+")
    reach = models.CharField(max_length=300, blank=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    weekdays_only = models.BooleanField(default=False)
    minutes = models.PositiveIntegerField(default=30)
    triggers = models.JSONField(default=dict)
    may_decide = models.TextField(blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="one_level_per_number")]

    def __str__(self) -> str:
        return self.name


class Escalation(models.Model):
    """A conversation or a situation that people higher up must know of, until somebody has taken it and closed it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.SET_NULL, null=True, related_name="+")
    title = models.CharField(max_length=160)
    reason = models.TextField(blank=True)
    level = models.PositiveSmallIntegerField()
    opened_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    opened_at = models.DateTimeField()
    # When the next level is called; None: taken, closed, or nobody above.
    due_at = models.DateTimeField(null=True)
    taken_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    taken_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    outcome = models.TextField(blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        indexes = [models.Index(fields=["due_at"], name="escalation_due", condition=models.Q(due_at__isnull=False))]

    def __str__(self) -> str:
        # The title may name people outside; the trail never forgets.
        return f"#{self.pk}"


class EscalationEntry(models.Model):
    """What happened to an escalation, in order; nothing of it is changed."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    escalation = models.ForeignKey(Escalation, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    what = models.SlugField(max_length=12)
    level = models.PositiveSmallIntegerField()
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.what} {self.level}"


class WatchShift(models.Model):
    """Who watches from when to when while a campaign runs."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, related_name="watch_shifts")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    begins = models.DateTimeField()
    ends = models.DateTimeField()

    class Meta:
        ordering = ["begins"]
        constraints = [
            models.CheckConstraint(name="shift_begins_before_it_ends", condition=models.Q(begins__lte=models.F("ends")))
        ]

    def __str__(self) -> str:
        return f"{self.campaign_id} {self.begins}"


class Impulse(models.Model):
    """An idea of the team's own how to bring a campaign back on track."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    text = models.TextField()
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title
