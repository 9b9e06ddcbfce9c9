"""Motifs of a campaign's advertising (guide 2.3), made once and used again in posts, free and sponsored."""

from django.db import models
from django.utils.translation import gettext_lazy as _

MOTIF_ORIGINS = [
    ("print", _("Print advertisement")),
    ("online", _("Online advertisement")),
    ("video", _("Video")),
    ("network", _("Made in a network's ad manager")),
    ("other", _("Other")),
]


class CampaignMotif(models.Model):
    """A motif with its words, its call to action and where it leads; `items` are the posts made of it.

    Whether a post is free or sponsored stands in the post itself (its delivery). The landing page is a page of the
    campaign or an address of the motif's own, never both.
    """

    campaign = models.ForeignKey("planning.Campaign", on_delete=models.CASCADE, related_name="motifs")
    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    origin = models.CharField(_("where it comes from"), max_length=8, choices=MOTIF_ORIGINS, default="print")
    headline = models.CharField(_("headline"), max_length=200, blank=True)
    text = models.TextField(_("text"), blank=True)
    call_to_action = models.CharField(_("call to action"), max_length=120, blank=True)
    journey_stage = models.ForeignKey(
        "strategy.JourneyStage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("stage of the customer journey"),
    )
    page = models.ForeignKey(
        "planning.CampaignLink",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="motifs",
        verbose_name=_("page of the campaign"),
    )
    url = models.URLField(_("address of the landing page"), max_length=500, blank=True)
    # Campaigns made in a network's ad manager are evaluated there.
    evaluated_in = models.CharField(_("evaluated in"), max_length=120, blank=True)
    evaluated_url = models.URLField(_("address of the tool"), max_length=500, blank=True)
    items = models.ManyToManyField("planning.Item", related_name="motifs")
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("pk",)
        constraints = [
            models.CheckConstraint(name="one_landing_page_a_motif", condition=models.Q(page=None) | models.Q(url=""))
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def landing_page(self) -> str:
        """Where it leads; empty while nobody has said it."""
        return self.page.url if self.page else self.url
