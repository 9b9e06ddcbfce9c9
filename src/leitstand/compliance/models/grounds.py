"""Grounds beside consent: existing customers (§ 7 Abs. 3 UWG), and interests that were weighed (Art. 6(1)(f) GDPR)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

OUTCOMES = [
    ("prevails", _("our interest prevails")),
    ("fails", _("their interest prevails: we may not")),
]


class CustomerGround(models.Model):
    """That somebody is an existing customer: the four conditions with what proves each. Counts for e-mail alone."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey("contacts.Contact", on_delete=models.SET_NULL, null=True, related_name="+")
    address = models.CharField(_("e-mail"), max_length=254)
    plain = models.CharField(max_length=254)
    sale = models.CharField(_("which sale"), max_length=200)
    goods = models.CharField(_("own similar goods or services"), max_length=300)
    address_from_sale = models.BooleanField(null=True)
    similar_goods = models.BooleanField(null=True)
    no_objection = models.BooleanField(null=True)
    told_at_collection = models.BooleanField(null=True)
    proof = models.TextField(_("proof"))
    added_at = models.DateTimeField()
    added_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-added_at", "-pk")
        constraints = [
            models.UniqueConstraint(
                fields=["workspace", "plain"],
                condition=models.Q(ended_at=None),
                name="one_customer_ground_for_an_address",
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Balancing(models.Model):
    """A weighing of interests; nothing of it is filled in beforehand, and it opens no advertising by electronic mail."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("what is to be done"), max_length=160)
    our_interest = models.TextField(_("our interest"), blank=True)
    necessity = models.TextField(_("why it is needed"), blank=True)
    their_interest = models.TextField(_("their interests"), blank=True)
    expectation = models.TextField(_("what they reasonably expect"), blank=True)
    safeguards = models.TextField(_("what protects them"), blank=True)
    balance = models.TextField(_("balance"), blank=True)
    outcome = models.CharField(_("outcome"), max_length=10, choices=OUTCOMES, blank=True)
    reviewer = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("reviewer")
    )
    decided_on = models.DateField(_("decided on"), null=True, blank=True)
    review_on = models.DateField(_("look again on"), null=True, blank=True)
    kept_at = models.DateTimeField()
    kept_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        ordering = ("name", "pk")

    def __str__(self) -> str:
        return self.name
