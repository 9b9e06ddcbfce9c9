"""Tests with a control: planned before, counted afterwards, and said only when it was time."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

KINDS = [
    ("ab", _("A/B test: two variants")),
    ("conversion_lift", _("Conversion lift: with and without advertising")),
    ("brand_lift", _("Brand lift: asked with and without advertising")),
    ("uplift", _("Uplift: sales against the level before")),
]
QUESTIONS = [
    ("recall", _("Ad recall")),
    ("awareness", _("Brand awareness")),
    ("intent", _("Purchase intent")),
]


class AdTest(models.Model):
    """A test as it was planned; what was planned stays as it is once something was counted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey(
        "advertising.PaidCampaign",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="tests",
        verbose_name=_("paid campaign"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=KINDS)
    name = models.CharField(_("what is tried"), max_length=160)
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    base_rate = models.FloatField(
        _("usual rate, in percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01), MaxValueValidator(99)],
    )
    least_effect = models.FloatField(
        _("smallest difference worth knowing, in points"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0.01), MaxValueValidator(99)],
    )
    planned_n = models.PositiveIntegerField(_("people or impressions per group"), null=True, blank=True)
    learned = models.CharField(_("what we learnt"), max_length=500, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts", "-pk")
        constraints = [
            models.CheckConstraint(name="test_ends_after_start", condition=models.Q(ends__gte=models.F("starts")))
        ]

    def __str__(self) -> str:
        return self.name


class TestCell(models.Model):
    """One comparison: those with advertising (or variant B) against those without (or variant A)."""

    __test__ = False  # no test of ours: pytest would collect it by its name

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    test = models.ForeignKey(AdTest, on_delete=models.CASCADE, related_name="cells")
    name = models.CharField(_("cell"), max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=10, choices=QUESTIONS, blank=True)
    test_n = models.PositiveIntegerField(null=True, blank=True)
    test_hits = models.PositiveIntegerField(null=True, blank=True)
    control_n = models.PositiveIntegerField(null=True, blank=True)
    control_hits = models.PositiveIntegerField(null=True, blank=True)
    spend = models.DecimalField(max_digits=12, decimal_places=2, null=True, blank=True)
    test_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    control_value = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(
                name="no_more_hits_than_people",
                condition=(models.Q(test_n=None) | models.Q(test_hits__lte=models.F("test_n")))
                & (models.Q(control_n=None) | models.Q(control_hits__lte=models.F("control_n"))),
            )
        ]

    def __str__(self) -> str:
        return f"{self.test} {self.name}"
