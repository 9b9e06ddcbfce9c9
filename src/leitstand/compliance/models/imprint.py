"""The company's imprint."""

from django.db import models


class Imprint(models.Model):
    """The company's imprint, detail by detail (values of the fact imprint.shows)."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    details = models.JSONField(default=dict)
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.workspace_id)
