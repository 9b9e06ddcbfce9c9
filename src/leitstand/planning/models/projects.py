"""The plan across all channels (guide 2.2, figure 9): projects, their tracks, and what is due in which month."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.planning.core.tracks import Track

TRACKS = [
    (Track.ORGANISATION.value, _("Organisation")),
    (Track.WEB.value, _("Web")),
    (Track.PRESS.value, _("Press")),
    (Track.NEWSLETTER.value, _("Newsletter")),
    (Track.MEDIA.value, _("Media production")),
    (Track.SOCIAL.value, _("Social media")),
]
PROJECT_KINDS = [("project", _("Project")), ("event", _("Event"))]


class Project(models.Model):
    """Something the company communicates about on several tracks: a fair, a launch, a research project.

    `lead_name` is how somebody who is no member stands in a plan that was read in. `links` are pages of an event
    elsewhere: a list of label and address.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    group = models.CharField(_("group"), max_length=200, blank=True)
    name = models.CharField(_("name"), max_length=200)
    note = models.TextField(_("description"), blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=PROJECT_KINDS, default="project")
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    links = models.JSONField(_("pages"), default=list, blank=True)
    lead = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lead_name = models.CharField(max_length=120, blank=True)
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        ordering = ("position", "pk")
        constraints = [
            models.CheckConstraint(
                name="project_ends_after_start",
                condition=models.Q(ends=None) | models.Q(starts=None) | models.Q(ends__gte=models.F("starts")),
            )
        ]

    def __str__(self) -> str:
        return self.name


class TrackLine(models.Model):
    """What is made for a project on one track; `link` and `body` are what posts can be derived from."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="lines")
    track = models.CharField(_("track"), max_length=12, choices=TRACKS)
    what = models.CharField(_("what"), max_length=300, blank=True)
    lead = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    lead_name = models.CharField(max_length=120, blank=True)
    is_dropped = models.BooleanField(_("dropped"), default=False)
    link = models.URLField(_("address"), max_length=500, blank=True)
    body = models.TextField(_("text"), blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("position", "pk")

    def __str__(self) -> str:
        return self.what or self.get_track_display()


class Milestone(models.Model):
    """What shall have happened on a line in a month, on a day where one is fixed; `item` is the post made of it."""

    line = models.ForeignKey(TrackLine, on_delete=models.CASCADE, related_name="milestones")
    month = models.DateField(_("month"))
    day = models.DateField(_("day"), null=True, blank=True)
    text = models.CharField(_("what"), max_length=200)
    done_at = models.DateTimeField(null=True)
    item = models.ForeignKey(
        "planning.Item", on_delete=models.SET_NULL, null=True, blank=True, related_name="milestones"
    )

    class Meta:
        ordering = ("month", "day", "pk")
        indexes = [models.Index(fields=["line", "month"], name="milestone_of_line")]

    def __str__(self) -> str:
        return self.text
