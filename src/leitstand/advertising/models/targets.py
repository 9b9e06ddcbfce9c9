"""Whom advertising aims at and what it shows them: segments, creatives with placeholders, checklists that are ticked off."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("de", _("German")), ("en", _("English"))]


class Segment(models.Model):
    """A group of people described by criteria, to be used again; the estimate is what an ads manager said on a day.

    `criteria` maps ids of data/targeting.toml to what was chosen; `words` maps a placeholder to its words by language.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    network = models.SlugField(_("ads manager"), max_length=20)
    criteria = models.JSONField(default=dict)
    words = models.JSONField(default=dict)
    audience = models.PositiveIntegerField(_("people in it, estimated"), null=True, blank=True)
    audience_day = models.DateField(_("estimated on"), null=True, blank=True)
    audience_source = models.CharField(_("estimated by"), max_length=120, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_segment_of_a_name"),
            models.CheckConstraint(
                name="estimate_with_its_day",
                condition=models.Q(audience=None) | models.Q(audience_day__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Creative(models.Model):
    """One idea of an advertisement; its texts hold placeholders that each segment fills."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey("advertising.PaidCampaign", on_delete=models.CASCADE, related_name="creatives")
    name = models.CharField(_("name"), max_length=120)
    link = models.URLField(_("where it leads"), max_length=500, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.name


class CreativeText(models.Model):
    """The texts of a creative in one language."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    creative = models.ForeignKey(Creative, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(_("language"), max_length=2, choices=LANGUAGES)
    headline = models.CharField(_("headline"), max_length=300)
    body = models.TextField(_("text"), max_length=3000, blank=True)

    class Meta:
        ordering = ("language",)
        constraints = [models.UniqueConstraint(fields=["creative", "language"], name="one_text_per_language")]

    def __str__(self) -> str:
        return f"{self.creative} {self.language}"


class ChecklistItem(models.Model):
    """One point of a checklist: done, and what it costs. Without a paid campaign it belongs to the company's set-up."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey(
        "advertising.PaidCampaign", on_delete=models.CASCADE, null=True, blank=True, related_name="kit"
    )
    item = models.SlugField(max_length=40)
    done_on = models.DateField(null=True)
    cost = models.DecimalField(max_digits=10, decimal_places=2, null=True, validators=[MinValueValidator(Decimal(0))])
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "paid", "item"], nulls_distinct=False, name="one_row_per_point"
            )
        ]

    def __str__(self) -> str:
        return self.item
