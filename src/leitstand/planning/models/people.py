"""People and partners in posts: who must agree first, series on colleagues, job advertisements, references, partners."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

RELEASE_KINDS = [
    ("image", _("Image and name of a person")),
    ("reference", _("Release by the customer")),
    ("partner", _("Approval by the partner")),
]
RELEASE_STATES = [("open", _("Open")), ("given", _("Given")), ("refused", _("Refused"))]
RHYTHMS = [(1, _("Every week")), (2, _("Every two weeks")), (4, _("Every four weeks"))]
WEEKDAYS = [
    (1, _("Monday")),
    (2, _("Tuesday")),
    (3, _("Wednesday")),
    (4, _("Thursday")),
    (5, _("Friday")),
]
STEPS_EVERY = [
    (0, _("No posts on the way")),
    (2, _("Every two weeks")),
    (4, _("Every four weeks")),
    (8, _("Every eight weeks")),
]
PARTNER_KINDS = [
    ("customer", _("Customer")),
    ("supplier", _("Supplier")),
    ("partner", _("Partner company")),
    ("person", _("Person")),
]


class Partner(models.Model):
    """Another company or person that posts are made with."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(_("kind"), max_length=8, choices=PARTNER_KINDS, default="partner")
    contact = models.CharField(_("contact"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    mention = models.CharField(_("how to mention them"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_partner_per_name")]

    def __str__(self) -> str:
        return self.name

    @property
    def trail_name(self) -> str:
        """What the trail calls them."""
        return f"#{self.pk}"


class Release(models.Model):
    """What somebody must agree to before a post may be approved.

    `words_key` is the key of the words that were agreed to; where they change, the agreement no longer covers them.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=9, choices=RELEASE_KINDS)
    item = models.ForeignKey("planning.Item", on_delete=models.CASCADE, null=True, related_name="releases")
    partner = models.ForeignKey(Partner, on_delete=models.SET_NULL, null=True, related_name="releases")
    name = models.CharField(_("name"), max_length=120)
    email = models.EmailField(_("e-mail"), blank=True)
    state = models.CharField(max_length=7, choices=RELEASE_STATES, default="open")
    evidence = models.CharField(_("where it is written"), max_length=300, blank=True)
    valid_until = models.DateField(_("valid until"), null=True, blank=True)
    words_key = models.CharField(max_length=32, blank=True)
    answer = models.TextField(blank=True)
    token_hash = models.CharField(max_length=64, blank=True, db_index=True)
    asked_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["created_at", "pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.state}"


class Series(models.Model):
    """A series on people: its rhythm, its own hashtag, and which departments should have their turn."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    hashtag = models.CharField(_("hashtag"), max_length=60)
    every_weeks = models.PositiveSmallIntegerField(_("rhythm"), choices=RHYTHMS, default=1)
    weekday = models.PositiveSmallIntegerField(_("day"), choices=WEEKDAYS, default=3)
    at = models.TimeField(_("time"))
    starts = models.DateField(_("starts"))
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    departments = ArrayField(models.CharField(max_length=120), verbose_name=_("departments"), default=list)
    questions = models.TextField(_("questions each answers"), blank=True)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name_plural = "series"
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_series_per_name")]

    def __str__(self) -> str:
        return self.name


class SeriesTurn(models.Model):
    """Somebody (or a team) in the queue of a series; `release` is their consent to image and name."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    series = models.ForeignKey(Series, on_delete=models.CASCADE, related_name="turns")
    name = models.CharField(_("name"), max_length=120)
    department = models.CharField(_("department"), max_length=120, blank=True)
    story = models.CharField(_("what it is about"), max_length=300, blank=True)
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="turn")
    item = models.ForeignKey("planning.Item", on_delete=models.SET_NULL, null=True, related_name="turns")
    position = models.IntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.series} {self.position}"


class JobAd(models.Model):
    """A job advertisement, and the story that follows once the job is filled."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("job"), max_length=200)
    department = models.CharField(_("department"), max_length=120, blank=True)
    link = models.URLField(_("address of the advertisement"), max_length=500, blank=True)
    item = models.ForeignKey("planning.Item", on_delete=models.SET_NULL, null=True, related_name="job_ads")
    opened_at = models.DateTimeField()
    filled_on = models.DateField(null=True)
    story = models.ForeignKey("planning.Item", on_delete=models.SET_NULL, null=True, related_name="job_stories")

    class Meta:
        ordering = ["-opened_at", "-pk"]

    def __str__(self) -> str:
        return self.title


class Reference(models.Model):
    """A project for a customer that may be told of: their quotation, their written release, posts on the way."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    customer = models.CharField(_("customer"), max_length=120)
    project = models.CharField(_("project"), max_length=200)
    quote = models.TextField(_("quotation"), blank=True)
    quoted = models.CharField(_("who says it"), max_length=120, blank=True)
    rating_url = models.URLField(_("where they can rate us"), max_length=500, blank=True)
    starts = models.DateField(_("starts"), null=True, blank=True)
    ends = models.DateField(_("ends"), null=True, blank=True)
    every_weeks = models.PositiveSmallIntegerField(_("posts on the way"), choices=STEPS_EVERY, default=0)
    channel_ids = ArrayField(models.BigIntegerField(), default=list)
    release = models.OneToOneField(Release, on_delete=models.CASCADE, related_name="reference")
    items = models.ManyToManyField("planning.Item", related_name="references")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["customer", "pk"]

    def __str__(self) -> str:
        return f"{self.customer}: {self.project}"
