"""What is read where, and what has come in and waits to be matched."""

from django.db import models
from django.utils.translation import gettext_lazy as _

SOURCE_KINDS = [
    ("feed", _("Feed or forum")),
    ("search", _("Search on a network")),
    ("stream", _("Live")),
    ("inbox", _("Our inbox")),
    ("file", _("Imported file")),
]


class Source(models.Model):
    """Something that is read: a channel that is only read, a search on a network we are signed in to, or files.

    `phrase` is what a network is asked for. `scope` says among what an id is given once: the network (and its server), or
    this source alone. `carried` is what the connector gave with the last reading. `next_at` None: it is not read by itself.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=SOURCE_KINDS)
    name = models.CharField(_("name"), max_length=120)
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, related_name="+")
    network = models.CharField(max_length=40, blank=True)
    phrase = models.CharField(_("word or phrase the network is asked for"), max_length=200, blank=True)
    scope = models.CharField(max_length=120)
    carried = models.JSONField(default=dict)
    next_at = models.DateTimeField(null=True)
    read_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    last_at = models.DateTimeField(null=True)
    taken_in = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["channel", "phrase"], name="one_source_per_phrase", condition=models.Q(channel__isnull=False)
            ),
            models.UniqueConstraint(
                fields=["workspace", "kind", "name"], name="one_source_per_name", condition=models.Q(channel=None)
            ),
        ]
        indexes = [models.Index(fields=["next_at"], name="listening_source_due")]

    def __str__(self) -> str:
        # A source may be called by what is looked for: somebody's name.
        return f"#{self.pk}"


class Known(models.Model):
    """That an item has been taken in: a digest of workspace, scope and the network's id. It stands once, for good."""

    digest = models.BinaryField(primary_key=True, max_length=16)
    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_index=False, db_constraint=False
    )
    on = models.DateField()

    def __str__(self) -> str:
        return bytes(self.digest).hex()


class Intake(models.Model):
    """An item that waits to be matched; workers take batches of them, each row once. `item` is `core.items.Item`."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    item = models.JSONField()
    taken_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.pk}"


class Passed(models.Model):
    """An item that fitted no search; kept for some days, so that a new search finds it. In monthly parts by `at`."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False)
    item = models.JSONField()
    at = models.DateTimeField()
    taken_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "passed"

    def __str__(self) -> str:
        return f"{self.pk}"
