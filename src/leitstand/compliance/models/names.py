"""Names: which the company wants where, what speaks for and against one, and who looks like it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.compliance.core.handles import skeleton

NAME_KINDS = [("brand", _("Company or brand")), ("person", _("Ambassador")), ("campaign", _("Campaign"))]
CLAIM_STATES = [("own", _("ours")), ("free", _("free")), ("taken", _("taken")), ("disputed", _("disputed"))]
VERDICTS = [("open", _("to be looked at")), ("harmless", _("harmless")), ("harmful", _("harmful"))]
FOUND_BY = [("search", _("by searching")), ("inbox", _("wrote to us")), ("contacts", _("among the contacts"))]


class WishedName(models.Model):
    """A name the company wants to have on the networks, or one of its ambassadors bears."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    kind = models.CharField(_("kind"), max_length=8, choices=NAME_KINDS)
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()
    searched_on = models.DateField(null=True)
    searched_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    search_again_on = models.DateField(null=True)
    reminded = models.JSONField(default=list)
    # What the eye reads of it (core.handles), so that nobody works it out for everyone who writes to us.
    skeleton = models.CharField(max_length=160, blank=True)
    # Contacts heard of before were compared already.
    compared_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("kind", "name", "pk")
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="a_name_is_wished_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    @property
    def read_as(self) -> str:
        """What the eye reads."""
        return self.skeleton or skeleton(self.name)


class HandleClaim(models.Model):
    """How a wished name stands on one network, as a person saw it there."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    wished = models.ForeignKey(WishedName, on_delete=models.CASCADE, related_name="claims")
    platform = models.SlugField(max_length=40)
    state = models.CharField(_("state"), max_length=8, choices=CLAIM_STATES)
    spelling = models.CharField(_("spelt"), max_length=100, blank=True)
    url = models.CharField(_("address"), max_length=500, blank=True)
    reserver = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    reserve_by = models.DateField(_("reserve until"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    seen_on = models.DateField(_("seen on"))
    seen_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    reminded = models.JSONField(default=list)

    class Meta:
        ordering = ("platform", "pk")
        constraints = [models.UniqueConstraint(fields=["wished", "platform"], name="one_claim_per_name_and_platform")]

    def __str__(self) -> str:
        return f"{self.wished} {self.platform}"


class NameCheck(models.Model):
    """The grounds of the law compared for one name: in an incident, or before it is chosen for ourselves."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=80)
    incident = models.ForeignKey("compliance.Incident", on_delete=models.CASCADE, null=True, related_name="+")
    answers = models.JSONField(default=dict)
    searched = models.JSONField(default=list)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ("-made_at", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk}"


class LookAlike(models.Model):
    """A profile that looks like one of our names. `contact` is whose it is, where it was found among the contacts."""

    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    wished = models.ForeignKey(WishedName, on_delete=models.CASCADE, related_name="look_alikes")
    handle = models.CharField(_("account name"), max_length=200)
    network = models.SlugField(_("network"), max_length=40)
    url = models.CharField(_("address"), max_length=500, blank=True)
    seen_on = models.DateField(_("seen on"))
    found_by = models.CharField(max_length=8, choices=FOUND_BY, default="search")
    verdict = models.CharField(max_length=8, choices=VERDICTS, default="open")
    incident = models.ForeignKey("compliance.Incident", on_delete=models.SET_NULL, null=True, related_name="+")
    judged_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["wished", "network", "handle"], name="a_look_alike_is_listed_once")
        ]

    def __str__(self) -> str:
        # Names of outsiders stay out of the trail.
        return f"#{self.pk}"
