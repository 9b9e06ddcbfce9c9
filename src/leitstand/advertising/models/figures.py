"""What an ads manager reports: spend and results by campaign, advertisement and day, and the file they came from."""

from django.db import models

METRICS = ("spend", "impressions", "reach", "clicks", "leads", "conversions", "revenue", "complete_views")


class AdImport(models.Model):
    """A report that was read in. `rows` are kept between the preview and the reading in, and then let go."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    network = models.SlugField(max_length=20)
    name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    told = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk}"


class AdFigures(models.Model):
    """Figures of a paid campaign, or of one of its advertisements, from a day to a day; None is not told, never zero."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey("advertising.PaidCampaign", on_delete=models.CASCADE, related_name="figures")
    ad = models.CharField(max_length=200, blank=True)
    first = models.DateField()
    last = models.DateField()
    spend = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    impressions = models.PositiveBigIntegerField(null=True)
    reach = models.PositiveBigIntegerField(null=True)
    clicks = models.PositiveBigIntegerField(null=True)
    leads = models.PositiveBigIntegerField(null=True)
    conversions = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    revenue = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    complete_views = models.PositiveBigIntegerField(null=True)
    source = models.ForeignKey(AdImport, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("first", "ad", "pk")
        constraints = [
            models.UniqueConstraint(fields=["paid", "ad", "first", "last"], name="one_row_per_ad_and_days"),
            models.CheckConstraint(name="figures_in_order", condition=models.Q(last__gte=models.F("first"))),
        ]

    def __str__(self) -> str:
        return f"{self.paid} {self.first}"
