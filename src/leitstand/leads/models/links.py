"""Links with their clicks, what people did after them, and what the website tells."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.leads.core.clicks import Origin
from leitstand.leads.models.deals import DISCOVERIES

ORIGINS = [
    (Origin.SOCIAL.value, _("Networks")),
    (Origin.SEARCH.value, _("Search engines")),
    (Origin.MAIL.value, _("Mail programs")),
    (Origin.SITE.value, _("Other sites")),
    (Origin.NONE.value, _("Not told")),
]
# What people did after they had seen something (1.2, Abb. 4), and the goals beside it.
CONVERSIONS = [
    ("look_up", _("Looked for more information")),
    ("visit", _("Visited website or app")),
    ("buy", _("Bought")),
    ("shop", _("Visited the shop")),
    ("follow", _("Followed us")),
    ("talk", _("Talked about it")),
    ("lead", _("Enquired or left an address")),
    ("action", _("Reached another goal")),
]
WAYS = [
    ("endpoint", _("Sent by the website")),
    ("table", _("From a table")),
    ("typed", _("Entered by hand")),
    ("matomo", "Matomo"),
    ("ga4", "Google Analytics"),
]


class TrackedLink(models.Model):
    """An own short link, /l/<slug>. `ended_at`: it leads nowhere any more, and its sums stay."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    slug = models.SlugField(max_length=40, unique=True)
    label = models.CharField(_("purpose of the link"), max_length=120)
    target = models.CharField(_("where it leads"), max_length=2000)
    publication = models.ForeignKey("publishing.Publication", on_delete=models.SET_NULL, null=True, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    # The target gets the moment of the click along, so that the shop can say how long a purchase took.
    is_stamped = models.BooleanField(default=False)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-made_at", "-pk")
        indexes = [models.Index(fields=["workspace", "-made_at"], name="tracked_links_last")]

    def __str__(self) -> str:
        return self.label


class Clicks(models.Model):
    """How often a link was followed in one hour, by where from and whether by a program. Nothing tells who."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    link = models.ForeignKey(TrackedLink, on_delete=models.CASCADE, related_name="clicks")
    hour = models.DateTimeField()
    origin = models.CharField(max_length=8, choices=ORIGINS)
    is_program = models.BooleanField(default=False)
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["link", "hour", "origin", "is_program"], name="one_sum_of_clicks")
        ]
        indexes = [models.Index(fields=["workspace", "hour"], name="clicks_by_hour")]

    def __str__(self) -> str:
        return f"{self.link_id} {self.hour} {self.count}"


class Conversion(models.Model):
    """Something people did after a post: a purchase, an enquiry, a visit to the shop. It says nothing about who.

    `external_id` is the other side's own number; the same again changes the row, and never makes another. `asked`: how
    many people were asked, where it comes from asking. `value` None: not told.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("what happened"), max_length=8, choices=CONVERSIONS)
    goal = models.CharField(_("name of the goal"), max_length=120, blank=True)
    count = models.PositiveIntegerField(_("how often"), default=1)
    asked = models.PositiveIntegerField(_("of how many people asked"), null=True)
    value = models.DecimalField(_("value in euro"), max_digits=12, decimal_places=2, null=True)
    at = models.DateTimeField()
    clicked_at = models.DateTimeField(null=True)
    is_offline = models.BooleanField(default=False)
    way = models.CharField(max_length=8, choices=WAYS)
    external_id = models.CharField(max_length=120, blank=True)
    discovered = models.CharField(max_length=10, choices=DISCOVERIES, blank=True)
    link = models.ForeignKey(TrackedLink, on_delete=models.SET_NULL, null=True, related_name="conversions")
    publication = models.ForeignKey("publishing.Publication", on_delete=models.SET_NULL, null=True, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("-at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "way", "external_id"],
                condition=~models.Q(external_id=""),
                name="a_conversion_counts_once",
            ),
            models.CheckConstraint(
                name="no_negative_conversion", condition=models.Q(value=None) | models.Q(value__gte=0)
            ),
        ]
        indexes = [models.Index(fields=["workspace", "at"], name="conversions_by_day")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class SiteVisits(models.Model):
    """How many visits the website counted on one day from one source; the names are those of the tracking parameters."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=WAYS)
    day = models.DateField()
    source = models.CharField(max_length=150, blank=True)
    medium = models.CharField(max_length=100, blank=True)
    campaign_name = models.CharField(max_length=150, blank=True)
    content = models.CharField(max_length=150, blank=True)
    visits = models.PositiveIntegerField()
    publication = models.ForeignKey("publishing.Publication", on_delete=models.SET_NULL, null=True, related_name="+")
    campaign = models.ForeignKey("planning.Campaign", on_delete=models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "way", "day", "source", "medium", "campaign_name", "content"],
                name="one_sum_of_visits",
            )
        ]
        indexes = [models.Index(fields=["workspace", "day"], name="visits_by_day")]

    def __str__(self) -> str:
        return f"{self.day} {self.source} {self.visits}"


class ConversionDoor(models.Model):
    """Where the own website tells of conversions: its token, of which only the hash is kept."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"{self.workspace_id}"


class SiteStatistics(models.Model):
    """The statistics of the own website: which, where, and the key it is read with, encrypted."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=WAYS[-2:])
    base_url = models.CharField(max_length=300, blank=True)
    site = models.CharField(max_length=40)
    secrets = models.BinaryField()
    made_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    read_until = models.DateField(null=True)
    read_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "way", "base_url", "site"], name="one_statistics_of_a_site")
        ]

    def __str__(self) -> str:
        return f"{self.get_way_display()} {self.site}"
