"""Readings: one figure of one metric at one moment, with where it comes from."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ORIGINS = [
    ("network", _("From the network")),
    ("imported", _("Imported")),
    ("typed", _("Typed in")),
    ("estimated", _("Estimated")),
]
THANKED_BY = [
    ("mail", _("by mail")),
    ("notice", _("by notice")),
    ("failed", _("the mail could not be sent")),
    ("nobody", _("no address known")),
]


class Reading(models.Model):
    """A figure of a publication or a channel. `value` None: the network does not tell."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    publication = models.ForeignKey(
        "publishing.Publication", on_delete=models.CASCADE, null=True, related_name="readings"
    )
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="readings")
    metric = models.CharField(max_length=30)
    value = models.DecimalField(max_digits=18, decimal_places=2, null=True)
    taken_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=ORIGINS, default="network")
    typed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["publication", "metric", "-taken_at"], name="reading_of_post"),
            models.Index(fields=["channel", "metric", "-taken_at"], name="reading_of_channel"),
            models.Index(fields=["workspace", "-taken_at"], name="reading_recent"),
        ]
        constraints = [
            models.CheckConstraint(
                name="no_negative_figures", condition=models.Q(value__isnull=True) | models.Q(value__gte=0)
            )
        ]

    def __str__(self) -> str:
        return f"{self.metric} {self.value} {self.taken_at}"


class Measuring(models.Model):
    """When a publication is to be measured next, and how it went."""

    publication = models.OneToOneField(
        "publishing.Publication", on_delete=models.CASCADE, related_name="measuring", primary_key=True
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    next_at = models.DateTimeField(null=True)
    done = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="measuring_due")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.next_at}"


class Standing(models.Model):
    """Where one post's figures stand: the last value of each metric, so that overviews read one row per post.

    None: not told. `interactions` is the sum of what is told of likes, comments, shares, quotes and saves.
    """

    publication = models.OneToOneField(
        "publishing.Publication", on_delete=models.CASCADE, related_name="standing", primary_key=True
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    published_at = models.DateTimeField()
    taken_at = models.DateTimeField()
    origin = models.CharField(max_length=10, choices=ORIGINS, default="network")
    impressions = models.BigIntegerField(null=True)
    reach = models.BigIntegerField(null=True)
    likes = models.BigIntegerField(null=True)
    comments = models.BigIntegerField(null=True)
    shares = models.BigIntegerField(null=True)
    quotes = models.BigIntegerField(null=True)
    saves = models.BigIntegerField(null=True)
    clicks = models.BigIntegerField(null=True)
    video_views = models.BigIntegerField(null=True)
    interactions = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["workspace", "-published_at"], name="standing_recent")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.taken_at}"


class NewFollowers(models.Model):
    """How many followers a channel won on one day from one source, as the network's own report or a person says it.

    `source` is one of `core.new_followers.SOURCES`, or what the network calls it. Networks count who comes, not who leaves.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    source = models.CharField(max_length=60)
    count = models.PositiveIntegerField()
    origin = models.CharField(max_length=10, choices=ORIGINS, default="typed")
    typed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "day", "source"], name="one_count_per_source_and_day")
        ]
        indexes = [models.Index(fields=["workspace", "day"], name="new_followers_of_days")]

    def __str__(self) -> str:
        return f"{self.day} {self.source}: {self.count}"


class Thanks(models.Model):
    """One report to somebody whose idea or knowledge became a post. `figures` as they were; null means not told."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    idea = models.ForeignKey("planning.Idea", on_delete=models.CASCADE, related_name="thanks")
    to_holder = models.BooleanField(default=False)
    after_days = models.PositiveSmallIntegerField()
    figures = models.JSONField(default=dict)
    taken_at = models.DateTimeField()
    how = models.CharField(max_length=8, choices=THANKED_BY)
    thanked_at = models.DateTimeField()

    class Meta:
        ordering = ["-thanked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["idea", "to_holder", "after_days"], name="thanked_once_per_mark")
        ]

    def __str__(self) -> str:
        return f"{self.idea} {self.after_days}"
