"""Pictures and videos with their converted versions."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

ASSET_STATES = [
    ("processing", _("Being prepared")),
    ("ready", _("Ready")),
    ("refused", _("Cannot be used")),
]


class Asset(models.Model):
    """One picture or video as the team knows it; the file as it came in stays beside its cleaned version."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=[("picture", _("Picture")), ("video", _("Video"))])
    name = models.CharField(_("name"), max_length=200)
    alt_text = models.TextField(_("alternative text"), blank=True)
    tags = ArrayField(models.CharField(max_length=60), default=list, blank=True)
    state = models.CharField(max_length=12, choices=ASSET_STATES, default="processing")
    problem = models.TextField(blank=True)
    # As uploaded, with everything hidden in it; never leaves the house.
    original_path = models.CharField(max_length=300)
    original_sha256 = models.CharField(max_length=64)
    original_bytes = models.BigIntegerField()
    # Freed of EXIF and location; what is shown and sent when no channel needs another version.
    path = models.CharField(max_length=300, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    mime = models.CharField(max_length=60, blank=True)
    bytes = models.BigIntegerField(default=0)
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    seconds = models.FloatField(null=True)
    codec = models.CharField(max_length=30, blank=True)
    thumb_path = models.CharField(max_length=300, blank=True)
    frames_per_second = models.FloatField(null=True)
    # How far the preparation of a video has come, in percent.
    progress = models.PositiveSmallIntegerField(default=0)
    # What it looks like (core.likeness); None until somebody has looked.
    looks_across = models.BigIntegerField(null=True)
    looks_down = models.BigIntegerField(null=True)
    replaced_by = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="replaces")
    # A video is prepared for a while; what it shall take the place of waits here until then.
    takes_place_of = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, related_name="comers")
    uploaded_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    deleted_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-uploaded_at"]),
            models.Index(fields=["workspace", "original_sha256"]),
            models.Index(
                fields=["uploaded_at"],
                name="asset_not_looked_at",
                condition=models.Q(looks_across=None, deleted_at=None) & ~models.Q(thumb_path=""),
            ),
            # All that a comparison reads, so that it need not touch the wide rows.
            models.Index(
                fields=["workspace"],
                include=["looks_across", "looks_down"],
                name="asset_looks",
                condition=models.Q(deleted_at=None, replaced_by=None, looks_across__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Rendition(models.Model):
    """A converted or cropped version of an asset; `recipe` says what was done (crop box, size, type)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="renditions")
    recipe = models.JSONField(default=dict)
    recipe_key = models.CharField(max_length=64)
    path = models.CharField(max_length=300)
    sha256 = models.CharField(max_length=64)
    mime = models.CharField(max_length=60)
    bytes = models.BigIntegerField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    seconds = models.FloatField(null=True)
    codec = models.CharField(max_length=30, blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "recipe_key"], name="one_rendition_per_recipe")]

    def __str__(self) -> str:
        return f"{self.asset} {self.width}×{self.height}"


class Order(models.Model):
    """A version that is being made in the background, and how far it has come; gone once the version is there."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    asset = models.ForeignKey(Asset, on_delete=models.CASCADE, related_name="orders")
    recipe = models.JSONField()
    recipe_key = models.CharField(max_length=64)
    ordered_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ordered_at = models.DateTimeField()
    progress = models.PositiveSmallIntegerField(default=0)
    problem = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["asset", "recipe_key"], name="one_order_per_recipe")]

    def __str__(self) -> str:
        return f"{self.asset} {self.progress} %"
