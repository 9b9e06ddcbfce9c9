"""What came in, held together by conversation, and how far it has been read."""

import uuid
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.community.core.bot import Why

KINDS = [
    ("comment", pgettext_lazy("inbox", "Comment")),
    ("mention", pgettext_lazy("inbox", "Mention")),
    ("quote", pgettext_lazy("inbox", "Quote")),
    ("message", pgettext_lazy("inbox", "Message")),
    ("review", pgettext_lazy("inbox", "Review")),
]
CONVERSATION_STATES = [
    ("open", _("Waiting for an answer")),
    ("answered", _("Answered")),
    ("done", _("Done")),
]
VISIBILITIES = [
    ("shown", _("Visible")),
    ("hidden", _("Hidden")),
    ("removed", _("Removed")),
]
TONES = [
    ("positive", pgettext_lazy("tone", "Positive")),
    ("neutral", pgettext_lazy("tone", "Neutral")),
    ("negative", pgettext_lazy("tone", "Negative")),
]
REASONS = [
    (Why.ASKED.value, _("A person was asked for")),
    (Why.COMPLAINT.value, _("It sounds like a complaint")),
    (Why.NO_MATCH.value, _("No rule fitted, twice")),
    (Why.LAW.value, _("The law stands against the automatic answer")),
]


class InboxChannel(models.Model):
    """How far a channel's inbox has been read, when it is read next, and until when the network wants peace.

    `blocked_until` holds for answering: reading that used up what the network allows must not keep an answer from going
    out. `problem` is what the last reading failed with.
    """

    channel = models.OneToOneField("channels.Channel", on_delete=models.CASCADE, related_name="inbox", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    read_until = models.DateTimeField(null=True)
    next_at = models.DateTimeField()
    blocked_until = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=200, blank=True)
    last_at = models.DateTimeField(null=True)
    # When the network last told of something by itself, and when it last asked for peace while it was read.
    heard_at = models.DateTimeField(null=True)
    limited_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="inbox_due")]

    def __str__(self) -> str:
        return f"{self.channel_id} {self.next_at}"


class ReplyWatch(models.Model):
    """When the answers to one of our posts are read next; `next_at` None: not any more."""

    publication = models.OneToOneField(
        "publishing.Publication", on_delete=models.CASCADE, related_name="reply_watch", primary_key=True
    )
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    next_at = models.DateTimeField(null=True)
    read_until = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["next_at"], name="reply_watch_due")]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.next_at}"


