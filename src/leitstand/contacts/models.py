"""People outside whom the company knows, their profiles on the networks, and the parts they played."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

SOURCES = [
    ("typed", _("Entered by hand")),
    ("inbox", _("From a conversation")),
    ("form", _("From a form of our own")),
    ("crm", _("From the CRM")),
]
TOLD_FROM = [("team", _("by the team")), ("crm", _("by the CRM"))]


class Contact(models.Model):
    """Somebody outside. `role` is the latest of the changes, "" while none is known.

    `relationship` is what they are to the company (relationships.toml), "" while nobody has told it; `relationship_from`
    says who did.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    organisation = models.CharField(_("company"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    role = models.CharField(_("part"), max_length=12, blank=True)
    relationship = models.CharField(_("relationship"), max_length=24, blank=True)
    relationship_from = models.CharField(max_length=4, choices=TOLD_FROM, blank=True)
    relationship_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=8, choices=SOURCES, default="typed")
    added_at = models.DateTimeField()
    # Kept by note_heard alone; the period for quiet contacts counts from it.
    heard_at = models.DateTimeField(null=True)
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = (Lower("name"), "pk")
        indexes = [models.Index("workspace", Lower("name"), name="contact_by_name")]

    def __str__(self) -> str:
        # Names of outsiders stay out of the trail, which never forgets.
        return f"#{self.pk}"


class ContactProfile(models.Model):
    """Who somebody is on a network: the network's own id for them."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="profiles")
    network = models.SlugField(max_length=40)
    key = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "network", "key"], name="a_profile_belongs_to_one_contact")
        ]

    def __str__(self) -> str:
        return f"{self.contact} {self.network}"


class RoleChange(models.Model):
    """That somebody came to play another part."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="role_changes")
    at = models.DateTimeField()
    before = models.CharField(max_length=12, blank=True)
    after = models.CharField(max_length=12, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        indexes = [models.Index(fields=["workspace", "at"], name="role_changes_in_time")]

    def __str__(self) -> str:
        return f"{self.contact} {self.before} → {self.after}"
