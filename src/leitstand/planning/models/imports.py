"""What is remembered of files that were read in: how they are laid out, what became of each line, and how to take it back."""

from django.db import models


class PlanSource(models.Model):
    """A file of one shape, as it comes again and again; `layout` and `people` are what a person told about it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    shape = models.CharField(max_length=64)
    target = models.CharField(max_length=8)
    name = models.CharField(max_length=200)
    layout = models.JSONField()
    people = models.JSONField(default=dict)
    read_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "shape", "target"], name="one_source_for_each_shape")
        ]

    def __str__(self) -> str:
        return self.name


class ImportedThing(models.Model):
    """What a line of a source became, and what the line said then: tells what is new, changed there, or changed here."""

    source = models.ForeignKey(PlanSource, on_delete=models.CASCADE, related_name="things")
    key = models.CharField(max_length=64)
    thing = models.CharField(max_length=60)
    said = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "key"], name="one_thing_for_each_line")]

    def __str__(self) -> str:
        return self.thing


class PlanImport(models.Model):
    """One reading-in by one person: the file while it is being looked at, and afterwards what came of it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(max_length=200)
    file = models.BinaryField(null=True)
    # Which sheet, what is read out of it, the layout as corrected, single cells as corrected, names matched to people.
    wishes = models.JSONField(default=dict)
    begun_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    source = models.ForeignKey(PlanSource, on_delete=models.SET_NULL, null=True, related_name="+")
    created = models.JSONField(default=list)
    changed = models.JSONField(default=list)
    counts = models.JSONField(default=dict)

    class Meta:
        ordering = ("-begun_at",)

    def __str__(self) -> str:
        return self.file_name


class CalendarFeed(models.Model):
    """A secret address under which one person's calendar fetches the plan; only its hash is kept."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("house.Person", on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    scope = models.CharField(max_length=8, default="all")
    channel_id = models.BigIntegerField(null=True)
    with_projects = models.BooleanField(default=True)
    created_at = models.DateTimeField()
    fetched_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.person} {self.scope}"
