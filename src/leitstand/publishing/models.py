"""The queue and all that belongs to it: publications, versions, approvals, attempts, the stop switch."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.expressions import Func
from django.utils.translation import gettext_lazy as _

from leitstand.publishing.core.states import NEEDS_APPROVAL, State

STATES = [
    (State.DRAFT.value, _("Draft")),
    (State.PLANNED.value, _("Scheduled")),
    (State.CLAIMED.value, _("About to go out")),
    (State.SENDING.value, _("Being sent")),
    (State.WAITING.value, _("Waiting for the next try")),
    (State.PUBLISHED.value, _("Published")),
    (State.UNKNOWN.value, _("Unclear")),
    (State.REFUSED.value, _("Refused")),
    (State.HELD.value, _("Held back")),
    (State.HANDED_OVER.value, _("By hand")),
    (State.WITHDRAWN.value, _("Withdrawn")),
]


class Publication(models.Model):
    """One item on one channel: the plan is the queue.

    `content` is the plan (kernel.post.PlanJson); `content_digest` is made by the database from it, so that no way of
    changing the content keeps an old approval: in every state on the way to the public the table itself demands that
    `approved_digest` equals it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="publications")
    channel = models.ForeignKey("channels.Channel", on_delete=models.PROTECT, related_name="publications")
    state = models.CharField(max_length=12, choices=STATES, default=State.DRAFT.value)
    # True: the text follows the item's shared text until somebody writes an own one.
    follows_shared = models.BooleanField(default=True)
    content = models.JSONField()
    # Links that were tagged in it: what was written to what stands there (core.tracking).
    links = models.JSONField(default=dict, db_default={})
    content_digest = models.GeneratedField(
        expression=Func("content", function="plan_digest"),
        output_field=models.CharField(max_length=64),
        db_persist=True,
    )
    submitted_digest = models.CharField(max_length=64, blank=True)
    approved_digest = models.CharField(max_length=64, blank=True)
    due_at = models.DateTimeField(null=True)
    grace_minutes = models.PositiveIntegerField(default=120)
    version = models.PositiveIntegerField(default=1)
    # -- sending
    claimed_by = models.CharField(max_length=80, blank=True)
    try_at = models.DateTimeField(null=True)
    tries = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=40, blank=True)
    reason_text = models.TextField(blank=True)
    # Found lawful: which content, for which day, by which law (lawful.mark_of); "" is not judged, or no more.
    judged = models.CharField(max_length=120, blank=True, db_default="")
    # -- proof
    published_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=300, blank=True)
    external_url = models.CharField(max_length=500, blank=True)
    carried = models.JSONField(default=dict)
    proof = models.CharField(max_length=12, blank=True)  # answered, found, confirmed
    measured_at = models.DateTimeField(null=True)
    # The sender changed the state and the house (audit trail, events, people) has not been told yet.
    untold = models.BooleanField(default=False, db_default=False)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="only_approved_content_is_queued",
                condition=~models.Q(state__in=[state.value for state in sorted(NEEDS_APPROVAL)])
                | models.Q(approved_digest=models.F("content_digest")),
            ),
            models.CheckConstraint(
                name="queued_has_a_time",
                condition=~models.Q(state__in=[State.PLANNED.value, State.CLAIMED.value])
                | models.Q(due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="published_has_proof",
                condition=~models.Q(state=State.PUBLISHED.value)
                | (models.Q(published_at__isnull=False) & ~models.Q(proof="")),
            ),
            models.UniqueConstraint(fields=["item", "channel"], name="one_publication_per_channel"),
            models.UniqueConstraint(
                fields=["channel"], condition=models.Q(state=State.SENDING.value), name="one_in_flight_per_channel"
            ),
        ]
        indexes = [
            # The dispatcher's one question: what is due? Only rows still to be sent are in it.
            models.Index(
                fields=["due_at", "id"],
                name="publication_due",
                condition=models.Q(state__in=[State.PLANNED.value, State.WAITING.value]),
            ),
            models.Index(
                fields=["channel"],
                name="publication_on_its_way",
                condition=models.Q(state__in=[State.CLAIMED.value, State.SENDING.value]),
            ),
            models.Index(fields=["updated_at"], name="publication_untold", condition=models.Q(untold=True)),
            models.Index(
                fields=["try_at"], name="publication_look_again", condition=models.Q(state=State.UNKNOWN.value)
            ),
            models.Index(fields=["workspace", "state", "due_at"], name="publication_queue"),
            models.Index(fields=["workspace", "-published_at"], name="publication_sent"),
            models.Index(
                fields=["workspace", "-published_at"],
                name="publication_unmeasured",
                condition=models.Q(state=State.PUBLISHED.value, measured_at=None),
            ),
            models.Index(fields=["channel", "-published_at"], name="publication_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.channel})"


class Draft(models.Model):
    """The shared text of an item, from which every channel starts; `version` counts each saving of the composer.

    `content` is a plan without a channel (kernel.post.PlanJson). Item.text repeats its first message for calendar and search.
    """

    item = models.OneToOneField("planning.Item", on_delete=models.CASCADE, related_name="draft", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    updated_at = models.DateTimeField()
    updated_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.item_id} {self.version}"


class DraftVersion(models.Model):
    """What the shared text was at one moment."""

    draft = models.ForeignKey(Draft, on_delete=models.CASCADE, related_name="versions")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "number"], name="draft_versions_are_counted")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class Version(models.Model):
    """What a publication's content was at one moment; the differences are drawn from two of them."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="versions")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="versions_are_counted")]
        ordering = ["-number"]

    def __str__(self) -> str:
        return f"{self.number}"


class Approval(models.Model):
    """A request for approval of exactly one content, and its answer."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="approvals")
    digest = models.CharField(max_length=64)
    requested_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    requested_at = models.DateTimeField()
    decision = models.CharField(
        max_length=12,
        blank=True,
        choices=[("approved", _("Approved")), ("changes", _("Changes wanted")), ("rejected", _("Rejected"))],
    )
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    comment = models.TextField(blank=True)
    # Approved by the person who wrote it, with the workspace's documented reason at that time.
    is_self = models.BooleanField(default=False)
    self_reason = models.TextField(blank=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_why = models.CharField(max_length=40, blank=True)
    reminded_at = models.DateTimeField(null=True)
    # What the checklists said when it was asked for: list, question, met or not.
    checks = models.JSONField(default=dict)
    # What was known of the law when it was approved (legal_check.check_of).
    judgement = models.JSONField(default=dict, db_default={})

    class Meta:
        indexes = [models.Index(fields=["workspace", "decision", "requested_at"])]

    def __str__(self) -> str:
        return f"{self.publication_id} {self.decision or 'open'}"


class Remark(models.Model):
    """A comment of the team beside a publication; the public never sees it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="remarks")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, null=True, related_name="remarks")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    text = models.TextField()
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at"]

    def __str__(self) -> str:
        return self.text[:60]


class Attempt(models.Model):
    """One step towards a network, written down before it is taken. No outcome: nobody knows."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="attempts")
    step = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    key = models.CharField(max_length=64)
    # The first time this step was written down; repeats with the same key keep it.
    first_at = models.DateTimeField()
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=16, blank=True)  # core.protocol.Outcome
    answer = models.TextField(blank=True)
    carried = models.JSONField(default=dict)
    worker = models.CharField(max_length=80, blank=True)

    class Meta:
        indexes = [models.Index(fields=["publication", "position", "id"])]

    def __str__(self) -> str:
        return f"{self.step} {self.outcome or '…'}"


