"""Simple rules: when something happens, somebody gets a task."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.overview.core.automation import Trigger

TRIGGERS = [
    (Trigger.PUBLISHED.value, _("A post went out")),
    (Trigger.TROUBLE.value, _("A post was refused or held back")),
    (Trigger.SUBMITTED.value, _("A post was given to approval")),
    (Trigger.PLANNED.value, _("A new post or idea stands in the plan")),
    (Trigger.CAME_IN.value, _("Somebody wrote to us")),
    (Trigger.SIGN_IN.value, _("A channel needs a new sign-in")),
]


class AutoRule(models.Model):
    """When `trigger` happens, `person` is told to do `task`; with `only` a word must stand in what it is about."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    trigger = models.CharField(_("when"), max_length=12, choices=TRIGGERS)
    only = models.CharField(_("only with the word"), max_length=60, blank=True)
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+", verbose_name=_("then tell"))
    task = models.CharField(_("to do"), max_length=200)
    is_on = models.BooleanField(_("on"), default=True)
    times = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["workspace", "trigger"], name="rule_of_trigger", condition=models.Q(is_on=True))
        ]

    def __str__(self) -> str:
        return self.task
