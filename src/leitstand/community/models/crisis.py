"""The crisis plan, a crisis (or an exercise) with its tasks, and its log that only grows."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

MEASURES = [("second", _("Everything needs a second approval")), ("stop", _("All sending is stopped"))]


class CrisisRole(models.Model):
    """Who does what in a crisis, and how they are reached; laid down in calm times."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    role = models.SlugField(max_length=12)
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    deputy = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    reach = models.CharField(max_length=300, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "role"], name="one_row_per_crisis_role")]

    def __str__(self) -> str:
        return self.role


class Crisis(models.Model):
    """A crisis from its beginning to its after-review; `is_drill`: an exercise that touches nothing outside."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=160)
    reason = models.TextField()
    is_drill = models.BooleanField(default=False)
    measure = models.CharField(max_length=6, choices=MEASURES)
    # Whether the measure was ours to take: a switch somebody else had pulled before is not let go at the end.
    measure_is_ours = models.BooleanField(default=False)
    lead = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    began_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    noticed_at = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    incident = models.ForeignKey("compliance.Incident", on_delete=models.SET_NULL, null=True, related_name="+")
    # The after-review.
    what = models.TextField(blank=True)
    worked = models.TextField(blank=True)
    failed = models.TextField(blank=True)
    changes = models.TextField(blank=True)
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-began_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "is_drill"],
                condition=models.Q(ended_at__isnull=True),
                name="one_crisis_at_a_time",
            ),
            models.CheckConstraint(
                name="an_exercise_takes_no_measure",
                condition=models.Q(is_drill=False) | models.Q(measure_is_ours=False),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CrisisTask(models.Model):
    """One task of the plan for somebody."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="tasks")
    role = models.SlugField(max_length=12)
    number = models.PositiveSmallIntegerField()
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.role} {self.number}"


class CrisisEntry(models.Model):
    """One line of the log. The table itself lets nobody change its words or its time, nor delete it alone."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    crisis = models.ForeignKey(Crisis, on_delete=models.CASCADE, related_name="entries")
    at = models.DateTimeField()
    kind = models.SlugField(max_length=12)
    text = models.TextField(blank=True)
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at}"
