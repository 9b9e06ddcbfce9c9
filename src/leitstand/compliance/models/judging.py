"""What people told about a thing, and what was let pass by a named person."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Strictness(models.Model):
    """How a workspace takes open questions: where it is strict, a heavy one stops the post until it is answered."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    open_questions_stop = models.BooleanField(_("open questions stop a post"), default=False)

    def __str__(self) -> str:
        return str(self.workspace_id)


class Declaration(models.Model):
    """The facts told about one thing; `subject` names it ("item:…", "asset:…"), for this room knows no other."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    facts = models.JSONField(default=dict)
    told_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    told_at = models.DateTimeField()
    # Which ends people were told of, so that each is told once.
    reminded = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workspace", "subject"], name="one_declaration_per_thing")]

    def __str__(self) -> str:
        return self.subject


class Waiver(models.Model):
    """That a named person lets a thing pass although a rule found something: for this content, with a reason, for a time.

    `digest` is the content it holds for; another content needs another waiver. `ends` is its last day.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    subject = models.CharField(max_length=90)
    digest = models.CharField(max_length=64)
    rule = models.CharField(max_length=20)
    reason = models.CharField(_("reason"), max_length=500)
    ends = models.DateField(_("until"))
    given_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    given_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-given_at", "-pk")
        indexes = [models.Index(fields=["workspace", "subject"], name="waivers_of_a_thing")]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
