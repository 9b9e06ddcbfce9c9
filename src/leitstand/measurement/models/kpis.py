"""What a workspace sets of its KPIs: who wants which, what counts, and amounts people add by hand."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.models.goal import AREAS

KPI_STAGES = [
    ("basics", _("Basics: what the networks tell")),
    ("next", _("Next step: what follows from it")),
    ("expert", _("Expert: joined with money and customers")),
]


def usual_acts() -> list[str]:
    """Return the acts that count as interactions where nothing else is set."""
    return ["likes", "comments", "shares", "quotes", "saves"]


class KpiSettings(models.Model):
    """How far a workspace is, which acts count as interactions, and from where two figures alarm.

    `answers` are those of the assessment (`core.kpis.stage_of`). `fatigue_from` is the frequency from which people tire of an
    advert, `negative_from` the negative share in percent that is too much.
    """

    workspace = models.OneToOneField(
        "house.Workspace", on_delete=models.CASCADE, related_name="kpi_settings", primary_key=True
    )
    stage = models.CharField(max_length=6, choices=KPI_STAGES, default="basics")
    answers = models.JSONField(default=dict)
    acts = ArrayField(models.CharField(max_length=12), default=usual_acts)
    fatigue_from = models.DecimalField(max_digits=5, decimal_places=2, default=4)
    negative_from = models.DecimalField(max_digits=5, decimal_places=2, default=25)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.stage


class KpiLine(models.Model):
    """One line of the matrix: a department wants a goal measured by a KPI, with a target and somebody who answers for it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    area = models.CharField(_("department"), max_length=16, choices=AREAS)
    goal = models.ForeignKey("strategy.Goal", on_delete=models.CASCADE, related_name="kpi_lines")
    kpi = models.SlugField(max_length=30)
    variant = models.SlugField(max_length=16, blank=True)
    target = models.DecimalField(_("target"), max_digits=16, decimal_places=2, null=True, blank=True)
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("area", "pk")
        constraints = [
            models.UniqueConstraint(fields=["goal", "area", "kpi", "variant"], name="one_line_per_goal_and_kpi")
        ]

    def __str__(self) -> str:
        return f"{self.area} {self.kpi}"


class TypedAmount(models.Model):
    """An amount somebody adds by hand: what no network or tool tells by itself. It counts on its day."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    amount = models.SlugField(max_length=30)
    day = models.DateField(_("day"))
    value = models.DecimalField(_("figure"), max_digits=16, decimal_places=2)
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    note = models.CharField(_("where it comes from"), max_length=200, blank=True)
    typed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    typed_at = models.DateTimeField()

    class Meta:
        ordering = ("-day", "-pk")
        indexes = [models.Index(fields=["workspace", "amount", "day"], name="typed_amount_of_days")]
        constraints = [models.CheckConstraint(name="no_negative_amount", condition=models.Q(value__gte=0))]

    def __str__(self) -> str:
        return f"{self.amount} {self.day}"
