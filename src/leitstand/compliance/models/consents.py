"""Who agreed to advertising, with everything that proves it, and who wants none."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.core.consents import State, Way

WAYS = [
    (Way.EMAIL.value, _("E-mail")),
    (Way.DM.value, _("Direct message")),
    (Way.MESSENGER.value, _("Messenger")),
    (Way.INMAIL.value, _("InMail")),
    (Way.GROUP.value, _("Group message")),
    (Way.PHONE.value, _("Phone call")),
]
STATES = [
    (State.ASKED.value, _("asked, not confirmed")),
    (State.GIVEN.value, _("in force")),
    (State.WITHDRAWN.value, _("withdrawn")),
    (State.EXPIRED.value, _("expired")),
]
CONFIRMED_BY = [
    ("click", _("double opt-in: click in the confirmation mail")),
    ("answer", _("their own written answer")),
    ("signature", _("signature")),
    ("spoken", _("spoken, recorded or noted at once")),
]
WITHDRAWN_BY = [
    ("link", _("by their personal link")),
    ("mail", _("by mail")),
    ("message", _("by message")),
    ("call", _("by phone")),
    ("person", _("in person")),
    ("erasure", _("they were forgotten")),
]


def new_salt() -> str:
    """Return what makes a workspace's hashes of addresses its own."""
    return secrets.token_hex(16)


def new_key() -> str:
    """Return what stands in a personal link."""
    return secrets.token_urlsafe(24)


class MessageSetting(models.Model):
    """How a workspace asks for consent: in whose name, by which privacy notice; and the salt of its hashes."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    controller = models.CharField(_("who is responsible"), max_length=200, blank=True)
    privacy_notice = models.CharField(_("privacy notice"), max_length=300, blank=True)
    salt = models.CharField(max_length=64, default=new_salt)

    def __str__(self) -> str:
        return str(self.workspace_id)


class ConsentText(models.Model):
    """The words somebody agrees to, in one version; a version never changes, and equal words are kept once."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what for"), max_length=120)
    version = models.PositiveIntegerField()
    wording = models.TextField(_("wording"))
    sha256 = models.CharField(max_length=64)
    ways = models.JSONField(_("ways"), default=list)
    controller = models.CharField(max_length=200)
    privacy_notice = models.CharField(max_length=300, blank=True)
    tells_withdrawal = models.BooleanField(_("says that it may be withdrawn at any time"), default=False)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    retired_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("name", "-version")
        constraints = [
            models.UniqueConstraint(fields=["workspace", "name", "version"], name="a_consent_text_has_versions"),
            models.UniqueConstraint(fields=["workspace", "sha256"], name="equal_consent_words_are_kept_once"),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.version})"


class Consent(models.Model):
    """That somebody outside agreed to advertising by one way. Its fields are the evidence; nothing of it is rewritten.

    `address` is as it was told, `plain` as it is compared. `stop_key` stands in their personal link to withdraw,
    `token_hash` is the link they confirm by, good for one click.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(_("name"), max_length=120, blank=True)
    way = models.CharField(_("way"), max_length=10, choices=WAYS)
    network = models.SlugField(_("network"), max_length=40, blank=True)
    address = models.CharField(_("address or handle"), max_length=254)
    plain = models.CharField(max_length=254)
    text = models.ForeignKey(ConsentText, on_delete=models.RESTRICT, related_name="consents")
    state = models.CharField(max_length=10, choices=STATES, default=State.ASKED.value)
    source = models.SlugField(_("how it was given"), max_length=12)
    place = models.CharField(_("where"), max_length=300)
    is_adult = models.CharField(_("age"), max_length=8, blank=True)
    requested_at = models.DateTimeField(_("given or asked for at"))
    given_at = models.DateTimeField(null=True)
    confirmed_by = models.CharField(_("confirmed by"), max_length=10, choices=CONFIRMED_BY, blank=True)
    confirmed_words = models.TextField(blank=True)
    confirmed_from = models.CharField(max_length=45, blank=True)
    ends = models.DateField(_("good until"), null=True, blank=True)
    proof_note = models.TextField(_("proof"), blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    asked_count = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField(null=True)
    asked_words = models.TextField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True)
    token_ends = models.DateTimeField(null=True)
    stop_key = models.CharField(max_length=48, unique=True, default=new_key)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=10, choices=WITHDRAWN_BY, blank=True)
    withdrawal_note = models.CharField(max_length=300, blank=True)
    expired_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "way", "network", "plain", "text"],
                condition=models.Q(state__in=[State.ASKED.value, State.GIVEN.value]),
                name="one_open_consent_for_a_way",
            ),
            models.CheckConstraint(
                name="a_given_consent_says_when_and_how",
                condition=~models.Q(state=State.GIVEN.value)
                | (models.Q(given_at__isnull=False) & ~models.Q(confirmed_by="")),
            ),
            models.CheckConstraint(
                name="a_withdrawn_consent_says_when",
                condition=~models.Q(state=State.WITHDRAWN.value) | models.Q(withdrawn_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["workspace", "plain"], name="consents_of_an_address"),
            models.Index(fields=["token_hash"], name="consent_by_token", condition=~models.Q(token_hash="")),
        ]

    def __str__(self) -> str:
        # Who it is stays out of the trail, which never forgets.
        return f"#{self.pk}"


class ConsentProof(models.Model):
    """A file that proves a consent, as it was taken in: its bytes lie under their hash and never change."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    consent = models.ForeignKey(Consent, on_delete=models.CASCADE, related_name="proofs")
    name = models.CharField(_("what it shows"), max_length=200)
    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(default=0)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("added_at", "pk")

    def __str__(self) -> str:
        return f"{self.consent} {self.sha256[:12]}"


class Suppression(models.Model):
    """Somebody who wants no advertising: only the hash of their address, so that it counts after they are forgotten."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    mark = models.CharField(max_length=64)
    reason = models.CharField(max_length=10)
    since = models.DateTimeField()
    set_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-since", "-pk")
        constraints = [models.UniqueConstraint(fields=["workspace", "mark"], name="one_block_for_an_address")]

    def __str__(self) -> str:
        return self.mark[:12]
