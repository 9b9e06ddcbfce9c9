"""What is planned: items on the calendar, campaigns, own dates."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models.expressions import Func
from django.utils.translation import gettext_lazy as _

from leitstand.planning.core.stages import Stage

STAGES = [
    (Stage.IDEA.value, _("Idea")),
    (Stage.PLANNED.value, _("Planned")),
    (Stage.WRITTEN.value, _("Written")),
    (Stage.IN_REVIEW.value, _("In review")),
    (Stage.APPROVED.value, _("Approved")),
    (Stage.SCHEDULED.value, _("Scheduled")),
    (Stage.PUBLISHED.value, _("Published")),
    (Stage.MEASURED.value, _("Measured")),
]
# The 5-3-2 rule (guide 3.3.3): of ten posts five from outside, three of one's own, two personal.
CATEGORIES = [
    ("external", _("From outside: somebody else's content")),
    ("own", _("Our own content")),
    ("personal", _("Personal or entertaining")),
]
DELIVERIES = [("organic", _("Organic")), ("paid", _("Paid"))]
CONTENT_KINDS = [
    ("text", _("Text")),
    ("picture", _("Picture")),
    ("carousel", _("Carousel")),
    ("video", _("Video")),
    ("article", _("Article")),
    ("link", _("Link")),
    ("event", _("Event")),
]

# What the full-text index covers; a query must name exactly this to use it.
SEARCHED = SearchVector("title", "text", "notes", config="german")
# Okabe and Ito's colours: told apart with every kind of colour vision.
CAMPAIGN_COLOURS = [
    ("#0072b2", _("Blue")),
    ("#d55e00", _("Vermilion")),
    ("#009e73", _("Green")),
    ("#cc79a7", _("Pink")),
    ("#e69f00", _("Orange")),
    ("#56b4e9", _("Sky blue")),
    ("#999999", _("Grey")),
]


class Campaign(models.Model):
    """A band over the calendar that joins items."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))
    colour = models.CharField(_("colour"), max_length=7, choices=CAMPAIGN_COLOURS, default="#0072b2")
    goal = models.CharField(_("goal"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="campaign_ends_after_start", condition=models.Q(ends__gte=models.F("starts")))
        ]

    def __str__(self) -> str:
        return self.name


class Item(models.Model):
    """One thing to be said, on one or several channels, from idea to measured.

    `planned_at` is UTC; the workspace's time zone makes it local. `stage`, `alert` and `channel_ids` are kept up to date
    by publishing, so that the calendar reads one table. `version` counts changes, for two editors at once.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    # The shared text every channel starts from.
    text = models.TextField(_("text"), blank=True)
    # The same for the same words, so that the calendar finds a text said twice without reading texts.
    text_key = models.GeneratedField(
        expression=Func(
            "text",
            template="CASE WHEN %(expressions)s = '' THEN NULL"
            " ELSE md5(lower(regexp_replace(%(expressions)s, '[[:space:]]+', ' ', 'g'))) END",
        ),
        output_field=models.CharField(max_length=32, null=True),
        db_persist=True,
    )
    notes = models.TextField(_("notes"), blank=True)
    audience = models.CharField(_("for whom"), max_length=200, blank=True)
    goal = models.CharField(_("goal"), max_length=200, blank=True)
    kind = models.CharField(_("content"), max_length=12, choices=CONTENT_KINDS, default="text")
    # What the strategy room knows about it; each is a reason to publish, and counted over time.
    target_group = models.ForeignKey(
        "strategy.TargetGroup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target group"),
    )
    aim = models.ForeignKey(
        "strategy.Goal",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("goal it serves"),
    )
    journey_stage = models.ForeignKey(
        "strategy.JourneyStage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stage of the customer journey"),
    )
    pillar = models.ForeignKey(
        "strategy.Pillar", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("pillar")
    )
    motive = models.CharField(_("why people read it"), max_length=16, blank=True)
    category = models.CharField(_("origin"), max_length=8, choices=CATEGORIES, blank=True)
    post_format = models.SlugField(_("format"), max_length=40, blank=True)
    delivery = models.CharField(_("delivery"), max_length=7, choices=DELIVERIES, default="organic")
    # The post this one says again; always the first of them.
    reuse_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="reuses")
    # Ready for days on which everyday work overtakes the plan; has no date.
    is_filler = models.BooleanField(_("gap filler"), default=False)
    stage = models.CharField(max_length=12, choices=STAGES, default=Stage.IDEA.value)
    alert = models.CharField(max_length=20, blank=True)
    planned_at = models.DateTimeField(_("planned for"), null=True)
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    campaign = models.ForeignKey(Campaign, on_delete=models.SET_NULL, null=True, blank=True, related_name="items")
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    # What it was derived from: a press release, a newsletter, a page, an event of the plan across all channels.
    line = models.ForeignKey(
        "planning.TrackLine", on_delete=models.SET_NULL, null=True, blank=True, related_name="items"
    )
    position = models.FloatField(default=0)
    version = models.PositiveIntegerField(default=1)
    created_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["workspace", "planned_at"], name="item_calendar", condition=models.Q(deleted_at__isnull=True)
            ),
            models.Index(
                fields=["workspace", "stage", "planned_at"],
                name="item_stage",
                condition=models.Q(deleted_at__isnull=True),
            ),
            models.Index(
                fields=["workspace", "text_key"],
                name="item_same_text",
                condition=models.Q(deleted_at__isnull=True, text_key__isnull=False),
            ),
            models.Index(
                fields=["workspace", "-updated_at", "-id"],
                name="item_recent",
                condition=models.Q(deleted_at__isnull=True),
            ),
            # Few, and reports must leave them out.
            models.Index(fields=["workspace"], name="item_deleted", condition=models.Q(deleted_at__isnull=False)),
            GinIndex(SEARCHED, name="item_words"),
        ]

    def __str__(self) -> str:
        return self.title


class OwnDate(models.Model):
    """A date of the company's own on the calendar: fair, launch, works meeting."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    starts = models.DateField(_("starts"))
    ends = models.DateField(_("ends"))
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(name="own_date_ends_after_start", condition=models.Q(ends__gte=models.F("starts")))
        ]

    def __str__(self) -> str:
        return self.name


class Undoable(models.Model):
    """One step that can be taken back: what the things were like before, and which version they had after."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=60)
    before = models.JSONField()
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.verb} {self.at}"
