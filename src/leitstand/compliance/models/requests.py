"""What people ask of their data: what came in, until when it is answered, and how it was."""

from django.db import models
from django.utils.translation import gettext_lazy as _

ARTICLES = [
    (15, _("Information (Art. 15)")),
    (16, _("Correction (Art. 16)")),
    (17, _("Erasure (Art. 17)")),
    (18, _("Restriction (Art. 18)")),
    (21, _("Objection (Art. 21)")),
]
IDENTITIES = [
    ("", _("Not checked yet")),
    ("address", _("Asked from an address we know")),
    ("profile", _("Asked from the profile itself")),
    ("call", _("Called back")),
    ("letter", _("By a code sent by post")),
    ("other", _("In another way")),
]
OUTCOMES = [
    ("done", _("Done")),
    ("partly", _("Done in part")),
    ("nothing", _("Nothing is stored")),
    ("refused", _("Refused")),
]


class PersonRequest(models.Model):
    """One request of somebody outside. `erased` counts what went, by table; `told` says of which deadlines people know."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    article = models.PositiveSmallIntegerField(_("what is asked"), choices=ARTICLES)
    name = models.CharField(_("name"), max_length=160, blank=True)
    email = models.CharField(_("e-mail"), max_length=200, blank=True)
    handles = models.CharField(_("handles"), max_length=400, blank=True)
    wish = models.TextField(_("what they write"), blank=True)
    came_in_on = models.DateField(_("came in on"))
    identity = models.CharField(_("who it is"), max_length=8, choices=IDENTITIES, blank=True)
    identity_note = models.CharField(_("how that was checked"), max_length=300, blank=True)
    extended_until = models.DateField(null=True)
    extended_why = models.CharField(max_length=500, blank=True)
    lead = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    handed_out_at = models.DateTimeField(null=True)
    erased_at = models.DateTimeField(null=True)
    erased = models.JSONField(default=dict)
    stayed = models.JSONField(default=list)
    answered_on = models.DateField(null=True)
    outcome = models.CharField(max_length=8, choices=OUTCOMES, blank=True)
    outcome_note = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    opened_by = models.ForeignKey("house.Person", on_delete=models.SET_NULL, null=True, related_name="+")
    told = models.JSONField(default=list)

    class Meta:
        ordering = ("answered_on", "came_in_on", "pk")
        indexes = [models.Index(fields=["workspace", "answered_on"], name="requests_of_people")]
        constraints = [
            models.CheckConstraint(
                name="answered_with_outcome",
                condition=models.Q(answered_on=None) | ~models.Q(outcome=""),
            )
        ]

    def __str__(self) -> str:
        # Names of outsiders stay out of the trail, which never forgets.
        return f"#{self.pk}"
