"""Events with their public page, tickets, registrations, invitations and updates."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.leads.models.magnets import new_key

SIDES = [("individual", _("personal")), ("general", _("general"))]
AUDIENCES = [("registered", _("Everybody who registered")), ("invited", _("Everybody invited who has not registered"))]


class LeadEvent(models.Model):
    """An event or webinar with a page of its own. `listed_on` is the day on which it was first public.

    `webinar` is its name in the webinar tool, where it was made there.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    project = models.OneToOneField(
        "planning.Project", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    title = models.CharField(_("title"), max_length=160)
    focus = models.TextField(_("focus"), blank=True)
    speaker = models.CharField(_("speaker"), max_length=160, blank=True)
    company = models.CharField(_("company"), max_length=160, blank=True)
    starts = models.DateTimeField(_("begins"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("length in minutes"), default=60)
    place = models.CharField(_("place"), max_length=200, blank=True)
    join_link = models.URLField(_("link to take part"), max_length=500, blank=True)
    contact = models.CharField(_("contact"), max_length=160, blank=True)
    target_group = models.CharField(_("target group"), max_length=200, blank=True)
    text = models.ForeignKey(
        "compliance.ConsentText", on_delete=models.RESTRICT, null=True, blank=True, related_name="+"
    )
    campaign = models.ForeignKey(
        "planning.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    invitation = models.TextField(_("general invitation"), blank=True)
    is_open = models.BooleanField(default=False)
    listed_on = models.DateField(null=True)
    webinar = models.CharField(max_length=80, blank=True)
    key = models.CharField(max_length=24, unique=True, default=new_key)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("-starts", "-pk")

    def __str__(self) -> str:
        return f"#{self.pk}"


class EventTicket(models.Model):
    """A kind of ticket; `quota` None: as many as come."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(LeadEvent, on_delete=models.CASCADE, related_name="tickets")
    name = models.CharField(_("name"), max_length=80)
    quota = models.PositiveIntegerField(_("places"), null=True, blank=True)
    price = models.DecimalField(_("price"), max_digits=8, decimal_places=2, default=0)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["event", "name"], name="a_kind_of_ticket_stands_once")]

    def __str__(self) -> str:
        return self.name


class EventRegistration(models.Model):
    """Somebody registers; it counts once they confirmed. `attended` None: nobody has said whether they came."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(LeadEvent, on_delete=models.CASCADE, related_name="registrations")
    ticket = models.ForeignKey(EventTicket, on_delete=models.CASCADE, related_name="registrations")
    name = models.CharField(max_length=120, blank=True)
    email = models.CharField(max_length=254, blank=True)
    plain = models.CharField(max_length=254)
    organisation = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    consent = models.ForeignKey("compliance.Consent", on_delete=models.SET_NULL, null=True, related_name="+")
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    link = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    attended = models.BooleanField(null=True)
    token_hash = models.CharField(max_length=64, blank=True)
    # Their own link at the webinar tool, once they are registered there.
    join_link = models.CharField(max_length=500, blank=True)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["event", "plain"],
                condition=models.Q(cancelled_at=None) & ~models.Q(plain=""),
                name="one_registration_for_an_event",
            )
        ]
        indexes = [models.Index(fields=["token_hash"], name="registration_by_token")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class EventInvite(models.Model):
    """Somebody on the list of an event: which kind of invitation they get, and whether it went out."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(LeadEvent, on_delete=models.CASCADE, related_name="invites")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.CASCADE, related_name="+")
    side = models.CharField(max_length=10, choices=SIDES)
    words = models.TextField(_("personal words"), blank=True)
    sent_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["event", "contact"], name="invited_to_an_event_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class EventUpdate(models.Model):
    """News or a last call to one audience of an event; no more than the guide's limit for each."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    event = models.ForeignKey(LeadEvent, on_delete=models.CASCADE, related_name="updates")
    audience = models.CharField(_("to whom"), max_length=10, choices=AUDIENCES)
    number = models.PositiveSmallIntegerField()
    subject = models.CharField(_("subject"), max_length=160)
    words = models.TextField(_("words"))
    at = models.DateTimeField()
    by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    sent = models.PositiveIntegerField(default=0)
    held_back = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["event", "audience", "number"], name="an_update_has_its_number")]

    def __str__(self) -> str:
        return f"{self.event} {self.number}"


class WebinarTool(models.Model):
    """The company's account at a webinar tool; `secrets` are encrypted."""

    workspace = models.OneToOneField("house.Workspace", on_delete=models.CASCADE, primary_key=True, related_name="+")
    organizer = models.CharField(_("organizer key"), max_length=80)
    secrets = models.BinaryField(default=bytes)
    problem = models.CharField(max_length=300, blank=True)

    def __str__(self) -> str:
        return self.organizer
