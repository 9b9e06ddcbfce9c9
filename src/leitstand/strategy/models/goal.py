"""Goals as a tree from the company's aim to a figure, figures entered by hand, and the log of first wins."""

from django.db import models
from django.utils.translation import gettext_lazy as _

GOAL_LEVELS = [
    ("company", _("Company goal")),
    ("social", _("Social media goal")),
    ("part", _("Partial goal")),
]
GOAL_DIRECTIONS = [
    ("top_down", _("From the company's goals")),
    ("bottom_up", _("From a department")),
]
# The first four are those that have to look at a business network (guide 4.4).
AREAS = [
    ("communication", _("Communication and PR")),
    ("marketing", _("Marketing and advertising")),
    ("hr", _("HR and employer branding")),
    ("sales", _("Sales and social selling")),
    ("service", _("Customer service")),
    ("management", _("Management")),
]
GOAL_MODES = [
    ("target", _("A figure to reach")),
    ("observe", _("Watch first, set the figure afterwards")),
]
GOAL_ENDS = [("", _("Under way")), ("reached", _("Reached")), ("missed", _("Missed")), ("dropped", _("Dropped"))]
WIN_KINDS = [
    ("contact", _("An important contact")),
    ("conversation", _("A conversation")),
    ("enquiry", _("An enquiry")),
    ("application", _("An application")),
    ("mention", _("A mention")),
    ("other", _("Something else")),
]


class Goal(models.Model):
    """One goal. `metric` names what measures it; `unit` says what is counted by hand where no metric fits.

    In the mode "observe" it has no target until `due_on`; then somebody sets one and `due_on` becomes the new end.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("goal"), max_length=200)
    level = models.CharField(_("level"), max_length=8, choices=GOAL_LEVELS, default="social")
    direction = models.CharField(_("where it comes from"), max_length=9, choices=GOAL_DIRECTIONS, default="top_down")
    kind = models.SlugField(_("what it is about"), max_length=16, default="awareness")
    area = models.CharField(_("department"), max_length=16, choices=AREAS, default="marketing")
    parent = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="parts", verbose_name=_("serves")
    )
    metric = models.SlugField(_("measured by"), max_length=30, blank=True)
    unit = models.CharField(_("unit"), max_length=40, blank=True)
    channel = models.ForeignKey(
        "channels.Channel",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("on the channel"),
    )
    mode = models.CharField(_("kind of goal"), max_length=7, choices=GOAL_MODES, default="target")
    baseline = models.DecimalField(_("today's figure"), max_digits=14, decimal_places=2, null=True, blank=True)
    target = models.DecimalField(_("figure to reach"), max_digits=14, decimal_places=2, null=True, blank=True)
    starts_on = models.DateField(_("from"))
    due_on = models.DateField(_("until"), null=True, blank=True)
    owner = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)
    end = models.CharField(max_length=8, choices=GOAL_ENDS, blank=True)
    end_note = models.CharField(_("what was learnt"), max_length=500, blank=True)
    ended_at = models.DateTimeField(null=True)
    # Of what people were reminded last: "target", "month_6", "month_9", "due".
    reminded_of = models.CharField(max_length=8, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["workspace", "end"], name="goal_open")]

    def __str__(self) -> str:
        return self.name


class GoalValue(models.Model):
    """A figure of a goal that somebody counted by hand."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="values")
    value = models.DecimalField(_("figure"), max_digits=14, decimal_places=2)
    on = models.DateField(_("as of"))
    entered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "on"], name="one_goal_value_per_day")]

    def __str__(self) -> str:
        return f"{self.value} ({self.on})"


class FirstWin(models.Model):
    """Something good that came of it before the figures could: an important contact, a conversation."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=WIN_KINDS, default="contact")
    text = models.CharField(_("what happened"), max_length=300)
    on = models.DateField(_("day"))
    goal = models.ForeignKey(Goal, on_delete=models.SET_NULL, null=True, blank=True, related_name="wins")
    entered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-on", "-pk"]

    def __str__(self) -> str:
        return self.text
