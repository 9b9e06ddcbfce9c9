"""What the team has laid down for moderation: numbers, netiquette, the four Rs, and brand safety."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SUBJECTS = [("placement", _("Placement")), ("partner", _("Partner"))]
ANSWERS = [("yes", _("met")), ("no", _("not met")), ("none", _("does not apply"))]


class ModerationSettings(models.Model):
    """After how many turns an end is suggested in this workspace, and the reason where it differs from ours."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+", primary_key=True)
    turns = models.PositiveSmallIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.turns}"


class Netiquette(models.Model):
    """One version of the rules for guests; the newest is shown at its public address (`key`), older ones are kept."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    key = models.CharField(max_length=40)
    language = models.CharField(max_length=5)
    blocks = models.JSONField(default=list)
    own = models.TextField(blank=True)
    contact = models.CharField(max_length=200, blank=True)
    text = models.TextField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["workspace", "number"], name="netiquette_is_counted")]
        indexes = [models.Index(fields=["key"], name="netiquette_key")]

    def __str__(self) -> str:
        return f"{self.number}"


class PolicyPart(models.Model):
    """The workspace's own words for one of the four Rs."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    part = models.SlugField(max_length=10)
    text = models.TextField()
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "part"], name="one_text_per_r")]

    def __str__(self) -> str:
        return self.part


class SafetyCheck(models.Model):
    """A placement or a partner that is looked through for brand safety."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=10, choices=SUBJECTS)
    title = models.CharField(max_length=120)
    # Who it is, where the house knows them.
    partner = models.ForeignKey("planning.Partner", on_delete=models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    begun_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    begun_at = models.DateTimeField()

    class Meta:
        ordering = ["-begun_at", "-pk"]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SafetyAnswer(models.Model):
    """The answer to one point of the checklist: what, who, when."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    check_of = models.ForeignKey(SafetyCheck, on_delete=models.CASCADE, related_name="answers")
    point = models.SlugField(max_length=20)
    answer = models.CharField(max_length=4, choices=ANSWERS)
    note = models.CharField(max_length=300, blank=True)
    answered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    answered_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["check_of", "point"], name="one_answer_per_point")]

    def __str__(self) -> str:
        return f"{self.check_of} {self.point}"