class Conversation(models.Model):
    """What belongs together: the messages with one person, or a comment with everything below it.

    `key` is made of the network's ids and unique in the channel. `waiting_since` is the moment of the oldest thing nobody
    has answered, set only while it is open. `bot_misses` counts what came in that no rule fitted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="conversations")
    kind = models.CharField(max_length=10, choices=KINDS)
    key = models.CharField(max_length=420)
    publication = models.ForeignKey(
        "publishing.Publication", on_delete=models.SET_NULL, null=True, related_name="conversations"
    )
    # The network's own id of the post of ours it is under; "" where it is under none.
    post_id = models.CharField(max_length=400, blank=True)
    state = models.CharField(max_length=10, choices=CONVERSATION_STATES, default="open")
    assigned_to = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    last_at = models.DateTimeField()
    waiting_since = models.DateTimeField(null=True)
    handed_over_at = models.DateTimeField(null=True)
    handed_over_why = models.CharField(max_length=12, choices=REASONS, blank=True)
    bot_misses = models.PositiveSmallIntegerField(default=0)
    # The matter it is about now; None before the first one was opened.
    case = models.ForeignKey("community.Case", on_delete=models.SET_NULL, null=True, related_name="+")
    snoozed_until = models.DateTimeField(null=True)
    snoozed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    is_spam = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "key"], name="one_conversation_per_key"),
            models.CheckConstraint(
                name="waiting_only_while_open",
                condition=models.Q(state="open") | models.Q(waiting_since__isnull=True),
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "-last_at"], name="conversation_latest"),
            models.Index(
                fields=["workspace", "waiting_since"],
                name="conversation_waiting",
                condition=models.Q(state="open"),
            ),
            models.Index(fields=["publication"], name="conversation_of_post"),
            models.Index(
                fields=["snoozed_until"],
                name="conversation_snoozed",
                condition=models.Q(snoozed_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        # Names and words of outsiders stay out of the trail, which never forgets.
        return f"{self.get_kind_display()} ({self.channel})"


class Incoming(models.Model):
    """One thing somebody wrote to us; its id is the network's own and stands once for each channel.

    Text and author may have to go again (`forget_…_at`, by the network's rules); what is gone says when it went. What went
    for good has no such moment any more: every way in asks `may_return`, `text_may_return` and `author_may_return`.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    conversation = models.ForeignKey(Conversation, on_delete=models.CASCADE, related_name="incoming")
    external_id = models.CharField(max_length=400)
    kind = models.CharField(max_length=10, choices=KINDS)
    # The network's id of whoever wrote it; the answer to a message is sent to it.
    author_key = models.CharField(max_length=200, blank=True)
    author_handle = models.CharField(max_length=200, blank=True)
    author_name = models.CharField(max_length=200, blank=True)
    author_url = models.CharField(max_length=500, blank=True)
    # How many follow them, where the network tells it with what they wrote.
    author_followers = models.PositiveIntegerField(null=True)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()
    post_id = models.CharField(max_length=400, blank=True)
    parent_id = models.CharField(max_length=400, blank=True)
    talk_id = models.CharField(max_length=400, blank=True)
    rating = models.PositiveSmallIntegerField(null=True)
    visibility = models.CharField(max_length=8, choices=VISIBILITIES, default="shown")
    # Told from its words when it came in; a person sets stage and tone in one click, and then it stays so.
    language = models.CharField(max_length=2, blank=True)
    stage = models.CharField(max_length=8, blank=True)
    stage_by_person = models.BooleanField(default=False)
    stage_why = models.CharField(max_length=10, blank=True)
    tone = models.CharField(max_length=8, choices=TONES, blank=True)
    tone_by_person = models.BooleanField(default=False)
    received_at = models.DateTimeField()
    # The last time the network gave it to us: from then on its rules count.
    fetched_at = models.DateTimeField()
    changed_at = models.DateTimeField(null=True)
    forget_text_at = models.DateTimeField(null=True)
    forget_author_at = models.DateTimeField(null=True)
    text_forgotten_at = models.DateTimeField(null=True)
    author_forgotten_at = models.DateTimeField(null=True)
    # Forgotten for good on the person's own wish: never fetched anew.
    erased_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["channel", "external_id"], name="nothing_comes_in_twice"),
            models.CheckConstraint(
                name="forgotten_text_is_gone", condition=models.Q(text_forgotten_at__isnull=True) | models.Q(text="")
            ),
            models.CheckConstraint(
                name="forgotten_author_is_gone",
                condition=models.Q(author_forgotten_at__isnull=True)
                | models.Q(author_handle="", author_name="", author_url=""),
            ),
        ]
        indexes = [
            models.Index(fields=["conversation", "at"], name="incoming_of_conversation"),
            models.Index(fields=["channel", "author_key"], name="incoming_of_author"),
            models.Index(fields=["workspace", "at"], name="incoming_in_time"),
            models.Index(
                fields=["forget_text_at"],
                name="incoming_text_to_forget",
                condition=models.Q(text_forgotten_at__isnull=True),
            ),
            models.Index(
                fields=["forget_author_at"],
                name="incoming_author_to_forget",
                condition=models.Q(author_forgotten_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.external_id}"

    @property
    def may_return(self) -> bool:
        """Whether anything of it may be read in again: never after its author wished to be forgotten."""
        return self.erased_at is None and self.visibility != "removed"

    @property
    def text_may_return(self) -> bool:
        """Whether the text is gone by a network's rule alone; what went by our period, or on a wish, stays away."""
        return self.may_return and _went_in_time(self.text_forgotten_at, self.forget_text_at)

    @property
    def author_may_return(self) -> bool:
        """Whether the author is gone by a network's rule alone."""
        return self.may_return and _went_in_time(self.author_forgotten_at, self.forget_author_at)


def _went_in_time(forgotten_at: datetime | None, due_at: datetime | None) -> bool:
    # Whatever lets go for good (forget_old, forget_author, the erasure) takes the moment away as well.
    return forgotten_at is not None and due_at is not None and due_at <= forgotten_at
