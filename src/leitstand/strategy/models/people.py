"""Who knows what, who helps from outside, who has a stake, and who tries something out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SKILL_LEVELS = [("focus", _("own focus")), ("can", _("can take over")), ("learning", _("is learning"))]
PARTNER_KINDS = [("supplier", _("Service provider")), ("role", _("Role to be filled"))]


class Topic(models.Model):
    """Something the team must be able to do or know: video, a product line, ads, a network."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("topic"), max_length=120)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_topic_per_name")]

    def __str__(self) -> str:
        return self.name


class Skill(models.Model):
    """How well somebody with hours for social media knows a topic."""

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="skills")
    seat = models.ForeignKey("strategy.Seat", on_delete=models.CASCADE, related_name="skills")
    level = models.CharField(max_length=8, choices=SKILL_LEVELS)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "seat"], name="one_level_per_topic_and_seat")]

    def __str__(self) -> str:
        return f"{self.topic_id} {self.level}"


class Partner(models.Model):
    """A supplier or a role to be filled, with the answers of the checklist; what was not asked is not in it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=8, choices=PARTNER_KINDS, default="supplier")
    company = models.CharField(_("supplier or role"), max_length=120)
    service = models.CharField(_("for what"), max_length=200, blank=True)
    answers = models.JSONField(default=dict)
    note = models.TextField(_("note"), blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["company", "pk"]

    def __str__(self) -> str:
        return self.company


class Stakeholder(models.Model):
    """A group with a stake in what the company says: customers, press, staff, competitors. Never a single person."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(_("group"), max_length=120)
    wants = models.CharField(_("what matters to them"), max_length=300, blank=True)
    influence = models.PositiveSmallIntegerField(_("influence on us"), default=3)
    interest = models.PositiveSmallIntegerField(_("interest in us"), default=3)
    target_group = models.ForeignKey(
        "strategy.TargetGroup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target group"),
    )

    class Meta:
        ordering = ["-influence", "-interest", "group"]
        constraints = [
            models.CheckConstraint(
                name="stakeholder_from_1_to_5",
                condition=models.Q(influence__range=(1, 5)) & models.Q(interest__range=(1, 5)),
            )
        ]

    def __str__(self) -> str:
        return self.group


class Pilot(models.Model):
    """Somebody who is active already and gets hours to learn; `ended_at` closes it with what came of it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+", verbose_name=_("pilot"))
    aim = models.CharField(_("what is tried out"), max_length=300)
    freed_hours = models.DecimalField(_("freed hours a week"), max_digits=4, decimal_places=1)
    freed_from = models.CharField(_("what is left to others for it"), max_length=200)
    starts = models.DateField(_("from"))
    ends = models.DateField(_("until"))
    outcome = models.TextField(_("what came of it"), blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts", "-pk"]
        constraints = [
            models.CheckConstraint(name="pilot_ends_after_start", condition=models.Q(ends__gte=models.F("starts")))
        ]

    def __str__(self) -> str:
        return self.aim


class PilotNote(models.Model):
    """An entry of the learning log."""

    pilot = models.ForeignKey(Pilot, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField(_("day"))
    tried = models.CharField(_("tried"), max_length=300)
    learned = models.TextField(_("learned"))
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1, default=0)

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.tried
