"""Offers of something useful for an address (lead magnets), and who asked for one."""

import secrets

from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _


def new_key() -> str:
    """Return what stands in the address of a public page."""
    return secrets.token_urlsafe(9)


class LeadMagnet(models.Model):
    """Something useful that is given for an address: its page, its words of consent and what is handed out.

    Handed out is a file of the library (`asset`), or one of its own (`sha256`). `key` stands in the page's address.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    title = models.CharField(_("what it is"), max_length=120)
    pitch = models.TextField(_("what it is good for"))
    asset = models.ForeignKey("library.Asset", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    file_name = models.CharField(max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size = models.PositiveBigIntegerField(default=0)
    text = models.ForeignKey("compliance.ConsentText", on_delete=models.RESTRICT, related_name="+")
    asks_organisation = models.BooleanField(_("ask for the company"), default=False)
    asks_phone = models.BooleanField(_("ask for the telephone number"), default=False)
    campaign = models.ForeignKey(
        "planning.Campaign", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    is_open = models.BooleanField(default=False)
    key = models.CharField(max_length=24, unique=True, default=new_key)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = (Lower("title"), "pk")

    def __str__(self) -> str:
        return self.title


class LeadSignup(models.Model):
    """Somebody asked for an offer; a lead once they confirmed. Name and address stand in the consent and the contact.

    `channel`, `source` and `link` say by which way they came to the page, as far as its address told. `download_hash` is
    the personal link to the file.
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    magnet = models.ForeignKey(LeadMagnet, on_delete=models.CASCADE, related_name="signups")
    consent = models.ForeignKey("compliance.Consent", on_delete=models.SET_NULL, null=True, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    organisation = models.CharField(_("company"), max_length=120, blank=True)
    phone = models.CharField(_("telephone"), max_length=40, blank=True)
    channel = models.ForeignKey("channels.Channel", on_delete=models.SET_NULL, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    link = models.CharField(max_length=60, blank=True)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True)
    mailed_at = models.DateTimeField(null=True)
    is_unclear = models.BooleanField(default=False)
    download_hash = models.CharField(max_length=64, blank=True)
    download_ends = models.DateTimeField(null=True)
    downloads = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ("-asked_at", "-pk")
        constraints = [
            models.UniqueConstraint(fields=["magnet", "consent"], name="one_signup_for_an_offer"),
        ]
        indexes = [
            models.Index(fields=["magnet", "confirmed_at"], name="signups_of_an_offer"),
            models.Index(fields=["download_hash"], name="signup_by_download", condition=~models.Q(download_hash="")),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class PageVisit(models.Model):
    """How often a public page of this room was opened on a day, by the way its address told; nobody is recognised.

    `page` names it for good ("magnet:3", "event:7").
    """

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    page = models.CharField(max_length=40)
    day = models.DateField()
    channel = models.ForeignKey("channels.Channel", on_delete=models.CASCADE, null=True, related_name="+")
    source = models.CharField(max_length=60, blank=True)
    link = models.CharField(max_length=60, blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "page", "day", "channel", "source", "link"],
                name="one_count_for_a_way_and_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.page} {self.day}"
