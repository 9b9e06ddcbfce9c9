"""Dated decisions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Decision(models.Model):
    """What was decided, when, by whom and why; `basis` holds the figures it rested on that day.

    `about` is the kind ("account_strategy", "make_or_buy", "tool", …), `subject` what it was about in words.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    about = models.SlugField(max_length=40)
    subject = models.CharField(_("subject"), max_length=200)
    outcome = models.CharField(_("decision"), max_length=200)
    reason = models.TextField(_("reason"), blank=True)
    basis = models.JSONField(default=dict)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField()
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)

    class Meta:
        ordering = ["-decided_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "about", "-decided_at"], name="decision_about")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.outcome}"
