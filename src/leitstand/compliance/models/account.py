"""What is on record of a profile: agreements, links that were tried, risks, security, and whose it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _

CONTRACT_KINDS = [
    ("joint", _("Joint control (Art. 26 GDPR)")),
    ("processor", _("Processor (Art. 28 GDPR)")),
    ("other", _("Another agreement")),
]
RISK_DECISIONS = [
    ("accept", _("We keep it as it is")),
    ("reduce", _("We keep it with less data")),
    ("stop", _("We give the profile up")),
]
LINK_KINDS = [("imprint", _("Imprint")), ("privacy", _("Privacy notice"))]


class Contract(models.Model):
    """An agreement with a network or the maker of a tool. The file lies under the hash of its bytes and never changes."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=12, choices=CONTRACT_KINDS)
    # Empty for a tool.
    network = models.SlugField(_("network"), max_length=40, blank=True)
    tool = models.CharField(_("tool"), max_length=120, blank=True)
    party = models.CharField(_("with whom"), max_length=160)
    version = models.CharField(_("version"), max_length=80)
    accepted_on = models.DateField(_("accepted on"))
    url = models.CharField(_("address of the text"), max_length=500, blank=True)
    # The essence of an agreement on joint control is published, with a contact point.
    is_published = models.BooleanField(default=False)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    review_on = models.DateField(_("look at it again on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    reminded = models.JSONField(default=list)

    class Meta:
        ordering = ("network", "tool", "-accepted_on", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk} {self.kind}"


class AccountFile(models.Model):
    """What is kept of one profile beside the facts that were told: whose it is, how it is secured, what risk it brings."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.OneToOneField("channels.Channel", on_delete=models.CASCADE, related_name="+")
    # A person's own account; it may be steered only where the employer demands the platform (guide 4.5).
    is_personal = models.BooleanField(default=False)
    is_required = models.BooleanField(default=False)
    # Where the way to the imprint begins; empty: the profile's own address.
    link_page = models.CharField(max_length=500, blank=True)
    # None: nobody has said so yet.
    is_joint = models.BooleanField(null=True)
    two_factor = models.BooleanField(null=True)
    recovery = models.CharField(max_length=200, blank=True)
    leavers_removed = models.BooleanField(null=True)
    secured_on = models.DateField(null=True)
    secured_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    secure_again_on = models.DateField(null=True)
    risk = models.TextField(blank=True)
    measures = models.JSONField(default=list)
    decision = models.CharField(max_length=8, choices=RISK_DECISIONS, blank=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    review_on = models.DateField(null=True)
    reminded = models.JSONField(default=list)
    # Somebody wants the links tried now: since when, and who. The worker takes it away when it is done.
    links_wanted_at = models.DateTimeField(null=True)
    links_wanted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.channel}"


class LinkTest(models.Model):
    """One look at a profile's link. `clicks` is None where the way could not be followed; a person counts then."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=8, choices=LINK_KINDS)
    url = models.CharField(max_length=500, blank=True)
    status = models.PositiveSmallIntegerField(null=True)
    clicks = models.PositiveSmallIntegerField(null=True)
    way = models.JSONField(default=list)
    problems = models.JSONField(default=list)
    is_by_hand = models.BooleanField(default=False)
    # Somebody asked for it; otherwise it was its day.
    was_asked = models.BooleanField(default=False)
    tested_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    tested_at = models.DateTimeField()
    again_on = models.DateField()

    class Meta:
        ordering = ("-tested_at", "-pk")
        indexes = [models.Index(fields=["channel", "kind", "-tested_at"], name="link_tests_by_profile")]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind}"


class PrivacyNotice(models.Model):
    """What the privacy notice for networks needs beside the imprint and the profiles."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, related_name="+", primary_key=True)
    details = models.JSONField(default=dict)
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.workspace}"
