"""What comes of what people write: a lead, an idea, an incident, or feedback that is decided, acted on and told."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.house.models import new_token

WHAT = [
    ("lead", pgettext_lazy("came of it", "Lead")),
    ("idea", pgettext_lazy("came of it", "Idea for a post")),
    ("incident", pgettext_lazy("came of it", "Incident")),
    ("feedback", pgettext_lazy("came of it", "Feedback on the product")),
]
FEEDBACK_KINDS = [
    ("criticism", pgettext_lazy("feedback", "Criticism")),
    ("wish", pgettext_lazy("feedback", "Wish or suggestion")),
    ("question", pgettext_lazy("feedback", "Question that says something")),
    ("praise", pgettext_lazy("feedback", "Praise")),
]
RECEIVERS = [
    ("product", _("Product development")),
    ("marketing", _("Marketing")),
    ("service", pgettext_lazy("receiver", "Service")),
    ("management", _("Management")),
]
FEEDBACK_STATES = [
    ("noted", _("Noted")),
    ("handed_over", pgettext_lazy("feedback", "Handed over")),
    ("planned", _("Will be changed")),
    ("declined", _("Will not be changed")),
    ("done", pgettext_lazy("feedback", "Changed")),
]


class FeedbackItem(models.Model):
    """One thing people told us: who decides about it, what was decided, what was changed, and what we said in public.

    `public_key` is the unguessable address under which whoever asked sees what becomes of it, in the words of `public_text`.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=FEEDBACK_KINDS)
    title = models.CharField(max_length=160)
    # In our own words and without names: what they wrote stands in the conversation and goes with it.
    insight = models.TextField(blank=True)
    tags = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    state = models.CharField(max_length=12, choices=FEEDBACK_STATES, default="noted")
    receiver = models.CharField(max_length=10, choices=RECEIVERS, blank=True)
    receiver_person = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_on = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    change = models.TextField(blank=True)
    changed_on = models.DateField(null=True, blank=True)
    result = models.TextField(blank=True)
    # The answer in which we said it where everybody reads it, and its address if it stands elsewhere.
    reply = models.ForeignKey("community.Answer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    reply_url = models.CharField(max_length=500, blank=True)
    is_story = models.BooleanField(default=False)
    is_public = models.BooleanField(default=False)
    public_key = models.CharField(max_length=64, unique=True, default=new_token)
    public_text = models.TextField(blank=True)
    noted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["-noted_at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="changed_feedback_says_what", condition=~models.Q(state="done") | ~models.Q(change="")
            ),
            models.CheckConstraint(
                name="decided_feedback_says_when",
                condition=~models.Q(state__in=["planned", "declined", "done"]) | models.Q(decided_at__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["workspace", "state"], name="feedback_by_state")]

    def __str__(self) -> str:
        # A title may name people outside; the trail never forgets.
        return f"{self.get_kind_display()} {self.noted_at:%Y-%m-%d}"


class CameOf(models.Model):
    """That something was made of what somebody wrote."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="came_of")
    incoming = models.ForeignKey("community.Incoming", on_delete=models.SET_NULL, null=True, related_name="came_of")
    what = models.CharField(max_length=8, choices=WHAT)
    opportunity = models.ForeignKey("leads.Opportunity", on_delete=models.CASCADE, null=True, related_name="+")
    idea = models.ForeignKey("planning.Idea", on_delete=models.CASCADE, null=True, related_name="+")
    incident = models.ForeignKey("compliance.Incident", on_delete=models.CASCADE, null=True, related_name="+")
    feedback = models.ForeignKey(FeedbackItem, on_delete=models.CASCADE, null=True, related_name="voices")
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            # Each kind has its own link and no other, so that it is never two things.
            models.CheckConstraint(
                name="came_of_it_is_one_thing",
                condition=(models.Q(opportunity=None) | models.Q(what="lead"))
                & (models.Q(idea=None) | models.Q(what="idea"))
                & (models.Q(incident=None) | models.Q(what="incident"))
                & (models.Q(feedback=None) | models.Q(what="feedback")),
            ),
            models.UniqueConstraint(
                fields=["conversation", "feedback"],
                condition=models.Q(feedback__isnull=False),
                name="one_voice_per_conversation_and_feedback",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation_id} {self.what}"


class QuestionIdea(models.Model):
    """That an idea for a post was made of a question many ask; `key` are the words the questions share."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=300)
    form = models.CharField(max_length=8, choices=[("faq", _("Question and answer")), ("tutorial", _("Tutorial"))])
    idea = models.ForeignKey("planning.Idea", on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="one_idea_per_question")]

    def __str__(self) -> str:
        return self.key
