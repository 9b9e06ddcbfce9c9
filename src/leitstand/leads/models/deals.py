"""Opportunities of sales with their steps."""

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

STEP_KINDS = [
    ("touch", _("Contact on a network")),
    ("conversation", _("Conversation on a network")),
    ("phone", _("Phone call")),
    ("web", _("Web conference")),
    ("meeting", _("Meeting in person")),
    ("other", _("Other way")),
]
OUTCOMES = [("won", _("Won")), ("lost", _("Lost"))]
STATES = [("", _("Open")), *OUTCOMES]
# Where people discover something new: the twelve answers of the survey the guide tells of (1.2, Abb. 5).
DISCOVERIES = [
    ("social", _("Social media")),
    ("search", _("Search engine")),
    ("tv", _("Television")),
    ("retail", _("Online shop or marketplace")),
    ("apps", _("App on the phone")),
    ("websites", _("Website")),
    ("outdoor", _("Poster or screen outdoors")),
    ("radio", _("Radio")),
    ("press", _("Newspaper or magazine")),
    ("cinema", _("Cinema")),
    ("video", _("Video on the internet")),
    ("music", _("Music streaming")),
]


class Opportunity(models.Model):
    """A deal that may come; how far it has come follows from its steps. `value` None: nobody has told it yet."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("what it is about"), max_length=160)
    organisation = models.CharField(_("company"), max_length=120, blank=True)
    contact = models.ForeignKey(
        "contacts.Contact", on_delete=models.SET_NULL, null=True, blank=True, related_name="opportunities"
    )
    campaign = models.ForeignKey(
        "planning.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    owner = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    value = models.DecimalField(_("value in euro"), max_digits=12, decimal_places=2, null=True, blank=True)
    outcome = models.CharField(max_length=4, choices=STATES, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=300, blank=True)
    discovered = models.CharField(max_length=10, choices=DISCOVERIES, blank=True, default="", db_default="")
    added_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "opportunities"
        ordering = (Lower("title"), "pk")
        constraints = [
            models.CheckConstraint(
                name="closed_with_outcome_only",
                condition=models.Q(outcome="", closed_on=None)
                | (~models.Q(outcome="") & models.Q(closed_on__isnull=False)),
            ),
            models.CheckConstraint(name="no_negative_deal", condition=models.Q(value=None) | models.Q(value__gte=0)),
        ]
        indexes = [models.Index(fields=["workspace", "closed_on"], name="opportunity_closed")]

    def __str__(self) -> str:
        # What it is about may name people outside; the trail never forgets.
        return f"#{self.pk}"


class OpportunityStep(models.Model):
    """One step towards the deal, on a network or off it."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(_("kind"), max_length=12, choices=STEP_KINDS)
    day = models.DateField(_("day"))
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    note = models.CharField(_("note"), max_length=300, blank=True)
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField()

    class Meta:
        ordering = ("day", "pk")

    def __str__(self) -> str:
        return f"{self.opportunity} {self.get_kind_display()}"
