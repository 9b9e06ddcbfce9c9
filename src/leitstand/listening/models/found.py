"""What was found: mentions, which searches they fit, and which say the same."""

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

if TYPE_CHECKING:
    from leitstand.listening.models.work import Handling

TONES = [
    ("positive", pgettext_lazy("tone", "Positive")),
    ("neutral", pgettext_lazy("tone", "Neutral")),
    ("negative", pgettext_lazy("tone", "Negative")),
    ("unsure", pgettext_lazy("tone", "Unsure")),
    ("", pgettext_lazy("tone", "Not read")),
]
LANGUAGES = [("de", _("German")), ("en", _("English")), ("other", _("Another language")), ("und", _("Unknown"))]


class Mention(models.Model):
    """Something somebody said in public that fits at least one search. In monthly parts by `at`.

    `author_key` is a pseudonym that counts people without naming them; handle and name stay only as long as the network
    allows (`forget_author_at`). Figures are None where nobody told them. `tone_by` says whether a person has set it.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    source = models.ForeignKey(
        "listening.Source", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    network = models.CharField(max_length=40, blank=True)
    external_id = models.CharField(max_length=400)
    kind = models.CharField(max_length=10)
    author_key = models.CharField(max_length=32, blank=True)
    author_handle = models.CharField(max_length=200, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    author_url = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    taken_at = models.DateTimeField()
    language = models.CharField(max_length=5, choices=LANGUAGES, default="und")
    tone = models.CharField(max_length=8, choices=TONES, blank=True)
    tone_sure = models.FloatField(null=True)
    tone_by = models.CharField(max_length=6, default="house")
    offensive = models.FloatField(null=True)
    praise = models.FloatField(null=True)
    likes = models.PositiveIntegerField(null=True)
    comments = models.PositiveIntegerField(null=True)
    shares = models.PositiveIntegerField(null=True)
    followers = models.PositiveIntegerField(null=True)
    sharers_followers = models.PositiveBigIntegerField(null=True)
    # The group of near-duplicates it belongs to; the first of them gives the group its number.
    group = models.BigIntegerField(null=True)
    opens_group = models.BooleanField(default=True)
    answered_at = models.DateTimeField(null=True)
    forget_text_at = models.DateTimeField(null=True)
    forget_author_at = models.DateTimeField(null=True)
    text_forgotten_at = models.DateTimeField(null=True)
    author_forgotten_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk}"


class Match(models.Model):
    """That a mention fits a search. In monthly parts by `at`, the mention's own moment.

    What lists filter by stands here as well (tone, source), so that a search's list is read from one index.
    `misspelt` are the words that were found although they are spelt otherwise; `tagged`: the brand was named by # or @.
    """

    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    search = models.ForeignKey(
        "listening.Search", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    mention = models.ForeignKey(
        Mention, on_delete=models.DO_NOTHING, related_name="matches", db_constraint=False, db_index=False
    )
    at = models.DateTimeField()
    source = models.ForeignKey(
        "listening.Source", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    tone = models.CharField(max_length=8, choices=TONES, blank=True)
    misspelt = ArrayField(models.CharField(max_length=60), default=list)
    tagged = models.BooleanField(default=False)
    # Put there by the list that shows it: who looks after the mention.
    handling: "Handling | None" = None

    class Meta:
        verbose_name_plural = "matches"

    def __str__(self) -> str:
        return f"{self.search_id} {self.mention_id}"


class Group(models.Model):
    """Mentions that say the same in nearly the same words; compared with the first one, whose fingerprint stands here."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    size = models.PositiveIntegerField(default=1)
    print = models.BinaryField()

    class Meta:
        indexes = [models.Index(fields=["last_at"], name="listening_group_last")]

    def __str__(self) -> str:
        return f"{self.pk} ({self.size})"


class GroupBand(models.Model):
    """One band of a group's fingerprint: what shares a band may be the same. Gone after a week."""

    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    band = models.BigIntegerField()
    group = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "band"], name="listening_band"),
            models.Index(fields=["at"], name="listening_band_old"),
        ]

    def __str__(self) -> str:
        return f"{self.band} {self.group}"
