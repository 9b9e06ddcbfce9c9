"""What is looked for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

PURPOSES = [
    ("reputation", _("Our brand and products")),
    ("crisis", _("What could become a crisis")),
    ("competitor", _("A competitor")),
    ("trend", _("A topic and its trends")),
    ("chance", _("Business chances")),
]
SPEECHES = [("de", _("German")), ("en", _("English")), ("other", pgettext_lazy("language", "Another"))]


class Search(models.Model):
    """One thing listened for. `query` is the language of `core.query`; `misspellings` off looks for what is typed alone.

    `languages` empty: any. `subject` says what it is about (product, campaign, CEO) where several searches belong together.
    `overlap` is the part of sharers' followers, in percent, that is taken to follow the author as well.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    query = models.TextField(_("what is looked for"), max_length=4000)
    purpose = models.CharField(_("what for"), max_length=12, choices=PURPOSES, default="reputation")
    subject = models.CharField(_("about"), max_length=80, blank=True)
    misspellings = models.BooleanField(_("find misspellings too"), default=True)
    languages = ArrayField(models.CharField(max_length=5, choices=SPEECHES), default=list, blank=True)
    overlap = models.PositiveSmallIntegerField(_("overlap of followers in percent"), default=0)
    paused_at = models.DateTimeField(null=True, blank=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    # Raised with every change of what is found: workers that have an older one compile anew.
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_search_per_name"),
            models.CheckConstraint(name="overlap_in_percent", condition=models.Q(overlap__lte=100)),
        ]

    def __str__(self) -> str:
        # What is looked for may be somebody's name; the trail never forgets.
        return f"#{self.pk}"


class LookBack(models.Model):
    """A search being matched against what is stored already: how far it has come (`done` of `total` rows), and what it found."""

    search = models.OneToOneField(Search, on_delete=models.CASCADE, related_name="look_back", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    version = models.PositiveIntegerField()
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    found = models.PositiveIntegerField(default=0)
    # Where it goes on: first through the mentions, then through what fitted no search.
    stage = models.CharField(max_length=8, default="mentions")
    after = models.BigIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.search_id} {self.done}/{self.total}"

    @property
    def percent(self) -> int:
        """How much of it is done, in percent."""
        if self.ended_at is not None or not self.total:
            return 100
        return min(99, 100 * self.done // self.total)
