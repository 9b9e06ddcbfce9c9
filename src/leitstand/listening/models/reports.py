"""What people make of what is heard: topics they follow, findings with a reason and a next step, words to watch for."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

DESKS = [("ruf", _("Reputation")), ("krise", _("Crisis")), ("markt", _("Competition and trends"))]
FINDING_STATES = [("open", _("Open")), ("done", _("Done"))]


class Topic(models.Model):
    """A question that searches and sources answer over a time; `days` counts back from today, else first and last hold."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    question = models.CharField(_("what do we want to know?"), max_length=300, blank=True)
    searches = models.ManyToManyField("listening.Search", related_name="+")
    sources = models.ManyToManyField("listening.Source", related_name="+", blank=True)
    days = models.PositiveSmallIntegerField(null=True)
    first = models.DateField(null=True)
    last = models.DateField(null=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_listening_topic_per_name"),
        ]

    def __str__(self) -> str:
        # What is asked may name somebody; the trail never forgets.
        return f"#{self.pk}"


class Finding(models.Model):
    """What a figure says, why it is so, and what follows. Belongs to a desk or a topic; `mentions` are examples by number."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    desk = models.SlugField(max_length=8, choices=DESKS, blank=True)
    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, null=True, related_name="findings")
    figure = models.CharField(_("what the figure says"), max_length=300)
    why = models.TextField(_("why it is so"), max_length=4000)
    action = models.CharField(_("what we do now"), max_length=300)
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField(_("by when"), null=True, blank=True)
    first = models.DateField()
    last = models.DateField()
    mentions = ArrayField(models.BigIntegerField(), default=list, blank=True)
    decision = models.ForeignKey(
        "strategy.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    state = models.SlugField(max_length=8, choices=FINDING_STATES, default="open")
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["workspace", "desk", "-made_at"], name="findings_of_desk")]
        constraints = [
            models.CheckConstraint(
                name="finding_has_a_place", condition=~models.Q(desk="") | models.Q(topic__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class WatchWord(models.Model):
    """A word that may announce trouble; the crisis desk counts it, and alarms listen for it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    word = models.CharField(max_length=60)

    class Meta:
        ordering = ("word",)
        constraints = [models.UniqueConstraint(fields=["workspace", "word"], name="one_word_to_watch")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class TermDay(models.Model):
    """In how many groups of a search a word or pair of words occurs on a day: the most frequent of each day."""

    workspace = models.ForeignKey(
        "house.Workspace", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    search = models.ForeignKey(
        "listening.Search", on_delete=models.CASCADE, related_name="+", db_constraint=False, db_index=False
    )
    day = models.DateField()
    term = models.CharField(max_length=80)
    posts = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["search", "day", "term"], name="one_count_of_a_day")]

    def __str__(self) -> str:
        return f"{self.search_id} {self.day}: {self.posts}"
