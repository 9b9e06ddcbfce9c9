"""Workspaces, people, roles, the audit trail, notifications, tokens."""

import secrets
import uuid
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.house.core.roles import Role

ROLE_LABELS = [
    (Role.OWNER.value, _("Owner")),
    (Role.EDITOR.value, _("Editor")),
    (Role.APPROVER.value, _("Approver")),
    (Role.COMMUNITY.value, _("Community manager")),
    (Role.ANALYST.value, _("Analyst")),
    (Role.GUEST.value, _("Guest reader")),
]
LANGUAGES = [("de", _("German")), ("en", _("English"))]
THEMES = [("auto", _("As the system")), ("light", _("Light")), ("dark", _("Dark"))]
# The sixteen federal states as ISO 3166-2:DE writes them; holidays differ between them.
STATES = [
    ("BW", "Baden-Württemberg"),
    ("BY", "Bayern"),
    ("BE", "Berlin"),
    ("BB", "Brandenburg"),
    ("HB", "Bremen"),
    ("HH", "Hamburg"),
    ("HE", "Hessen"),
    ("MV", "Mecklenburg-Vorpommern"),
    ("NI", "Niedersachsen"),
    ("NW", "Nordrhein-Westfalen"),
    ("RP", "Rheinland-Pfalz"),
    ("SL", "Saarland"),
    ("SN", "Sachsen"),
    ("ST", "Sachsen-Anhalt"),
    ("SH", "Schleswig-Holstein"),
    ("TH", "Thüringen"),
]


class PersonManager(BaseUserManager["Person"]):
    """Make people by their mail address."""

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        """Make a person; without a password they sign in by link until they set one."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def get_by_natural_key(self, username: str | None) -> "Person":
        """Find by mail address, whatever its case."""
        return self.get(email=(username or "").lower())


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who works here; may belong to several workspaces."""

    email = models.EmailField(_("e-mail"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    language = models.CharField(_("language"), max_length=8, choices=LANGUAGES, default="de")
    theme = models.CharField(_("appearance"), max_length=8, choices=THEMES, default="auto")
    rail_folded = models.BooleanField(default=False)
    mail_notifications = models.BooleanField(_("notify me by mail"), default=True)
    # Where "/" leads.
    last_workspace = models.ForeignKey("house.Workspace", on_delete=models.SET_NULL, null=True, related_name="+")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def __str__(self) -> str:
        return self.name or self.email

    @property
    def initials(self) -> str:
        """Up to two letters for the avatar."""
        words = (self.name or self.email).split()
        return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


class Workspace(models.Model):
    """One company or brand; nothing is shared between two of them."""

    slug = models.SlugField(unique=True)
    name = models.CharField(_("name"), max_length=120)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/Berlin")
    state = models.CharField(_("federal state"), max_length=2, choices=STATES, blank=True)
    accent = models.CharField(_("accent colour"), max_length=7, default="#2f5bd0")
    address_form = models.CharField(
        _("form of address"), max_length=3, choices=[("sie", _("Sie")), ("du", _("du"))], default="sie"
    )
    four_eyes = models.BooleanField(_("four eyes"), default=True)
    # A team of one cannot have four eyes; then the reason is written down and shown beside every approval.
    self_approval_reason = models.TextField(_("why people approve their own posts"), blank=True)
    grace_minutes = models.PositiveIntegerField(_("minutes a post may be late"), default=120)
    allow_private_servers = models.BooleanField(_("servers in the own network are allowed"), default=False)
    # Places on the rail, tabs and groups of fields that are not shown yet: hidden, never locked.
    hidden_places = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    is_sample = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("workspace")
        constraints = [
            models.CheckConstraint(
                name="self_approval_has_reason",
                condition=models.Q(four_eyes=True) | ~models.Q(self_approval_reason=""),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A person's role in a workspace."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=16, choices=ROLE_LABELS)
    since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "person"], name="one_role_per_person")]

    def __str__(self) -> str:
        return f"{self.person} ({self.role})"


class Invitation(models.Model):
    """A link that lets one person in, once, until it ends."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail"))
    role = models.CharField(_("role"), max_length=16, choices=ROLE_LABELS)
    token_hash = models.CharField(max_length=64, unique=True)
    invited_by = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.email


class LoginLink(models.Model):
    """A one-time link that signs one person in."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="login_links")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person} until {self.expires_at}"


class ApiToken(models.Model):
    """A secret that lets a program act for one person in one workspace; only its hash is kept."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=80)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True)
    last_used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name


class AuditEntry(models.Model):
    """Who did what, when, to what, by which door; written by every action and never changed."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()
    person = models.ForeignKey(Person, on_delete=models.SET_NULL, null=True, related_name="+")
    actor = models.CharField(max_length=160)
    via = models.CharField(max_length=12)
    verb = models.CharField(max_length=60)
    subject_type = models.CharField(max_length=60, blank=True)
    subject_id = models.CharField(max_length=40, blank=True)
    subject = models.CharField(max_length=200, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        indexes = [
            models.Index(fields=["workspace", "-at"]),
            models.Index(fields=["workspace", "subject_type", "subject_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.actor} {self.verb} {self.subject}"


class Notification(models.Model):
    """Something a person should know, in the product and (if they like) by mail."""

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notifications")
    kind = models.CharField(max_length=60)
    params = models.JSONField(default=dict)
    path = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    # The same thing is not told twice while it is unread.
    about = models.CharField(max_length=120, blank=True)
    read_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["person", "read_at", "-at"])]

    def __str__(self) -> str:
        return f"{self.kind} for {self.person}"


def new_token() -> str:
    """Return a fresh secret for a link or a token, safe in an address."""
    return secrets.token_urlsafe(32)


def new_id() -> uuid.UUID:
    """Return a fresh id that tells nothing about how many there are."""
    return uuid.uuid4()


class Keeping(models.Model):
    """How long a workspace keeps one kind of data (`house.retention`), and when its old rows last went.

    `days` None: the workspace has not said anything, and the kind's own period holds.
    """

    workspace = models.ForeignKey(Workspace, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=60)
    days = models.PositiveIntegerField(null=True)
    ran_at = models.DateTimeField(null=True)
    gone = models.PositiveIntegerField(default=0)
    gone_at = models.DateTimeField(null=True)
    gone_ever = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "kind"], name="one_period_for_each_kind")]

    def __str__(self) -> str:
        return self.kind
