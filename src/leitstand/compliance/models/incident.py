"""What has happened to a profile: steps, deadlines and evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Incident(models.Model):
    """Something that has happened to one of the company's profiles; `kind` names its playbook.

    `known_at` is when the company came to know it: from then its deadlines run. `deadline` is one somebody else has set.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=20)
    title = models.CharField(_("what happened"), max_length=160)
    url = models.CharField(_("where"), max_length=500, blank=True)
    note = models.TextField(_("what is known"), blank=True)
    sender = models.CharField(_("who demands it"), max_length=200, blank=True)
    counsel = models.CharField(_("counsel"), max_length=200, blank=True)
    known_at = models.DateTimeField(_("known since"))
    deadline = models.DateTimeField(_("deadline they set"), null=True, blank=True)
    lead = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    outcome = models.TextField(_("how it ended"), blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    closed_at = models.DateTimeField(null=True)
    # Which deadlines people were told of, so that each is told once.
    told = models.JSONField(default=list)

    class Meta:
        ordering = ("-opened_at", "-pk")

    def __str__(self) -> str:
        # What happened may name people outside; the trail never forgets.
        return f"#{self.pk}"


class IncidentStep(models.Model):
    """That a step of the playbook was done."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="steps")
    step = models.SlugField(max_length=20)
    note = models.CharField(_("note"), max_length=500, blank=True)
    done_at = models.DateTimeField()
    done_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["incident", "step"], name="a_step_is_done_once")]

    def __str__(self) -> str:
        return f"{self.incident} {self.step}"


class Evidence(models.Model):
    """A piece of evidence as it was found: its bytes lie under their hash and never change."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    incident = models.ForeignKey(Incident, on_delete=models.CASCADE, related_name="evidence")
    name = models.CharField(_("what it shows"), max_length=200)
    url = models.CharField(_("address"), max_length=500, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    seen_at = models.DateTimeField(_("seen on"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("seen_at", "pk")

    def __str__(self) -> str:
        return f"{self.incident} {self.sha256[:12]}"
