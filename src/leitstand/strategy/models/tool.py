"""Tools the team works with or thinks about."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.core.tools import Tool


class WorkTool(models.Model):
    """A tool with its sheet; functions and what of them is used are names, so that the report can say which lie idle."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    product = models.CharField(_("tool"), max_length=120)
    purpose = models.CharField(_("for what"), max_length=200, blank=True)
    cost = models.DecimalField(_("cost a month"), max_digits=9, decimal_places=2, default=0)
    users = models.PositiveSmallIntegerField(_("people with access"), default=1)
    able = models.PositiveSmallIntegerField(_("people able to run it"), default=0)
    functions = ArrayField(models.CharField(max_length=120), verbose_name=_("functions"), default=list)
    used = ArrayField(models.CharField(max_length=120), verbose_name=_("functions in use"), default=list)
    connections = ArrayField(models.CharField(max_length=120), verbose_name=_("connected with"), default=list)
    silos = ArrayField(models.CharField(max_length=120), verbose_name=_("data only there"), default=list)
    hours_saved = models.DecimalField(_("hours saved a month"), max_digits=5, decimal_places=1, null=True, blank=True)
    hours_needed = models.DecimalField(_("hours needed a week"), max_digits=4, decimal_places=1, null=True, blank=True)
    hours_available = models.DecimalField(
        _("hours available a week"), max_digits=4, decimal_places=1, null=True, blank=True
    )
    decision = models.ForeignKey(
        "strategy.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ["product", "pk"]

    def __str__(self) -> str:
        return self.product

    def sheet(self) -> Tool:
        """Return it as the core judges it."""
        return Tool(
            self.product,
            self.cost,
            self.users,
            self.able,
            len(self.functions),
            len(self.used),
            len(self.connections),
            len(self.silos),
            self.hours_saved,
            self.hours_needed,
            self.hours_available,
        )
