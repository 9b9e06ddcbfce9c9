"""What automatic advertising rests on: answers of the readiness check, which data a campaign uses, who helps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CONSENTS = [
    ("none_needed", _("no data of customers are used")),
    ("given", _("consent is given and on record")),
    ("asked", _("consent is asked for")),
    ("open", _("not settled yet")),
]
SERVICES = [
    ("strategy", _("Strategy and advice")),
    ("creative", _("Creatives")),
    ("media", _("Booking and care of campaigns")),
    ("data", _("Data, events, catalogue")),
    ("measurement", _("Measurement")),
]


class ReadinessAnswer(models.Model):
    """Whether one point of data/readiness.toml is met, with what it rests on."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    point = models.SlugField(max_length=40)
    is_met = models.BooleanField(default=False)
    note = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField()
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "point"], name="one_readiness_answer")]

    def __str__(self) -> str:
        return self.point


class DataUse(models.Model):
    """Which data a paid campaign uses, in words that whoever sees the advertisement understands."""

    paid = models.OneToOneField(
        "advertising.PaidCampaign", on_delete=models.CASCADE, primary_key=True, related_name="data_use"
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    why_seen = models.TextField(_("why somebody sees this advertisement"), max_length=600)
    own_data = models.TextField(_("which data of ours are used"), max_length=600, blank=True)
    platform_data = models.TextField(_("which data of the platform are used"), max_length=600)
    purpose = models.CharField(_("what for"), max_length=300)
    consent = models.CharField(_("consent"), max_length=12, choices=CONSENTS)
    consent_where = models.CharField(_("where the consent is on record"), max_length=300, blank=True)
    deleted_after = models.CharField(_("when the data are deleted"), max_length=200, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.paid)


class Supplier(models.Model):
    """A company that helps with advertising, with its certificate and where that can be looked up."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("company"), max_length=160)
    service = models.CharField(_("what for"), max_length=12, choices=SERVICES)
    certificate = models.CharField(_("certificate"), max_length=160, blank=True)
    certificate_until = models.DateField(_("valid until"), null=True, blank=True)
    link = models.URLField(_("where it can be looked up"), max_length=500, blank=True)
    checked_on = models.DateField(_("looked up on"), null=True, blank=True)
    contract = models.BooleanField(_("contract on the processing of data is signed"), default=False)
    note = models.CharField(_("note"), max_length=500, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name

    @property
    def trail_name(self) -> str:
        """A supplier may be a single person; the trail never forgets."""
        return f"#{self.pk}"
