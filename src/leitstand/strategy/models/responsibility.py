"""Who is responsible for social media in each department."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.models.goal import AREAS

# The four that have to look at a business network closely (guide 4.4).
FOUR_AREAS = ("communication", "marketing", "hr", "sales")


class Responsibility(models.Model):
    """One department's part: who leads, who contributes, with what budget; `is_leading`: this department leads the whole."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    area = models.CharField(_("department"), max_length=16, choices=AREAS)
    lead = models.ForeignKey(
        "house.Person", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("lead")
    )
    contributors = models.CharField(_("who contributes"), max_length=300, blank=True)
    purpose = models.CharField(_("what for"), max_length=300, blank=True)
    yearly_budget = models.DecimalField(
        _("budget a year in euro"), max_digits=10, decimal_places=2, null=True, blank=True
    )
    is_leading = models.BooleanField(_("leads the whole"), default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "area"], name="one_responsibility_per_area"),
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(is_leading=True), name="one_area_leads_the_whole"
            ),
        ]

    def __str__(self) -> str:
        return self.get_area_display()
