"""Briefs for agencies."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.planning.core.brief import Brief


class AgencyBrief(models.Model):
    """What an agency is told before it begins; without `sent_at` it is still open. It may belong to a project or a campaign."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("title"), max_length=200)
    agency = models.CharField(_("agency"), max_length=120, blank=True)
    project = models.ForeignKey(
        "planning.Project", on_delete=models.SET_NULL, null=True, blank=True, related_name="briefs"
    )
    campaign = models.ForeignKey(
        "planning.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="briefs"
    )
    aim = models.TextField(_("aim"), blank=True)
    target_group = models.ForeignKey(
        "strategy.TargetGroup",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("target group"),
    )
    content_plan = models.TextField(_("content plan"), blank=True)
    owner = models.ForeignKey(
        "house.Person",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("responsible inside"),
    )
    channels = ArrayField(models.SlugField(max_length=40), verbose_name=_("channels"), default=list)
    formats = models.TextField(_("formats"), blank=True)
    sizes = models.TextField(_("sizes"), blank=True)
    rights = models.TextField(_("rights"), blank=True)
    due_on = models.DateField(_("due"), null=True, blank=True)
    budget = models.DecimalField(_("budget"), max_digits=9, decimal_places=2, null=True, blank=True)
    note = models.TextField(_("also important"), blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    sent_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["-updated_at", "-pk"]
        indexes = [models.Index(fields=["workspace", "sent_at"], name="brief_open")]

    def __str__(self) -> str:
        return self.title

    def told(self) -> Brief:
        """Return what it says, for the core."""
        return Brief(
            self.aim,
            str(self.target_group or ""),
            self.content_plan,
            str(self.owner or ""),
            tuple(self.channels),
            self.formats,
            self.sizes,
            self.rights,
        )
