"""What social media costs and brings in money: bills, revenue, counts of the journey, the ROI assistant, the log of changes."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.measurement.core.attribution import Rule
from leitstand.measurement.core.costs import Kind, Source

KINDS = [
    (Kind.HOURS.value, _("Hours")),
    (Kind.SALARIES.value, _("Salaries")),
    (Kind.AGENCY.value, _("Agencies")),
    (Kind.TOOLS.value, _("Tools and software")),
    (Kind.EQUIPMENT.value, _("Equipment")),
    (Kind.ADVERTS.value, _("Adverts")),
    (Kind.TRAINING.value, _("Training and further education")),
    (Kind.PARTNERS.value, _("Consideration for partners")),
    (Kind.OTHER.value, _("Production and other")),
]
SOURCES = [
    (Source.TYPED.value, _("Typed in")),
    (Source.IMPORTED.value, _("Imported")),
    (Source.PLANNED.value, _("Reckoned from planned posts")),
    (Source.CAMPAIGN.value, _("From the campaign’s budget")),
    (Source.BUDGET.value, _("From the budget")),
]
RULES = [
    (Rule.FIRST.value, _("First contact")),
    (Rule.LAST.value, _("Last contact")),
    (Rule.LINEAR.value, _("All contacts alike")),
    (Rule.POSITION.value, _("By position (40/20/40)")),
]


class Money(models.Model):
    """An amount for some days, of one campaign or channel or of all."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    what = models.CharField(max_length=200, blank=True)
    first = models.DateField()
    last = models.DateField(null=True, blank=True)
    monthly = models.BooleanField(default=False)
    amount = models.DecimalField(max_digits=10, decimal_places=2)
    source = models.CharField(max_length=8, choices=SOURCES, default=Source.TYPED.value)
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        abstract = True
        ordering = ["-first", "-pk"]
        indexes = [models.Index(fields=["workspace", "first"])]
        constraints = [
            models.CheckConstraint(
                name="%(class)s_has_its_days",
                condition=models.Q(last__gte=models.F("first")) | models.Q(last=None, monthly=True),
            ),
            models.CheckConstraint(name="%(class)s_is_not_below_zero", condition=models.Q(amount__gte=0)),
        ]


class CostLine(Money):
    """A bill, or hours with their rate; a monthly one recurs, and goes on while it has no last day."""

    kind = models.CharField(max_length=9, choices=KINDS)
    hours = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    rate = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)

    def __str__(self) -> str:
        # What it is for may name somebody; the trail never forgets.
        return f"{self.kind} {self.first}"


class Income(Money):
    """Revenue that no opportunity holds, such as that of a shop; told for a campaign or channel by whoever counted it."""

    def __str__(self) -> str:
        return f"income {self.first}"


class StepCount(models.Model):
    """How many came to a step of the journey in some days, where no network and no other room counts it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    step = models.SlugField(max_length=16)
    # Which page of the way through the site, for visits.
    place = models.CharField(max_length=120, blank=True)
    first = models.DateField()
    last = models.DateField()
    count = models.PositiveIntegerField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["first", "pk"]
        constraints = [
            models.CheckConstraint(name="count_has_its_days", condition=models.Q(last__gte=models.F("first")))
        ]

    def __str__(self) -> str:
        return f"{self.step} {self.count}"


class RoiPlan(models.Model):
    """The five steps from goal to ROI of one campaign (guide 5.6).

    `formats` maps a network to kinds of content, `audience` to percent of the audience as a report tells it.
    """

    campaign = models.OneToOneField("planning.Campaign", on_delete=models.CASCADE, primary_key=True, related_name="+")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    goals = ArrayField(models.SlugField(max_length=16), default=list)
    content = models.TextField(blank=True)
    offer = models.CharField(max_length=200, blank=True)
    groups = models.ManyToManyField("strategy.TargetGroup", related_name="+")
    formats = models.JSONField(default=dict)
    audience = models.JSONField(default=dict)
    audience_source = models.CharField(max_length=200, blank=True)
    order_value = models.DecimalField(max_digits=10, decimal_places=2, null=True)
    lead_rate = models.DecimalField(max_digits=5, decimal_places=2, null=True)
    rule = models.CharField(max_length=8, choices=RULES, default=Rule.LINEAR.value)
    conclusion = models.TextField(blank=True)
    done = ArrayField(models.SlugField(max_length=10), default=list)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="lead_rate_is_a_percentage",
                condition=models.Q(lead_rate=None) | models.Q(lead_rate__gte=0, lead_rate__lte=100),
            )
        ]

    def __str__(self) -> str:
        return f"ROI {self.campaign_id}"


class MarketingBudget(models.Model):
    """The whole marketing budget of a year, of which social media is a share."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    year = models.PositiveSmallIntegerField()
    amount = models.DecimalField(max_digits=12, decimal_places=2)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-year"]
        constraints = [
            models.UniqueConstraint(fields=["workspace", "year"], name="one_marketing_budget_a_year"),
            models.CheckConstraint(name="marketing_budget_is_more_than_zero", condition=models.Q(amount__gt=0)),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Multiple(models.Model):
    """A card of what became how many times more: size before and now, growth in the days before and since."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(max_length=120)
    aim = models.CharField(max_length=300, blank=True)
    metric = models.CharField(max_length=60)
    before = models.DecimalField(max_digits=14, decimal_places=2)
    now = models.DecimalField(max_digits=14, decimal_places=2)
    grows = models.CharField(max_length=60, blank=True)
    grown_before = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    days_before = models.PositiveSmallIntegerField(null=True)
    grown_now = models.DecimalField(max_digits=14, decimal_places=2, null=True)
    days_now = models.PositiveSmallIntegerField(null=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-added_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Improvement(models.Model):
    """An entry of the optimisation log: what was changed, why, and what came of it; the figures beside it are reckoned."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(
        "planning.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    day = models.DateField()
    change = models.CharField(max_length=300)
    reason = models.CharField(max_length=500)
    metric = models.CharField(max_length=16)
    days = models.PositiveSmallIntegerField(default=28)
    learned = models.CharField(max_length=500, blank=True)
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["-day", "-pk"]

    def __str__(self) -> str:
        # What was changed may name somebody; the trail never forgets.
        return f"#{self.pk}"
