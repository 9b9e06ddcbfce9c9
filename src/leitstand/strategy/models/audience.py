"""Target groups, personas, the customer journey with its touchpoints, and the register of marketing instruments."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _

MOTIVES = [
    ("friends", _("Keep in touch with people")),
    ("inspiration", _("Be inspired")),
    ("entertainment", _("Be entertained")),
    ("sharing", _("Share something")),
    ("advice", _("Look for advice")),
    ("products", _("Look for products")),
    ("work", _("Get on in their work")),
]
CONTEXTS = [("private", _("Private")), ("social", _("Social")), ("professional", _("Professional"))]
ADDRESSES = [("sie", "Sie"), ("du", "du"), ("ihr", "ihr"), ("none", _("without address"))]
FORMALITIES = [("formal", _("Formal")), ("plain", _("Plain")), ("relaxed", _("Relaxed"))]
EMOJI_USES = [("none", _("None")), ("few", _("Few (up to 3)")), ("many", _("As many as fit"))]
JARGON_LEVELS = [
    ("none", _("No trade terms")),
    ("explained", _("Trade terms with an explanation")),
    ("expert", _("Experts' vocabulary")),
]


class TargetGroup(models.Model):
    """Whom the company wants to reach, and in which tone; `glossary` maps a trade term to its explanation."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=120)
    description = models.TextField(_("who they are"), blank=True)
    concerns = models.TextField(_("what concerns them"), blank=True)
    platforms = ArrayField(models.SlugField(max_length=40), verbose_name=_("networks they use"), default=list)
    address = models.CharField(_("form of address"), max_length=4, choices=ADDRESSES, default="sie")
    formality = models.CharField(_("tone"), max_length=8, choices=FORMALITIES, default="plain")
    emoji = models.CharField(_("emoji"), max_length=4, choices=EMOJI_USES, default="few")
    jargon = models.CharField(_("trade terms"), max_length=9, choices=JARGON_LEVELS, default="explained")
    words_to_use = ArrayField(models.CharField(max_length=60), verbose_name=_("words to use"), default=list)
    words_to_avoid = ArrayField(models.CharField(max_length=60), verbose_name=_("words to avoid"), default=list)
    glossary = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_target_group_per_name")]

    def __str__(self) -> str:
        return self.name


class Persona(models.Model):
    """A made-up person who stands for a target group."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="personas")
    name = models.CharField(_("name"), max_length=80)
    role = models.CharField(_("position"), max_length=120, blank=True)
    age = models.PositiveSmallIntegerField(_("age"), null=True, blank=True)
    motives = ArrayField(models.CharField(max_length=16), verbose_name=_("why they use networks"), default=list)
    context = models.CharField(_("context"), max_length=12, choices=CONTEXTS, default="professional")
    goals = models.TextField(_("what they want"), blank=True)
    worries = models.TextField(_("what keeps them"), blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class JourneyStage(models.Model):
    """One stage of the customer journey; start and end differ per company, so the list is its own."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=60)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["workspace", "name"], name="one_journey_stage_per_name")]

    def __str__(self) -> str:
        return self.name


class Touchpoint(models.Model):
    """Where a target group meets the company in a stage: what they ask there, how they are spoken to, what they may do next."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    stage = models.ForeignKey(JourneyStage, on_delete=models.CASCADE, related_name="touchpoints")
    group = models.ForeignKey(TargetGroup, on_delete=models.CASCADE, related_name="touchpoints")
    name = models.CharField(_("touchpoint"), max_length=120)
    question = models.CharField(_("what they ask"), max_length=300, blank=True)
    interaction = models.CharField(_("how we interact"), max_length=300, blank=True)
    call_to_action = models.CharField(_("what they may do next"), max_length=200, blank=True)

    class Meta:
        ordering = ["stage__position", "pk"]

    def __str__(self) -> str:
        return self.name


class Instrument(models.Model):
    """A marketing instrument beside social media, so that both are planned together."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("instrument"), max_length=120)
    stage = models.ForeignKey(
        JourneyStage,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("journey stage"),
    )
    owner = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("owner")
    )
    monthly_cost = models.DecimalField(
        _("cost per month in euro"), max_digits=9, decimal_places=2, null=True, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
