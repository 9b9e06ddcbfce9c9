"""Cases: one matter of a conversation from its first word until it is settled, with its kind, its clock and its figures."""

from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

URGENCIES = [
    ("urgent", pgettext_lazy("urgency", "Urgent")),
    ("normal", pgettext_lazy("urgency", "Normal")),
    ("low", pgettext_lazy("urgency", "Can wait")),
]
SETTLED_BY = [("person", _("By a person")), ("silence", _("Nothing more was said"))]


class Case(models.Model):
    """One matter. Minutes are business time; None: has not happened, or is not counted.

    `counts` is off where it was read long after it was written, or is spam: its times say nothing about the team.
    `handled_seconds` is how long its page was worked on, by whomever: who it was is kept nowhere.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="cases")
    opened_at = models.DateTimeField()
    counts = models.BooleanField(default=True)
    # What it is about: suggested from words until a person has said it.
    inquiry = models.CharField(max_length=12, blank=True)
    inquiry_by_person = models.BooleanField(default=False)
    inquiry_why = models.CharField(max_length=10, blank=True)
    cues = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    urgency = models.CharField(max_length=6, choices=URGENCIES, default="normal")
    urgency_by_person = models.BooleanField(default=False)
    intent = models.CharField(max_length=10, blank=True)
    order_ref = models.CharField(max_length=80, blank=True)
    # The clock of the answer that is due now.
    warn_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    escalate_at = models.DateTimeField(null=True)
    warned_at = models.DateTimeField(null=True)
    missed_at = models.DateTimeField(null=True)
    escalated_at = models.DateTimeField(null=True)
    # The clock of the whole matter.
    resolve_due_at = models.DateTimeField(null=True)
    resolve_missed_at = models.DateTimeField(null=True)
    # What came of it.
    first_auto_at = models.DateTimeField(null=True)
    first_answer_at = models.DateTimeField(null=True)
    first_minutes = models.PositiveIntegerField(null=True)
    first_in_time = models.BooleanField(null=True)
    answers_by_rules = models.PositiveIntegerField(default=0)
    answers_by_people = models.PositiveIntegerField(default=0)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.CharField(max_length=8, choices=SETTLED_BY, blank=True)
    settled_minutes = models.PositiveIntegerField(null=True)
    came_back_at = models.DateTimeField(null=True)
    handled_seconds = models.PositiveIntegerField(default=0)
    # How the person outside found it, told by the link in a reply; the key is made when it is first asked for.
    rating_key = models.CharField(max_length=64, blank=True)
    rating = models.PositiveSmallIntegerField(null=True, validators=[MinValueValidator(1), MaxValueValidator(5)])
    rated_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["opened_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conversation"], condition=models.Q(settled_at=None), name="one_open_case_per_conversation"
            ),
            models.UniqueConstraint(fields=["rating_key"], condition=~models.Q(rating_key=""), name="one_rating_key"),
            models.CheckConstraint(
                name="rating_from_one_to_five", condition=models.Q(rating=None) | models.Q(rating__range=(1, 5))
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "opened_at"], name="cases_in_time"),
            models.Index(
                fields=["due_at"], name="case_clock", condition=models.Q(due_at__isnull=False, settled_at=None)
            ),
            models.Index(
                fields=["resolve_due_at"],
                name="case_resolve_clock",
                condition=models.Q(resolve_due_at__isnull=False, settled_at=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.opened_at:%Y-%m-%d %H:%M}"


class KindRule(models.Model):
    """What a workspace has laid down for one of the six kinds; without a row the house's own values hold."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    inquiry = models.CharField(max_length=12)
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    then = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    first_minutes = models.PositiveIntegerField()
    resolve_minutes = models.PositiveIntegerField()
    is_sensitive = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "inquiry"], name="one_rule_per_inquiry")]

    def __str__(self) -> str:
        return self.inquiry


class ChannelTarget(models.Model):
    """A target for a channel (None: all) and an urgency ("": any); with the kind's own the strictest holds."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    urgency = models.CharField(max_length=6, blank=True)
    first_minutes = models.PositiveIntegerField()
    resolve_minutes = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "channel", "urgency"], nulls_distinct=False, name="one_target_per_channel_urgency"
            )
        ]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.urgency}"


class InboxRules(models.Model):
    """How the team works in the inbox: who needs a second person, how many answer at once, whether holidays count."""

    workspace = models.OneToOneField(
        "house.Workspace", on_delete=models.CASCADE, related_name="inbox_rules", primary_key=True
    )
    keeps_holidays = models.BooleanField(default=True)
    checked_roles = ArrayField(models.CharField(max_length=16), default=list, blank=True)
    checked_people = models.ManyToManyField("house.Person", blank=True, related_name="+")
    people_at_once = models.PositiveSmallIntegerField(default=1)
    productive_percent = models.PositiveSmallIntegerField(default=60)
    # How long a case takes where no work was measured yet; None: nobody has said.
    minutes_per_case = models.PositiveSmallIntegerField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.workspace_id)


class HandlingFigure(models.Model):
    """How long a case took on a way that is not read here, or before something was changed; typed in, with its source."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("way"), max_length=80)
    first = models.DateField(_("from"))
    last = models.DateField(_("to"))
    minutes = models.DecimalField(_("minutes for a case"), max_digits=7, decimal_places=1)
    cases = models.PositiveIntegerField(_("cases"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200)
    entered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    entered_at = models.DateTimeField()

    class Meta:
        ordering = ["-last", "pk"]

    def __str__(self) -> str:
        return self.name
