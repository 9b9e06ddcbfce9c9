"""What the team notes about the conversation under one of its posts."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OUTCOMES = [
    ("partnership", _("A partnership may come of it")),
    ("contact", _("New contacts")),
    ("nothing", _("Nothing further")),
]


class PostWatch(models.Model):
    """Until when a post's conversation is watched, which question we asked ourselves, and what came of it."""

    publication = models.OneToOneField(
        "publishing.Publication", on_delete=models.CASCADE, related_name="watch", primary_key=True
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    watch_until = models.DateTimeField(null=True)
    question = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=11, choices=OUTCOMES, blank=True)
    # About the matter, not about people outside: those stand in the conversation and go with it.
    note = models.CharField(max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.publication_id}"
