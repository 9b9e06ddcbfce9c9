"""Ideas from the whole company: the door they come in by, who brought them, who knows about the matter."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

IDEA_SOURCES = [
    ("link", _("By the link for colleagues")),
    ("member", _("Entered by a member")),
    ("mail", _("By mail")),
    ("talk", _("From a talk")),
]
IDEA_STATES = [
    ("new", _("New")),
    ("asked", _("Asked back")),
    ("taken", _("Taken over")),
    ("declined", _("Declined")),
]


class IdeaIntake(models.Model):
    """How ideas reach a workspace from outside; the link and the mailbox are kept encrypted."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+")
    is_open = models.BooleanField(_("the link is open"), default=False)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    link_sealed = models.BinaryField(default=bytes)
    renewed_at = models.DateTimeField(null=True)
    # Empty: the words of the house.
    welcome = models.TextField(_("welcome"), blank=True)
    consent = models.TextField(_("consent"), blank=True)
    mailbox_sealed = models.BinaryField(default=bytes)
    mailbox_is_on = models.BooleanField(default=False)
    mailbox_read_at = models.DateTimeField(null=True)
    mailbox_problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return f"{self.workspace_id}"


class KnowledgeHolder(models.Model):
    """Somebody in the company who knows about something, with or without an account here."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    department = models.CharField(_("department"), max_length=120, blank=True)
    topics = ArrayField(models.CharField(max_length=60), verbose_name=_("topics"), default=list, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_holder_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_name(self) -> str:
        """What the trail calls them."""
        return f"#{self.pk}"


class Idea(models.Model):
    """One idea and what becomes of it. `person` is set for members; others stand by name and address, if they gave them."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"), blank=True)
    source = models.CharField(max_length=8, choices=IDEA_SOURCES, default="member")
    state = models.CharField(max_length=8, choices=IDEA_STATES, default="new")
    contributor = models.CharField(_("name"), max_length=120, blank=True)
    department = models.CharField(_("department"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    language = models.CharField(max_length=8, default="de")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    holder = models.ForeignKey(KnowledgeHolder, on_delete=models.SET_NULL, null=True, related_name="ideas")
    item = models.ForeignKey("planning.Item", on_delete=models.SET_NULL, null=True, related_name="ideas")
    talk = models.ForeignKey("planning.Talk", on_delete=models.SET_NULL, null=True, related_name="ideas")
    files = models.ManyToManyField("library.Asset", related_name="+")
    # Of a letter, so that the same one read twice is one idea.
    message_id = models.CharField(max_length=250, blank=True)
    # The contributor's own way to answer, without an account.
    reply_hash = models.CharField(max_length=64, blank=True, db_index=True)
    arrived_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ["-arrived_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "state", "-arrived_at"], name="idea_inbox")]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "message_id"], condition=~models.Q(message_id=""), name="one_idea_per_letter"
            )
        ]

    def __str__(self) -> str:
        return self.title


class IdeaNote(models.Model):
    """What was asked and answered about an idea. Without a person it is the contributor who speaks."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    idea = models.ForeignKey(Idea, on_delete=models.CASCADE, related_name="notes")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_contributor = models.BooleanField(default=False)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]
