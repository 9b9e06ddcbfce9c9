"""Answers on their way, and every attempt as it was written down before it was made."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.community.core.answers import Sent

ANSWER_STATES = [
    (Sent.REVIEW.value, _("Waits for a second person")),
    (Sent.WAITING.value, _("Is being sent")),
    (Sent.CLAIMED.value, _("About to go out")),
    (Sent.SENDING.value, _("Being sent")),
    (Sent.SENT.value, _("Sent")),
    (Sent.UNKNOWN.value, _("Unclear")),
    (Sent.REFUSED.value, _("Refused")),
    (Sent.HELD.value, _("Held back")),
    (Sent.DROPPED.value, _("Not sent")),
]


class Answer(models.Model):
    """What we answer to one thing that came in. Its id comes with the form, so that sending it twice is once.

    `until` is the moment after which it does not go out by itself any more. `proof` says how we know that it is there:
    answered, found or confirmed.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey("community.Conversation", on_delete=models.CASCADE, related_name="answers")
    to = models.ForeignKey("community.Incoming", on_delete=models.CASCADE, related_name="answers")
    text = models.TextField()
    # What a private answer is for (compliance.core.outbound.Purpose), for which contract, and what it leans on.
    purpose = models.CharField(max_length=12, default="service")
    contract = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=ANSWER_STATES, default=Sent.WAITING.value)
    key = models.CharField(max_length=64)
    written_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_automatic = models.BooleanField(default=False)
    rule = models.ForeignKey("community.AutoReply", on_delete=models.SET_NULL, null=True, related_name="+")
    # An automatic answer that says all there is to say; one that only greets leaves the conversation open.
    settles = models.BooleanField(default=True)
    # Where a second person looks at it first: who it was, when, and why not, if not.
    reviewed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField()
    try_at = models.DateTimeField(null=True)
    until = models.DateTimeField()
    tries = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=20, blank=True)
    reason_text = models.TextField(blank=True)
    claimed_by = models.CharField(max_length=80, blank=True)
    lease_until = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=400, blank=True)
    url = models.CharField(max_length=500, blank=True)
    sent_at = models.DateTimeField(null=True)
    proof = models.CharField(max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="sent_answer_has_proof",
                condition=~models.Q(state=Sent.SENT.value) | (models.Q(sent_at__isnull=False) & ~models.Q(proof="")),
            ),
            models.UniqueConstraint(
                fields=["conversation"],
                condition=models.Q(state=Sent.SENDING.value),
                name="one_answer_in_flight_per_conversation",
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "created_at"], name="answer_of_conversation"),
            models.Index(
                fields=["try_at"],
                name="answer_due",
                condition=models.Q(
                    state__in=[Sent.WAITING.value, Sent.CLAIMED.value, Sent.SENDING.value, Sent.UNKNOWN.value]
                ),
            ),
            models.Index(fields=["channel", "external_id"], name="answer_on_the_network"),
            models.Index(
                fields=["workspace", "sent_at"], name="answers_in_time", condition=models.Q(sent_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.conversation} {self.created_at:%Y-%m-%d %H:%M}"


class AnswerAttempt(models.Model):
    """One call that may show itself to others, written down before it was made. No outcome: nobody knows."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="attempts")
    key = models.CharField(max_length=64)
    first_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)  # publishing.core.protocol.Outcome
    said = models.TextField(blank=True)
    worker = models.CharField(max_length=80)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["answer"], condition=models.Q(outcome=""), name="one_open_attempt_per_answer"
            )
        ]

    def __str__(self) -> str:
        return f"{self.answer_id} {self.outcome or 'open'}"
