"""Rules a workspace has written itself, each as the file it is (the form of `rules/de/*.toml`), with all its versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OwnRule(models.Model):
    """A rule of one workspace. Its id lives for ever: it is switched off, never deleted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    rule = models.CharField(_("id"), max_length=20)
    version = models.PositiveIntegerField(default=1)
    toml = models.TextField()
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("rule",)
        constraints = [models.UniqueConstraint(fields=["workspace", "rule"], name="an_own_rule_has_one_id")]

    def __str__(self) -> str:
        return self.rule


class OwnRuleVersion(models.Model):
    """A rule as it read once."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    own_rule = models.ForeignKey(OwnRule, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    toml = models.TextField()
    written_at = models.DateTimeField()
    written_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-version",)
        constraints = [models.UniqueConstraint(fields=["own_rule", "version"], name="a_version_of_a_rule_once")]

    def __str__(self) -> str:
        return f"{self.own_rule} {self.version}"