class Lane(models.Model):
    """The way to one channel: which worker goes on it (never two), until when, and what holds it up (a quota, a pause).

    The lease lies here and not on the publications: whoever has the lane answers for all that was on its way on it.
    """

    channel = models.OneToOneField("channels.Channel", on_delete=models.CASCADE, related_name="lane", primary_key=True)
    worker = models.CharField(max_length=80, blank=True, default="", db_default="")
    lease_until = models.DateTimeField(null=True)
    blocked_until = models.DateTimeField(null=True)
    reason = models.CharField(max_length=40, blank=True)
    quota_remaining = models.IntegerField(null=True)
    quota_resets_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.channel_id}"


class Circuit(models.Model):
    """A network (one server of it) that fails: nothing is sent there until `open_until`; then one try decides."""

    network = models.CharField(max_length=40)
    host = models.CharField(max_length=300)
    failures = models.PositiveIntegerField(default=0)
    open_until = models.DateTimeField(null=True)
    last_error = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["network", "host"], name="one_circuit_per_server")]

    def __str__(self) -> str:
        return f"{self.network} {self.host}"


class StopSwitch(models.Model):
    """Nothing goes out while a row without end exists for the workspace."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    pulled_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    pulled_at = models.DateTimeField()
    reason = models.TextField(blank=True)
    ended_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(ended_at__isnull=True), name="one_stop_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workspace_id} {self.pulled_at}"


class SecondLook(models.Model):
    """While a row without end exists, nothing of the workspace goes out that two people have not approved (crisis)."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    reason = models.TextField(blank=True)
    began_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    began_at = models.DateTimeField()
    ended_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(ended_at__isnull=True), name="one_second_look_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.workspace_id} {self.began_at}"


