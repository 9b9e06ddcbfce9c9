"""Connected profiles and who may do what on them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CHANNEL_STATES = [
    ("connected", _("Connected")),
    ("needs_sign_in", _("Needs a new sign-in")),
    ("paused", _("Paused")),
    ("disconnected", _("Disconnected")),
]
CHANNEL_RIGHTS = [
    ("admin", _("Administers the profile")),
    ("publish", _("May publish")),
    ("answer", _("May answer")),
    ("figures", _("Sees figures")),
]


class Channel(models.Model):
    """One profile on one network. `facts` are what its server told (limits, version); `secrets` are encrypted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="channels")
    network = models.SlugField(max_length=40)
    external_id = models.CharField(max_length=200)
    handle = models.CharField(_("handle"), max_length=200)
    name = models.CharField(_("name"), max_length=200)
    url = models.CharField(max_length=500, blank=True)
    avatar_url = models.CharField(max_length=500, blank=True)
    base_url = models.CharField(max_length=300, blank=True)
    facts = models.JSONField(default=dict)
    method = models.CharField(max_length=40)
    secrets = models.BinaryField(default=bytes)
    secrets_expire_at = models.DateTimeField(null=True)
    # How many days before the end people were last told of it; a new sign-in starts afresh.
    warned_days = models.PositiveSmallIntegerField(null=True)
    missing_rights = models.JSONField(default=list)
    state = models.CharField(max_length=16, choices=CHANNEL_STATES, default="connected")
    state_reason = models.TextField(blank=True)
    checked_at = models.DateTimeField(null=True)
    last_ok_at = models.DateTimeField(null=True)
    connected_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    connected_at = models.DateTimeField()
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "network", "external_id", "base_url"], name="one_channel_per_profile"
            )
        ]

    def __str__(self) -> str:
        return self.name or self.handle


class SignInStarted(models.Model):
    """A sign-in under way at the network's own site; what must be remembered is encrypted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, null=True, related_name="+")
    network = models.SlugField(max_length=40)
    method = models.CharField(max_length=40)
    state = models.CharField(max_length=80, unique=True)
    remember = models.BinaryField()
    started_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.network} {self.started_at}"


class NetworkApp(models.Model):
    """The company's own app at a network, which its sign-ins need; asked once, encrypted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    network = models.SlugField(max_length=40)
    secrets = models.BinaryField()
    kept_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "network"], name="one_app_per_network")]

    def __str__(self) -> str:
        return self.network


class PlatformCheck(models.Model):
    """What was found before an account on a new network was opened, and what was decided; the register knows since when."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    platform = models.SlugField(max_length=40)
    # None: not known yet.
    audience_there = models.BooleanField(_("The target group is there"), null=True)
    content_about_us = models.BooleanField(_("Content about us matters there"), null=True)
    aim = models.CharField(_("Aim"), max_length=300, blank=True)
    hours = models.PositiveSmallIntegerField(_("Hours a week"), null=True)
    hashtag = models.CharField(_("Hashtag or search word"), max_length=100, blank=True)
    mentions = models.PositiveBigIntegerField(_("How often it is spoken of"), null=True)
    mentions_as_of = models.DateField(_("Counted on"), null=True)
    handle = models.CharField(_("Name we want"), max_length=100, blank=True)
    handle_reserved_on = models.DateField(null=True)
    started_on = models.DateField(null=True)
    verdict = models.CharField(max_length=8)
    checked_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    checked_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "platform"], name="one_check_per_platform")]

    def __str__(self) -> str:
        return self.platform


class ProfileReview(models.Model):
    """How complete a profile is: `ticked` maps the id of each item of the network's list to the day it was seen in order."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    platform = models.SlugField(max_length=40)
    # Empty for the company's own profile; a person's list is theirs alone.
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, null=True, related_name="+")
    level = models.CharField(max_length=8, default="basic")
    ticked = models.JSONField(default=dict)
    link = models.CharField(max_length=300, blank=True)
    looked_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "platform", "person"], name="one_review_per_profile", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.platform


class StrangerMessage(models.Model):
    """A message a person sent to somebody who is no contact: networks allow few of them in a month."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    platform = models.SlugField(max_length=40)
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    sent_on = models.DateField()

    def __str__(self) -> str:
        return f"{self.platform} {self.sent_on}"


class AccessGrant(models.Model):
    """The access register: who has which right on which profile, in the house or directly on the network."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey(Channel, on_delete=models.CASCADE, related_name="grants")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, null=True, related_name="+")
    # Somebody without an account here, such as an agency that administers the page on the network itself.
    outsider = models.CharField(_("name"), max_length=160, blank=True)
    right = models.CharField(_("right"), max_length=12, choices=CHANNEL_RIGHTS)
    on_network = models.BooleanField(_("directly on the network"), default=False)
    note = models.CharField(_("note"), max_length=300, blank=True)
    granted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    granted_at = models.DateTimeField()
    reviewed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    # Somebody has left but still holds the right on the network: a task until a person confirms it is gone.
    to_remove_since = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="grant_names_somebody", condition=models.Q(person__isnull=False) | ~models.Q(outsider="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.person or self.outsider}: {self.right}"
