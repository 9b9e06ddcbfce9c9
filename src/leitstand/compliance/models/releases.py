"""Who agreed to be seen on pictures (KUG §§ 22, 23), who is seen on which, and what must be taken down."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from leitstand.compliance.core.releases import Kind, Terms

RELEASE_KINDS = [
    ("adult", _("Adult")),
    ("minor", pgettext_lazy("person", "Minor")),
    ("employee", _("Employee")),
]
PURPOSES = [
    ("social", _("Posts in social media")),
    ("advertising", _("Advertising, for yourselves or others")),
    ("press", _("Press and other media")),
    ("site", _("Website")),
    ("synthetic", _("Imitation by AI")),
]
PARENTS = [
    ("none", pgettext_lazy("signed", "Nobody yet")),
    ("one", _("One of several")),
    ("sole", _("One, with a statement of sole custody")),
    ("all", _("All holders of custody")),
]
EXCEPTIONS = [
    ("accessory", _("The person is only accessory to a place")),
    ("assembly", _("An assembly or a procession")),
    ("contemporary_history", _("An event of contemporary history")),
    ("art", _("A higher interest of art")),
]


class PictureRelease(models.Model):
    """What one person agreed to. The signed form lies under the hash of its bytes; no networks named means all.

    The birth date is kept, for age counts on the day a post goes out.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=160)
    contact_way = models.CharField(_("how they are reached"), max_length=254, blank=True)
    kind = models.CharField(_("kind"), max_length=8, choices=RELEASE_KINDS)
    born_on = models.DateField(_("born on"), null=True, blank=True)
    guardians = models.CharField(_("parents or guardians"), max_length=300, blank=True)
    parents = models.CharField(_("who of them signed"), max_length=4, choices=PARENTS, default="none")
    child_signed = models.BooleanField(_("signed by the child too"), default=False)
    purposes = ArrayField(models.CharField(max_length=12), default=list)
    networks = ArrayField(models.CharField(max_length=40), default=list, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("until"), null=True, blank=True)
    fee = models.CharField(_("what was paid"), max_length=160, blank=True)
    signed_on = models.DateField(_("signed on"), null=True, blank=True)
    form_version = models.CharField(_("text that was signed"), max_length=80, blank=True)
    is_informed = models.BooleanField(default=False)
    only_while_employed = models.BooleanField(default=False)
    left_on = models.DateField(null=True, blank=True)
    note = models.TextField(_("note"), blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    withdrawn_on = models.DateField(null=True)
    withdrawal_note = models.CharField(max_length=500, blank=True)
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    kept_at = models.DateTimeField()
    # Which ends people were told of, so that each is told once.
    reminded = models.JSONField(default=list)

    class Meta:
        ordering = ("name", "pk")
        indexes = [models.Index(fields=["workspace", "name"], name="picture_releases_by_name")]

    def __str__(self) -> str:
        # The trail never forgets; a name must not stand in it.
        return f"#{self.pk}"

    @property
    def terms(self) -> Terms:
        """What was agreed, for the core to judge."""
        return Terms(
            kind=Kind(self.kind),
            purposes=frozenset(self.purposes),
            networks=frozenset(self.networks),
            starts=self.starts,
            ends=self.ends,
            signed_on=self.signed_on,
            is_paid=bool(self.fee),
            withdrawn_on=self.withdrawn_on,
            born_on=self.born_on,
            parents=self.parents,
            child_signed=self.child_signed,
            is_informed=self.is_informed,
            only_while_employed=self.only_while_employed,
            left_on=self.left_on,
        )


class PersonSeen(models.Model):
    """That somebody is seen on a picture or film: with their release, or without one by an exception of § 23 KUG."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    asset = models.ForeignKey("library.Asset", on_delete=models.CASCADE, related_name="+")
    release = models.ForeignKey(PictureRelease, on_delete=models.RESTRICT, null=True, related_name="seen")
    who = models.CharField(_("who is seen"), max_length=160, blank=True)
    exception = models.CharField(_("exception"), max_length=20, choices=EXCEPTIONS, blank=True)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    noted_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ("noted_at", "pk")
        constraints = [
            models.UniqueConstraint(fields=["asset", "release"], name="a_person_is_noted_once_on_a_picture"),
            models.CheckConstraint(
                condition=models.Q(release__isnull=False, exception="")
                | (models.Q(release__isnull=True) & ~models.Q(exception="")),
                name="seen_with_release_or_by_exception",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Takedown(models.Model):
    """A live post that shows somebody whose release is over: to be taken down, and ticked when it is.

    `thing` names the post for the room it lives in; label and link are kept as they were, for the post may go.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    release = models.ForeignKey(PictureRelease, on_delete=models.CASCADE, related_name="takedowns")
    asset = models.ForeignKey("library.Asset", on_delete=models.SET_NULL, null=True, related_name="+")
    thing = models.CharField(max_length=90)
    label = models.CharField(max_length=300)
    path = models.CharField(max_length=500)
    link = models.CharField(max_length=500, blank=True)
    opened_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    done_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("opened_at", "pk")
        constraints = [models.UniqueConstraint(fields=["release", "thing"], name="a_post_is_taken_down_once")]

    def __str__(self) -> str:
        return f"#{self.pk} {self.thing}"
