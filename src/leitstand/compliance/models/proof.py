"""What stands behind a post: what was given for it, who allowed what, how its tone was judged, what a self-check said."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Proof(models.Model):
    """What was given for a post, or who allowed a brand or picture of theirs in it, with its evidence.

    `about` says which of the two; `kind` is a value of the fact it proves. The bytes of a file lie under their hash.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    about = models.SlugField(max_length=16)
    kind = models.SlugField(max_length=16)
    what = models.CharField(_("what"), max_length=200, blank=True)
    value = models.DecimalField(_("value"), max_digits=12, decimal_places=2, null=True)
    giver = models.CharField(_("from whom"), max_length=200, blank=True)
    on = models.DateField(_("on"))
    note = models.TextField(_("note"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    class Meta:
        ordering = ("on", "pk")
        indexes = [models.Index(fields=["workspace", "subject"], name="proofs_of_a_thing")]

    def __str__(self) -> str:
        # Who gave it may be a person outside; the trail never forgets.
        return f"{self.about} {self.kind} {self.subject}"


class ToneAssessment(models.Model):
    """How somebody judged the tone of a post: the answers, the outcome, the reasons. The latest one counts."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    answers = models.JSONField(default=dict)
    outcome = models.SlugField(max_length=10)
    reasons = models.TextField(_("reasons"))
    assessed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    assessed_at = models.DateTimeField()

    class Meta:
        ordering = ("-assessed_at", "-pk")
        indexes = [models.Index(fields=["workspace", "subject"], name="assessments_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.outcome} {self.subject}"


class LabelCheck(models.Model):
    """A self-check somebody wanted to keep: for a post outside the plan, such as one on their own profile."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("which post"), max_length=160)
    facts = models.JSONField(default=dict)
    answer = models.SlugField(max_length=10)
    result = models.SlugField(max_length=20)
    rule = models.CharField(max_length=20)
    at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk}"
