"""Answered worksheets."""

from django.db import models


class SheetAnswer(models.Model):
    """One filled worksheet; a newer one replaces it and the older stays as history.

    `subject` names what it is about ("" for the whole company, else "campaign:7"); `findings` and `verdict` are the ids
    that the rules of the sheet gave on that day.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    sheet = models.SlugField(max_length=60)
    subject = models.CharField(max_length=80, blank=True)
    answers = models.JSONField(default=dict)
    findings = models.JSONField(default=list)
    verdict = models.CharField(max_length=60, blank=True)
    answered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()
    review_on = models.DateField(null=True)
    is_current = models.BooleanField(default=True)

    class Meta:
        ordering = ["-answered_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "sheet", "subject"],
                condition=models.Q(is_current=True),
                name="one_current_answer_per_sheet",
            )
        ]

    def __str__(self) -> str:
        return self.sheet
