"""Paid campaigns with every change kept, and the small budget to practise with."""

from decimal import Decimal

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

BIDS = [("click", _("per click")), ("thousand", _("per 1,000 impressions"))]
CENT = MinValueValidator(Decimal("0.01"))


class PaidCampaign(models.Model):
    """What is booked at one network: objective, money, bid and run time, with what is expected of it.

    `objective` and `kpi` are ids of data/objectives.toml. `known_as` are further names by which its exports call it.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    campaign = models.ForeignKey(
        "planning.Campaign",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("campaign of the plan"),
    )
    name = models.CharField(_("name"), max_length=160)
    network = models.SlugField(_("ads manager"), max_length=20)
    account = models.CharField(_("ads account"), max_length=120, blank=True)
    number = models.CharField(_("number in the ads manager"), max_length=60, blank=True)
    known_as = models.JSONField(default=list, editable=False)
    objective = models.SlugField(_("objective"), max_length=40)
    kpi = models.SlugField(_("leading figure"), max_length=30)
    target = models.DecimalField(
        _("target for it"), max_digits=12, decimal_places=2, null=True, blank=True, validators=[CENT]
    )
    total_budget = models.DecimalField(_("total budget in euro"), max_digits=10, decimal_places=2, validators=[CENT])
    daily_budget = models.DecimalField(
        _("daily budget in euro"), max_digits=10, decimal_places=2, null=True, blank=True, validators=[CENT]
    )
    bid_kind = models.CharField(_("bid"), max_length=10, choices=BIDS, blank=True, default="")
    bid = models.DecimalField(
        _("highest bid in euro"), max_digits=8, decimal_places=2, null=True, blank=True, validators=[CENT]
    )
    starts = models.DateField(_("first day"))
    ends = models.DateField(_("last day"))
    reach_low = models.PositiveIntegerField(_("expected reach, at least"), null=True, blank=True)
    reach_high = models.PositiveIntegerField(_("expected reach, at most"), null=True, blank=True)
    reach_day = models.DateField(_("told on"), null=True, blank=True)
    reach_source = models.CharField(_("told by"), max_length=120, blank=True)
    ceiling = models.DecimalField(
        _("a purchase may cost at most, in euro"),
        max_digits=10,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[CENT],
    )
    is_practice = models.BooleanField(_("to practise"), default=False)
    segments = models.ManyToManyField(
        "advertising.Segment", blank=True, related_name="paid", verbose_name=_("segments")
    )
    kit_ceiling = models.DecimalField(max_digits=10, decimal_places=2, default=Decimal(5000), validators=[CENT])
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-starts", "-pk")
        constraints = [
            models.CheckConstraint(name="paid_ends_after_start", condition=models.Q(ends__gte=models.F("starts"))),
            models.CheckConstraint(
                name="paid_bid_with_its_kind",
                condition=models.Q(bid_kind="", bid=None) | (~models.Q(bid_kind="") & models.Q(bid__isnull=False)),
            ),
            models.CheckConstraint(
                name="paid_reach_in_order",
                condition=models.Q(reach_low=None, reach_high=None)
                | models.Q(reach_low__isnull=False, reach_high__gte=models.F("reach_low")),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "-starts"], name="paid_by_start")]

    def __str__(self) -> str:
        return self.name


class PaidChange(models.Model):
    """One value of a paid campaign that was changed: what it was, what it became, and whether it ran by then."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey(PaidCampaign, on_delete=models.CASCADE, related_name="changes")
    field = models.SlugField(max_length=30)
    before = models.CharField(max_length=160, blank=True)
    after = models.CharField(max_length=160, blank=True)
    while_running = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"{self.paid} {self.field}"


class PracticeBudget(models.Model):
    """How much may be spent on practising in a month."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    cap = models.DecimalField(_("a month, in euro"), max_digits=8, decimal_places=2, validators=[CENT])

    def __str__(self) -> str:
        return str(self.cap)


class PracticeLesson(models.Model):
    """What somebody learnt by practising, and what it cost where no report tells it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    paid = models.ForeignKey(
        PaidCampaign,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lessons",
        verbose_name=_("paid campaign"),
    )
    day = models.DateField(_("day"))
    learned = models.TextField(_("what we learnt"), max_length=1000)
    spent = models.DecimalField(
        _("spent in euro, where no report tells it"),
        max_digits=8,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[CENT],
    )
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-pk")

    def __str__(self) -> str:
        # What was learnt may name people; the trail never forgets.
        return f"#{self.pk}"
