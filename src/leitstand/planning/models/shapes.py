"""What some posts have beside their text: the plan of a video, a version in another language, the answers of a poll."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.planning.core.languages import LANGUAGES
from leitstand.planning.core.video import DEVICES, LENGTHS, QUALITIES

DEVICE_WORDS = {"phone": _("On the phone"), "desk": _("At the desk"), "tv": _("On the television")}
LENGTH_WORDS = {
    "short": _("Short (up to 1 minute)"),
    "standard": _("Standard (up to 21 minutes)"),
    "long": _("Long (more than 21 minutes)"),
}
QUALITY_WORDS = {
    "phone": _("Mobile phone is enough"),
    "good": _("Good picture and good sound"),
    "studio": _("Studio, for the large screen"),
}
LANGUAGE_STATES = [("todo", _("to be translated")), ("work", _("in work")), ("done", _("translated"))]


class VideoPlan(models.Model):
    """For which screen a video is made, how long it shall be, and whether several people watch it together."""

    item = models.OneToOneField("planning.Item", on_delete=models.CASCADE, related_name="video_plan", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    device = models.CharField(_("screen"), max_length=5, choices=[(name, DEVICE_WORDS[name]) for name in DEVICES])
    length = models.CharField(_("length"), max_length=8, choices=[(name, LENGTH_WORDS[name]) for name in LENGTHS])
    quality = models.CharField(_("quality"), max_length=6, choices=[(name, QUALITY_WORDS[name]) for name in QUALITIES])
    together = models.BooleanField(_("watched together"), default=False)

    def __str__(self) -> str:
        return str(self.item_id)


class LanguageVersion(models.Model):
    """A post as the version of a master in another language or region; `master_text` is what the translation knows of it."""

    item = models.OneToOneField(
        "planning.Item", on_delete=models.CASCADE, related_name="language_version", primary_key=True
    )
    master = models.ForeignKey("planning.Item", on_delete=models.CASCADE, related_name="language_versions")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    language = models.CharField(_("language"), max_length=2, choices=[(code, name) for code, name in LANGUAGES.items()])
    region = models.CharField(_("country or region"), max_length=60, blank=True)
    state = models.CharField(max_length=4, choices=LANGUAGE_STATES, default="todo")
    master_text = models.TextField(blank=True)
    translated_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    translated_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["master", "language", "region"], name="one_version_of_a_language")
        ]

    def __str__(self) -> str:
        return f"{self.item_id} {self.language}"


class Poll(models.Model):
    """The answers people can choose, and how they chose; `votes` stand in the order of the answers."""

    item = models.OneToOneField("planning.Item", on_delete=models.CASCADE, related_name="poll", primary_key=True)
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    answers = ArrayField(models.CharField(max_length=50), default=list)
    days = models.PositiveSmallIntegerField(default=7)
    votes = ArrayField(models.PositiveIntegerField(), default=list)
    counted_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return " / ".join(self.answers)
