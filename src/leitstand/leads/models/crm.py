"""Connections to CRMs, what they told, and what waits to be told to them."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.leads.core.crm import Means

CRM_KINDS = [
    ("tryton", "Tryton"),
    ("hubspot", "HubSpot"),
    ("webhook", _("Another system, by webhook")),
    ("file", _("Another system, by file")),
]
MEANS = [
    (Means.LEAD.value, _("a lead")),
    (Means.OPEN.value, _("on its way to a deal")),
    (Means.WON.value, _("won")),
    (Means.LOST.value, _("lost")),
    (Means.IGNORED.value, _("counts for nothing")),
]


def new_key() -> str:
    """Return what stands in the address at which a CRM calls."""
    return secrets.token_urlsafe(18)


class CrmConnection(models.Model):
    """A CRM. `stages` are its stages in the order of the way to a deal (id, name, means), `tags` which relationship its
    categories tell. `since` is up to when it was read, `next_at` when it is asked again; `secrets` are encrypted.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=10, choices=CRM_KINDS)
    name = models.CharField(_("name"), max_length=80)
    base_url = models.CharField(_("address"), max_length=300, blank=True)
    database = models.CharField(_("database"), max_length=80, blank=True)
    secrets = models.BinaryField(default=bytes)
    tells = models.BooleanField(_("new leads and opportunities are told to it"), default=False)
    stages = models.JSONField(default=list)
    tags = models.JSONField(default=dict)
    key = models.CharField(max_length=40, unique=True, default=new_key)
    since = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField(null=True)
    failures = models.PositiveSmallIntegerField(default=0)
    problem = models.CharField(max_length=300, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name


class CrmParty(models.Model):
    """Somebody a CRM knows; who it is stands in the contact."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(CrmConnection, on_delete=models.CASCADE, related_name="parties")
    external_id = models.CharField(max_length=120)
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    told = models.CharField(max_length=24, blank=True)
    changed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["connection", "external_id"], name="a_party_of_a_crm_stands_once")
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CrmDeal(models.Model):
    """A lead or an opportunity of a CRM: its stage now (their id), and the one that lies furthest on the way."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(CrmConnection, on_delete=models.CASCADE, related_name="deals")
    external_id = models.CharField(max_length=120)
    title = models.CharField(max_length=160, blank=True)
    party = models.ForeignKey(CrmParty, on_delete=models.SET_NULL, null=True, related_name="deals")
    opportunity = models.ForeignKey("leads.Opportunity", on_delete=models.SET_NULL, null=True, related_name="+")
    stage = models.CharField(max_length=120)
    furthest = models.CharField(max_length=120, blank=True)
    value = models.DecimalField(max_digits=12, decimal_places=2, null=True)
    begun = models.DateField()
    changed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-begun", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["connection", "external_id"], name="a_deal_of_a_crm_stands_once")
        ]
        indexes = [models.Index(fields=["workspace", "begun"], name="crm_deals_by_day")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class CrmTold(models.Model):
    """What is told to a CRM: a lead or an opportunity. `key` is its name there; it waits until `told_at`."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    connection = models.ForeignKey(CrmConnection, on_delete=models.CASCADE, related_name="told")
    key = models.CharField(max_length=60)
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, null=True, related_name="+")
    opportunity = models.ForeignKey("leads.Opportunity", on_delete=models.CASCADE, null=True, related_name="+")
    source = models.CharField(max_length=120, blank=True)
    added_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    external_id = models.CharField(max_length=120, blank=True)
    problem = models.CharField(max_length=300, blank=True)
    is_refused = models.BooleanField(default=False)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["connection", "key"], name="told_to_a_crm_once")]

    def __str__(self) -> str:
        return self.key
