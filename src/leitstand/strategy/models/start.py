"""The start of a workspace: who it is, what keeps it back, how much of the product it shows, and whom a lone marketer talks to."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

BUSINESSES = [
    ("b2b", _("Companies (B2B)")),
    ("b2c", _("Consumers (B2C)")),
    ("both", _("Both")),
]
TEAM_SIZES = [(1, _("One person")), (2, _("Two people")), (3, _("Three people")), (4, _("More than three"))]
MODES = [
    ("starter", _("Starter: the least that is needed, more step by step")),
    ("full", _("Everything at once")),
]
SPARRINGS = [
    ("", _("Nobody yet")),
    ("internal", _("Somebody in the company")),
    ("external", _("Somebody outside, near our trade")),
]


class Start(models.Model):
    """The answers of the self-assessment. `maturity_yes`, `hurdles` and `modules` hold ids of start/start.toml."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+")
    business = models.CharField(_("customers"), max_length=4, choices=BUSINESSES, default="b2b")
    team_size = models.PositiveSmallIntegerField(_("team"), choices=TEAM_SIZES, default=1)
    maturity_yes = ArrayField(models.CharField(max_length=16), default=list)
    hurdles = ArrayField(models.CharField(max_length=16), default=list)
    mode = models.CharField(_("view"), max_length=7, choices=MODES, default="starter")
    modules = ArrayField(models.CharField(max_length=16), default=list)
    sparring = models.CharField(_("sparring partner"), max_length=8, choices=SPARRINGS, blank=True)
    sparring_with = models.CharField(_("who"), max_length=120, blank=True)
    sparring_weeks = models.PositiveSmallIntegerField(_("every … weeks"), default=4)
    sparring_next_on = models.DateField(null=True)
    answered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"start {self.workspace_id}"


class Duty(models.Model):
    """Something a member takes care of; one person may have several."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    duty = models.SlugField(max_length=16)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "person", "duty"], name="a_duty_once")]

    def __str__(self) -> str:
        return self.duty