class SecondApproval(models.Model):
    """That somebody else confirmed an approval while a second look was demanded; it holds as long as that approval does."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    look = models.ForeignKey(SecondLook, on_delete=models.CASCADE, related_name="approvals")
    approval = models.ForeignKey(Approval, on_delete=models.CASCADE, related_name="seconds")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["look", "approval"], name="seconded_once")]

    def __str__(self) -> str:
        return f"{self.approval_id} {self.at}"


class WorkerBeat(models.Model):
    """A worker's sign of life; the watchdog outside the worker reads it."""

    name = models.CharField(max_length=80, primary_key=True)
    started_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    sent = models.PositiveBigIntegerField(default=0)

    def __str__(self) -> str:
        return self.name


class Presence(models.Model):
    """Who has an item open in the composer at this moment."""

    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    seen_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "person"], name="present_once")]

    def __str__(self) -> str:
        return f"{self.person_id} at {self.item_id}"


class Card(models.Model):
    """What was found at a linked page, kept for a while."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    title = models.CharField(max_length=300, blank=True)
    description = models.CharField(max_length=1000, blank=True)
    picture = models.JSONField(null=True)
    problem = models.CharField(max_length=200, blank=True)
    fetched_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "url"], name="one_card_per_link")]

    def __str__(self) -> str:
        return self.url


class DoneOnce(models.Model):
    """A program's own key for something it asked for: the same key again gives the same item, not another one."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=120)
    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "key"], name="done_once_per_key")]

    def __str__(self) -> str:
        return self.key


class ItemTick(models.Model):
    """A question of a checklist that a person has answered with yes ("list.question")."""

    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="ticks")
    name = models.CharField(max_length=60)
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["item", "name"], name="one_tick_for_each_question")]

    def __str__(self) -> str:
        return self.name


class RequiredList(models.Model):
    """A checklist that a workspace wants answered before approval."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=30)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="a_list_is_required_once")]

    def __str__(self) -> str:
        return self.name


class ChannelBasics(models.Model):
    """What the posts of a channel should have, where the workspace wants it otherwise than usual."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.OneToOneField("channels.Channel", on_delete=models.CASCADE, related_name="+")
    action = models.BooleanField(_("call to action"), default=False)
    hashtags = models.BooleanField(_("hashtags"), default=False)
    hashtags_most = models.PositiveSmallIntegerField(_("hashtags at most"), null=True, blank=True)
    words_between_headings = models.PositiveSmallIntegerField(_("words between headings"), null=True, blank=True)
    own_text = models.BooleanField(_("text of its own"), default=False)

    def __str__(self) -> str:
        return str(self.channel)


class LinkRules(models.Model):
    """How a workspace names what stands in its links (core.tracking.Rules); without a row, or own domains, nothing is tagged."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    domains = ArrayField(models.CharField(max_length=253), default=list, blank=True)
    source = models.CharField(max_length=100)
    medium = models.CharField(max_length=100)
    campaign = models.CharField(max_length=100)
    content = models.CharField(max_length=100, blank=True)
    term = models.CharField(max_length=100, blank=True)
    without = models.CharField(max_length=100, blank=True)
    is_lower = models.BooleanField(default=True)
    signs = models.CharField(max_length=3, blank=True)
    # Approval is refused while a link to an own page does not say where visits come from.
    is_demanded = models.BooleanField(default=False)

    def __str__(self) -> str:
        return ", ".join(self.domains)


class PlainLinks(models.Model):
    """That a post keeps its links as they were written."""

    item = models.OneToOneField("planning.Item", on_delete=models.CASCADE, primary_key=True, related_name="plain_links")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.item_id}"


class BuiltLink(models.Model):
    """A link that somebody put parameters into by hand, so that the next one sees what was used for what."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    url = models.CharField(max_length=2000)
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("workspace", models.F("url"), name="a_link_is_built_once")]
        indexes = [models.Index(fields=["workspace", "-at"], name="links_built_last")]

    def __str__(self) -> str:
        return self.url
