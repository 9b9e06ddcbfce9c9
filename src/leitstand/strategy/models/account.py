"""The account register and what decides about accounts: scoring, demand, the team's hours."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

ACCOUNT_KINDS = [
    ("company", _("Company")),
    ("product", _("Product")),
    ("topic", _("Topic")),
    ("country", _("Country or region")),
    ("person", _("Person")),
]
ACCOUNT_STATES = [
    ("idea", _("Under consideration")),
    ("planned", _("Planned")),
    ("active", _("Active")),
    ("resting", _("Resting")),
    ("closed", _("Closed")),
]
BREADTHS = [
    ("narrow", _("Narrow: one group with one interest")),
    ("mixed", _("Mixed: some groups")),
    ("broad", _("Broad: everybody who has to do with us")),
]


class Account(models.Model):
    """One account the company has or thinks about, connected or not. `posts_a_week` maps kinds of content to numbers."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    platform = models.SlugField(_("network"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=ACCOUNT_KINDS, default="company")
    state = models.CharField(_("status"), max_length=8, choices=ACCOUNT_STATES, default="active")
    languages = ArrayField(models.CharField(max_length=8), verbose_name=_("languages"), default=list)
    market = models.CharField(_("country or region"), max_length=80, blank=True)
    purpose = models.CharField(_("purpose"), max_length=300, blank=True)
    breadth = models.CharField(_("audience"), max_length=8, choices=BREADTHS, default="mixed")
    owner = models.ForeignKey(
        "house.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("looked after by"),
    )
    channel = models.OneToOneField(
        "channels.Channel",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("connected as"),
    )
    posts_a_week = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["platform", "name"]

    def __str__(self) -> str:
        return self.name


class AccountScoring(models.Model):
    """The scoring sheet of a workspace: factors with weights, candidates with ratings; `version` counts changes."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+")
    factors = models.JSONField(default=list)
    candidates = models.JSONField(default=list)
    scale = models.PositiveSmallIntegerField(default=5)
    gap_percent = models.PositiveSmallIntegerField(default=15)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"scoring {self.workspace_id}"


class Seat(models.Model):
    """Somebody's hours for social media in a week; without a person it is an open post or an outside helper."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    hours_a_week = models.DecimalField(_("hours a week"), max_digits=4, decimal_places=1)
    # What of it goes into making content; the rest answers, plans, measures, learns.
    content_percent = models.PositiveSmallIntegerField(_("share for making content"), default=60)
    cost_per_hour = models.DecimalField(
        _("cost per hour in euro"), max_digits=6, decimal_places=2, null=True, blank=True
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "person"], name="one_seat_per_person"),
            models.CheckConstraint(
                name="seat_has_a_name", condition=models.Q(person__isnull=False) | ~models.Q(name="")
            ),
        ]

    def __str__(self) -> str:
        return str(self.person) if self.person else self.name


class FormatHours(models.Model):
    """How long one post of a kind takes this team, where it differs from the usual."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.SlugField(max_length=12)
    hours = models.DecimalField(max_digits=4, decimal_places=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind"], name="one_effort_per_kind")]

    def __str__(self) -> str:
        return self.kind
