"""What people corrected, and what was learnt from it."""

from django.db import models
from django.utils.translation import pgettext_lazy

LABELS = [
    ("positive", pgettext_lazy("tone", "Positive")),
    ("neutral", pgettext_lazy("tone", "Neutral")),
    ("negative", pgettext_lazy("tone", "Negative")),
]


class Correction(models.Model):
    """The tone a person gave a text; one correction a text, the last one counts. The text may have to go, then it goes."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    mention = models.BigIntegerField(null=True)
    text = models.TextField()
    digest = models.CharField(max_length=32)
    label = models.CharField(max_length=8, choices=LABELS)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    forget_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "digest"], name="one_correction_a_text")]
        indexes = [models.Index(fields=["forget_at"], name="listening_correction_forget")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class ToneDelta(models.Model):
    """What a workspace's corrections taught; the bytes are `core.tone`'s own. `corrections`: of how many it was learnt."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+", primary_key=True)
    weights = models.BinaryField()
    helps = models.BooleanField(default=False)
    corrections = models.PositiveIntegerField(default=0)
    base_right = models.PositiveIntegerField(default=0)
    right = models.PositiveIntegerField(default=0)
    answered = models.PositiveIntegerField(default=0)
    answered_right = models.PositiveIntegerField(default=0)
    learnt_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.workspace_id} ({self.corrections})"
