"""What a campaign rests on (guide 2.4): its nine steps, rivals, voices, decisions, money, links and tests of variants."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

COMPARED = [
    ("behind", _("worse than ours")),
    ("even", _("as good as ours")),
    ("ahead", _("better than ours")),
]
DECISIONS = [("go_on", _("Go on as it is")), ("adjust", _("Adjust")), ("stop", _("Stop"))]
COST_KINDS = [
    ("ads", _("Advertising")),
    ("production", _("Production")),
    ("partners", _("Partners and influencers")),
    ("other", _("Other")),
]
OBJECTIVES = [
    ("awareness", _("Awareness: be seen")),
    ("traffic", _("Traffic: visits to the site")),
    ("engagement", _("Engagement: reactions and conversations")),
    ("leads", _("Leads: contacts")),
    ("sales", _("Sales")),
]


class CampaignPlan(models.Model):
    """A campaign that goes through the nine steps; one without is only a band over the calendar.

    `alarms` maps what people were told of ("hungry", "gap", "negative", "rivals") to the day, so that each is told once.
    """

    campaign = models.OneToOneField(
        "planning.Campaign", on_delete=models.CASCADE, primary_key=True, related_name="plan"
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    lead = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    groups = models.ManyToManyField("strategy.TargetGroup", related_name="+", verbose_name=_("target groups"))
    utm_name = models.SlugField(_("name in links"), max_length=60, blank=True)
    alarms = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    launched_at = models.DateTimeField(null=True)
    launched_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return str(self.campaign)


class CampaignStep(models.Model):
    """Where a campaign stands in one step: answers, evidence, who answers for it, and how it was passed."""

    plan = models.ForeignKey(CampaignPlan, on_delete=models.CASCADE, related_name="steps")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    step = models.SlugField(max_length=20)
    answers = models.JSONField(default=dict)
    evidence = models.TextField(_("evidence"), blank=True)
    responsible = models.ForeignKey(
        "house.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible"),
    )
    passed_at = models.DateTimeField(null=True)
    passed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    # A gate that stayed shut and was opened by somebody's decision.
    waived_at = models.DateTimeField(null=True)
    waived_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    waiver = models.TextField(_("reason"), blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["plan", "step"], name="one_row_per_campaign_step")]

    def __str__(self) -> str:
        return f"{self.plan} {self.step}"


class CampaignRival(models.Model):
    """A competitor in the campaign's market, compared soberly; its name is looked for in what people write."""

    plan = models.ForeignKey(CampaignPlan, on_delete=models.CASCADE, related_name="rivals")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("competitor"), max_length=80)
    value = models.CharField(_("price and performance"), max_length=6, choices=COMPARED, blank=True)
    acceptance = models.CharField(_("acceptance in the market"), max_length=6, choices=COMPARED, blank=True)
    note = models.CharField(_("what this rests on"), max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint("plan", Lower("name"), name="one_row_per_rival")]

    def __str__(self) -> str:
        return self.name


class CampaignPulse(models.Model):
    """The voices on a campaign on one day, counted by a person: no network tells them apart."""

    plan = models.ForeignKey(CampaignPlan, on_delete=models.CASCADE, related_name="pulses")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    day = models.DateField(_("day"))
    positive = models.PositiveIntegerField(_("kind voices"), default=0)
    neutral = models.PositiveIntegerField(_("neutral voices"), default=0)
    negative = models.PositiveIntegerField(_("unkind voices"), default=0)
    rival_mentions = models.PositiveIntegerField(_("mentions of competitors"), default=0)
    note = models.CharField(_("what it was about"), max_length=500, blank=True)
    counted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-day", "-pk")
        constraints = [models.UniqueConstraint(fields=["plan", "day"], name="one_count_of_voices_a_day")]

    def __str__(self) -> str:
        return f"{self.plan} {self.day}"


class CampaignReview(models.Model):
    """A decision on a running campaign: go on, adjust or stop, with its reason."""

    plan = models.ForeignKey(CampaignPlan, on_delete=models.CASCADE, related_name="reviews")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    decision = models.CharField(_("decision"), max_length=6, choices=DECISIONS)
    reason = models.TextField(_("reason"))
    proposed = models.CharField(max_length=6, choices=DECISIONS, blank=True)
    decided_at = models.DateTimeField()
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-decided_at", "-pk")

    def __str__(self) -> str:
        return f"{self.plan} {self.decision}"


class CampaignCost(models.Model):
    """A line of the budget; for advertising by market and sector (guide 4.1), with what is expected and what came.

    `spent`, `expected` and `achieved` are None until somebody tells them: not told is never zero.
    """

    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, related_name="costs")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=COST_KINDS, default="ads")
    what = models.CharField(_("what"), max_length=120)
    market = models.CharField(_("country or region"), max_length=80, blank=True)
    sector = models.CharField(_("sector"), max_length=80, blank=True)
    objective = models.CharField(_("objective"), max_length=10, choices=OBJECTIVES, blank=True)
    starts = models.DateField(_("first day"), null=True, blank=True)
    ends = models.DateField(_("last day"), null=True, blank=True)
    planned = models.DecimalField(_("planned in euro"), max_digits=10, decimal_places=2)
    spent = models.DecimalField(_("spent in euro"), max_digits=10, decimal_places=2, null=True, blank=True)
    expected = models.PositiveIntegerField(_("expected result"), null=True, blank=True)
    achieved = models.PositiveIntegerField(_("result so far"), null=True, blank=True)

    class Meta:
        ordering = ("market", "sector", "pk")
        constraints = [
            models.CheckConstraint(
                name="cost_ends_after_start",
                condition=models.Q(starts=None) | models.Q(ends=None) | models.Q(ends__gte=models.F("starts")),
            ),
            models.CheckConstraint(
                name="no_negative_costs",
                condition=models.Q(planned__gte=0) & (models.Q(spent=None) | models.Q(spent__gte=0)),
            ),
        ]

    def __str__(self) -> str:
        return self.what


class CampaignLink(models.Model):
    """A page the campaign leads to; each channel gets it with the campaign's name in the address."""

    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, related_name="links")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    label = models.CharField(_("name"), max_length=80)
    url = models.URLField(_("address"), max_length=500)

    class Meta:
        ordering = ("pk",)

    def __str__(self) -> str:
        return self.label


class VariantTest(models.Model):
    """Two to four variants of a post that differ in one thing, held against each other."""

    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, related_name="tests")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what is tried"), max_length=120)
    differs = models.CharField(_("what differs"), max_length=300)
    items = models.ManyToManyField("planning.Item", related_name="variant_tests")
    created_at = models.DateTimeField()
    # What was decided from it; None while it is open or nothing could be said.
    chosen = models.ForeignKey("planning.Item", on_delete=models.SET_NULL, null=True, related_name="+")
    learned = models.CharField(_("what we learned"), max_length=500, blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-created_at", "-pk")

    def __str__(self) -> str:
        return self.name
