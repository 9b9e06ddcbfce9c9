"""What people make of mentions: who looks after one, what came of it, and which of them are chances for sales."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import pgettext_lazy

MARKS = [
    ("", pgettext_lazy("mention", "New")),
    ("seen", pgettext_lazy("mention", "Seen")),
    ("irrelevant", pgettext_lazy("mention", "Does not belong here")),
]
MADE = [
    ("answer", pgettext_lazy("made of a mention", "Answer")),
    ("by_hand", pgettext_lazy("made of a mention", "Answered by hand")),
    ("lead", pgettext_lazy("made of a mention", "Lead")),
    ("idea", pgettext_lazy("made of a mention", "Idea for a post")),
    ("incident", pgettext_lazy("made of a mention", "Incident")),
    ("feedback", pgettext_lazy("made of a mention", "Feedback on the product")),
]
CHANCE_STATES = [
    ("open", pgettext_lazy("chance", "Open")),
    ("handed", pgettext_lazy("chance", "With sales")),
    ("contacted", pgettext_lazy("chance", "Contacted")),
    ("lead", pgettext_lazy("chance", "Became a lead")),
    ("irrelevant", pgettext_lazy("chance", "Not relevant")),
    ("lost", pgettext_lazy("chance", "Lost")),
]

# Nothing has come of it yet.
LIVE_CHANCES = ("open", "handed", "contacted")


class AboutMention(models.Model):
    """Something kept beside a mention. No foreign key to it: mentions lie in monthly parts, and `at` says in which."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    mention = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        abstract = True


class Handling(AboutMention):
    """How far somebody is with a mention: who looks after it until when, and whether it was seen or does not belong here."""

    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    mark = models.CharField(max_length=10, choices=MARKS, blank=True)
    marked_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    marked_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "mention"], name="one_handling_a_mention")]
        indexes = [
            models.Index(fields=["owner"], name="listening_handling_of", condition=models.Q(owner__isnull=False)),
            models.Index(fields=["workspace", "-at"], name="listening_handling_latest"),
        ]

    def __str__(self) -> str:
        return f"#{self.mention}"


class MadeOf(AboutMention):
    """That somebody made something of a mention. `elsewhere` is the key of what a sister room made of it."""

    what = models.CharField(max_length=8, choices=MADE)
    opportunity = models.ForeignKey("leads.Opportunity", on_delete=models.CASCADE, null=True, related_name="+")
    idea = models.ForeignKey("planning.Idea", on_delete=models.CASCADE, null=True, related_name="+")
    incident = models.ForeignKey("compliance.Incident", on_delete=models.CASCADE, null=True, related_name="+")
    elsewhere = models.UUIDField(null=True)
    note = models.TextField(max_length=1000, blank=True)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("made_at", "pk")
        verbose_name_plural = "made of"
        indexes = [models.Index(fields=["workspace", "mention"], name="listening_made_of")]
        constraints = [
            # Each kind has its own link and no other, so that it is never two things.
            models.CheckConstraint(
                name="made_of_a_mention_is_one_thing",
                condition=(models.Q(opportunity=None) | models.Q(what="lead"))
                & (models.Q(idea=None) | models.Q(what="idea"))
                & (models.Q(incident=None) | models.Q(what="incident"))
                & (models.Q(elsewhere=None) | models.Q(what__in=["answer", "feedback"])),
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.mention} {self.what}"


class Chance(AboutMention):
    """A mention in which somebody may want to buy. `terms` are the words that told it; empty where a search for chances, or a
    person, did. `found_at` is when the house had it, from where the time to the first contact is counted.
    """

    terms = ArrayField(models.CharField(max_length=200), default=list)
    found_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=CHANCE_STATES, default="open")
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    due_on = models.DateField(null=True)
    handed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    handed_at = models.DateTimeField(null=True)
    contacted_at = models.DateTimeField(null=True)
    opportunity = models.ForeignKey("leads.Opportunity", on_delete=models.SET_NULL, null=True, related_name="+")
    became_lead_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    note = models.TextField(max_length=1000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "mention"], name="one_chance_a_mention")]
        indexes = [
            models.Index(fields=["workspace", "-at", "-id"], name="listening_chance_latest"),
            models.Index(fields=["workspace", "state", "-at", "-id"], name="listening_chance_state"),
            models.Index(fields=["workspace", "found_at"], name="listening_chance_found"),
        ]

    def __str__(self) -> str:
        return f"#{self.mention}"


class ChanceTerm(models.Model):
    """A workspace's own word for buying, in the language of searches; `is_off`: one of the house that does not count here."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    query = models.CharField(max_length=200)
    is_off = models.BooleanField(default=False)

    class Meta:
        ordering = ("query", "pk")
        constraints = [models.UniqueConstraint(fields=["workspace", "query"], name="one_chance_term")]

    def __str__(self) -> str:
        return f"#{self.pk}"
