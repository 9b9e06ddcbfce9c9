"""Reports that were given out: their frozen figures, what people decide on them, whom they are sent to, who sees them by link."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.measurement.core.periods import Period, period_of

PERIOD_KINDS = [("quarter", _("Quarter")), ("month", _("Month"))]
RHYTHMS = [("quarter", _("every quarter")), ("month", _("every month"))]
SENT = [
    ("waiting", _("waits to be sent")),
    ("sending", _("being sent; if it stays so, nobody knows whether it arrived")),
    ("sent", _("sent")),
    ("unclear", _("nobody knows whether it arrived")),
    ("failed", _("could not be sent")),
]


class ReportPlan(models.Model):
    """A report that makes itself. It covers the period that ended last before `next_at`; one of a period, never two."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    scope = models.CharField(max_length=24)
    rhythm = models.CharField(_("how often"), max_length=8, choices=RHYTHMS, default="quarter")
    recipients = models.ManyToManyField("house.Person", related_name="+", verbose_name=_("recipients"))
    next_at = models.DateTimeField()
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["next_at"], name="report_plan_due")]

    def __str__(self) -> str:
        return self.name


class Report(models.Model):
    """A report as it was given out. `figures` never change again (`core.report`); conclusion and decisions are people's words."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    plan = models.ForeignKey(ReportPlan, on_delete=models.SET_NULL, null=True, blank=True, related_name="reports")
    name = models.CharField(_("name"), max_length=120)
    scope = models.CharField(max_length=24)
    period = models.CharField(max_length=8, choices=PERIOD_KINDS)
    first = models.DateField()
    last = models.DateField()
    figures = models.JSONField()
    conclusion = models.TextField(_("conclusion"), max_length=10_000, blank=True)
    concluded_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-first", "-pk")
        indexes = [models.Index(fields=["workspace", "-first"], name="reports_of_workspace")]
        constraints = [models.UniqueConstraint(fields=["plan", "first"], name="one_report_per_plan_and_period")]

    def __str__(self) -> str:
        return self.name

    @property
    def of(self) -> Period:
        """The period it is about."""
        return period_of(self.first, self.period)  # type: ignore[arg-type]


class ReportDecision(models.Model):
    """What was decided on a report: who does it, until when."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="decisions")
    place = models.PositiveSmallIntegerField()
    text = models.CharField(_("what was decided"), max_length=500)
    who = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        ordering = ("place", "pk")

    def __str__(self) -> str:
        return self.text


class ReportLink(models.Model):
    """An address by which people outside see one report until a day; only the hash of its secret is kept."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="links")
    token_hash = models.CharField(max_length=64, unique=True)
    note = models.CharField(_("for whom"), max_length=120, blank=True)
    until = models.DateField(_("last day"))
    views = models.PositiveIntegerField(default=0)
    revoked_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.report_id} {self.until}"


class ReportSending(models.Model):
    """One letter with one report to one member: said once, or known not to be known."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="sendings")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=8, choices=SENT, default="waiting")
    tries = models.PositiveSmallIntegerField(default=0)
    next_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["report", "person"], name="one_letter_per_report_and_person")]
        indexes = [models.Index(fields=["next_at"], name="report_letter_due", condition=models.Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.report_id} {self.state}"
