"""What screens read instead of millions of mentions: sums by search, source and hour or day, kept by the pipeline."""

from django.db import models

SUMS = (
    "mentions", "groups", "positive", "neutral", "negative", "unsure", "offensive", "praise",
    "likes", "comments", "shares", "interactions_told", "authors_reach", "sharers_reach", "reach_told",
)  # fmt: skip


class Figures(models.Model):
    """The sums themselves. `groups` counts what says the same once; `…_told` how many mentions told the figure at all."""

    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    search = models.ForeignKey(
        "listening.Search", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    source = models.ForeignKey(
        "listening.Source", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    mentions = models.BigIntegerField(default=0)
    groups = models.BigIntegerField(default=0)
    positive = models.BigIntegerField(default=0)
    neutral = models.BigIntegerField(default=0)
    negative = models.BigIntegerField(default=0)
    unsure = models.BigIntegerField(default=0)
    offensive = models.BigIntegerField(default=0)
    praise = models.BigIntegerField(default=0)
    likes = models.BigIntegerField(default=0)
    comments = models.BigIntegerField(default=0)
    shares = models.BigIntegerField(default=0)
    interactions_told = models.BigIntegerField(default=0)
    authors_reach = models.BigIntegerField(default=0)
    sharers_reach = models.BigIntegerField(default=0)
    reach_told = models.BigIntegerField(default=0)

    class Meta:
        abstract = True


class HourFigures(Figures):
    """One search in one source within one hour (UTC). `terms_of`: for how many mentions the hour's words were counted."""

    hour = models.DateTimeField()
    terms_of = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "hour", "source"], name="one_hour_of_figures")]
        indexes = [
            models.Index(
                fields=["hour"], name="listening_terms_to_count", condition=~models.Q(mentions=models.F("terms_of"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.search_id} {self.hour}: {self.mentions}"


class DayFigures(Figures):
    """One search in one source within one day of the workspace's own time."""

    day = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "day", "source"], name="one_day_of_figures")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.day}: {self.mentions}"


class TermHour(models.Model):
    """In how many groups of a search a word or pair of words occurs within an hour; what occurs once is not kept."""

    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    search = models.ForeignKey(
        "listening.Search", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    hour = models.DateTimeField()
    term = models.CharField(max_length=80)
    posts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "hour", "term"], name="one_count_of_a_term")]
        indexes = [
            models.Index(fields=["search", "term", "hour"], name="listening_term_course"),
            models.Index(fields=["hour"], name="listening_term_old"),
        ]

    def __str__(self) -> str:
        return f"{self.search_id} {self.hour}: {self.posts}"
