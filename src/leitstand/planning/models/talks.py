"""Internal talks and barcamps: rounds, what is proposed for them, votes, and experts who were asked."""

from django.db import models
from django.utils.translation import gettext_lazy as _

TALK_MANNERS = [
    ("agenda", _("With a fixed agenda")),
    ("open", _("Unconference: those present vote")),
]
INVITED_BY = [
    ("mail", _("by mail")),
    ("notice", _("by notice")),
    ("failed", _("the mail could not be sent")),
    ("nobody", _("no address known")),
]


class TalkRound(models.Model):
    """One afternoon of talks; `patron` is who from the top opens it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    manner = models.CharField(_("manner"), max_length=6, choices=TALK_MANNERS, default="agenda")
    starts_at = models.DateTimeField(_("begins"))
    slots = models.PositiveSmallIntegerField(_("number of talks"), default=4)
    minutes = models.PositiveSmallIntegerField(_("minutes for each"), default=20)
    place = models.CharField(_("place"), max_length=200, blank=True)
    patron = models.CharField(_("who opens it"), max_length=120, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-starts_at", "-pk"]

    def __str__(self) -> str:
        return self.name


class Talk(models.Model):
    """A talk that is proposed; `slot` is its place in the agenda once it is chosen, counted from 0."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(TalkRound, on_delete=models.CASCADE, related_name="talks")
    title = models.CharField(_("title"), max_length=200)
    about = models.TextField(_("what it is about"), blank=True)
    speaker = models.CharField(_("who speaks"), max_length=120, blank=True)
    holder = models.ForeignKey("planning.KnowledgeHolder", on_delete=models.SET_NULL, null=True, related_name="talks")
    proposed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    slot = models.PositiveSmallIntegerField(null=True)

    class Meta:
        ordering = ["slot", "proposed_at", "pk"]

    def __str__(self) -> str:
        return self.title


class TalkVote(models.Model):
    """Somebody wants to hear a talk."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    talk = models.ForeignKey(Talk, on_delete=models.CASCADE, related_name="votes")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["talk", "person"], name="one_vote_each")]

    def __str__(self) -> str:
        return f"{self.talk_id}"


class TalkInvitation(models.Model):
    """An expert who was asked to speak, about what, and how they heard of it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    round = models.ForeignKey(TalkRound, on_delete=models.CASCADE, related_name="invitations")
    holder = models.ForeignKey("planning.KnowledgeHolder", on_delete=models.CASCADE, related_name="invitations")
    topic = models.CharField(_("topic"), max_length=200)
    how = models.CharField(max_length=7, choices=INVITED_BY)
    asked_at = models.DateTimeField()

    class Meta:
        ordering = ["asked_at", "pk"]

    def __str__(self) -> str:
        return f"{self.round_id} {self.asked_at}"
