"""Working together on conversations: notes, drafts, who is there, saved replies and saved views."""

from django.db import models
from django.utils.translation import gettext_lazy as _

LANGUAGES = [("", _("Any language")), ("de", _("German")), ("en", _("English"))]


class Note(models.Model):
    """What colleagues say to each other about a conversation; nobody outside ever sees it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="notes")
    text = models.TextField()
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.at:%Y-%m-%d %H:%M}"


class Draft(models.Model):
    """An answer somebody has begun; it saves itself and goes when the answer is sent."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="drafts")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="one_draft_per_person_and_conversation")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.version}"


class Presence(models.Model):
    """Who has a conversation open right now, and whether they are writing; a minute later it says nothing."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="present")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    typed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["conversation", "person"], name="one_presence_per_person_and_conversation")
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.at:%H:%M}"


class SavedReply(models.Model):
    """A reply the team has prepared, for a kind of inquiry or what is talked about; {name} and others are filled in."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=80)
    text = models.TextField(_("text"))
    inquiry = models.CharField(max_length=12, blank=True)
    intent = models.CharField(max_length=10, blank=True)
    language = models.CharField(max_length=2, choices=LANGUAGES, blank=True)
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["title", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "title"], name="one_reply_per_title")]

    def __str__(self) -> str:
        return self.title


class SavedView(models.Model):
    """A way to narrow the inbox, by name; without a person it is everybody's."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    query = models.CharField(max_length=500)
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name
