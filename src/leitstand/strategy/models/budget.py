"""The budget of social media, and how much time the audience gives each channel."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.core.budget import Component, Line

LINES = [
    (Line.STAFF.value, _("Staff hours")),
    (Line.PURCHASES.value, _("Purchases")),
    (Line.MEDIA.value, _("Paid media")),
    (Line.SOFTWARE.value, _("Software")),
    (Line.AGENCY.value, _("Agency")),
    (Line.TRAINING.value, _("Training")),
]
COMPONENTS = [
    (Component.COMMUNITY.value, _("Community management")),
    (Component.CONTENT.value, _("Varied content")),
    (Component.ADS.value, _("Ads")),
]


class BudgetEntry(models.Model):
    """Something planned in a month on one of six lines; what was spent is None until somebody tells.

    Staff is kept in hours with the rate that turns them into euro; its amounts are those hours in euro.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    month = models.DateField(_("month"))
    line = models.CharField(_("line"), max_length=10, choices=LINES)
    component = models.CharField(_("for"), max_length=10, choices=COMPONENTS, blank=True)
    channel = models.SlugField(_("channel"), max_length=40, blank=True)
    what = models.CharField(_("what"), max_length=200)
    planned = models.DecimalField(_("planned"), max_digits=10, decimal_places=2)
    actual = models.DecimalField(_("spent"), max_digits=10, decimal_places=2, null=True, blank=True)
    planned_hours = models.DecimalField(_("planned hours"), max_digits=6, decimal_places=1, default=0)
    actual_hours = models.DecimalField(_("hours worked"), max_digits=6, decimal_places=1, null=True, blank=True)
    rate = models.DecimalField(_("cost per hour"), max_digits=6, decimal_places=2, null=True, blank=True)
    # Made from the hours on "Hours and demand", and made anew from there.
    is_from_seats = models.BooleanField(default=False)

    class Meta:
        ordering = ["month", "pk"]
        indexes = [models.Index(fields=["workspace", "month"], name="budget_month")]
        constraints = [
            models.CheckConstraint(name="budget_month_is_its_first_day", condition=models.Q(month__day=1)),
            models.CheckConstraint(name="budget_is_not_below_zero", condition=models.Q(planned__gte=0)),
        ]

    def __str__(self) -> str:
        return self.what


class ChannelTime(models.Model):
    """How much time the audience gives a channel: minutes a day or percent, with its source. One figure for each channel."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.SlugField(_("channel"), max_length=40)
    amount = models.DecimalField(_("time given"), max_digits=6, decimal_places=1)
    source = models.CharField(_("source"), max_length=300)
    as_of = models.DateField(_("as of"))

    class Meta:
        ordering = ["-amount", "channel"]
        constraints = [models.UniqueConstraint(fields=["workspace", "channel"], name="one_time_per_channel")]

    def __str__(self) -> str:
        return self.channel
