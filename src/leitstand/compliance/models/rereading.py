"""That sources of rules were read again, and who sees to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

READINGS = [
    ("same", _("Nothing changed")),
    ("changed", _("Something changed")),
]


class Rereading(models.Model):
    """That somebody read the source of a rule again."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(max_length=20)
    on = models.DateField(_("read on"))
    found = models.CharField(max_length=8, choices=READINGS)
    note = models.CharField(_("what changed"), max_length=500, blank=True)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ("-on", "-pk")
        indexes = [models.Index(fields=["workspace", "rule", "-on"], name="rereadings_of_a_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.on}"


class LawKeeper(models.Model):
    """Who in a workspace sees to it that sources are read again; the owners where nobody is named."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    # When they were last told of overdue sources.
    told_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.workspace_id)
