"""Make it or buy it."""

from decimal import Decimal

from django.db import models
from django.utils.translation import gettext_lazy as _

from leitstand.strategy.core.make_or_buy import Case


class MakeOrBuy(models.Model):
    """A question whether to make or to buy content, with its figures and ratings; `decision` is the newest answer."""

    workspace = models.ForeignKey("house.Workspace", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(_("what"), max_length=200)
    pieces = models.PositiveSmallIntegerField(_("pieces"), default=1)
    hours = models.DecimalField(_("own hours for one piece"), max_digits=5, decimal_places=1)
    rate = models.DecimalField(_("cost per hour"), max_digits=6, decimal_places=2)
    material = models.DecimalField(_("material for one piece"), max_digits=9, decimal_places=2, default=0)
    training = models.DecimalField(_("training in all"), max_digits=9, decimal_places=2, default=0)
    price = models.DecimalField(_("price of one piece"), max_digits=9, decimal_places=2)
    steering_hours = models.DecimalField(_("hours to steer the agency, for one piece"), max_digits=5, decimal_places=1)
    # Criterion to [own, bought], 1 to 5; and criterion to its weight.
    ratings = models.JSONField(default=dict)
    weights = models.JSONField(default=dict)
    decision = models.ForeignKey(
        "strategy.Decision", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.what

    def case(self) -> Case:
        """Return it as the core reckons with it."""
        return Case(
            self.pieces,
            Decimal(self.hours),
            Decimal(self.rate),
            Decimal(self.material),
            Decimal(self.training),
            Decimal(self.price),
            Decimal(self.steering_hours),
            {name: (own, bought) for name, (own, bought) in self.ratings.items()},
            self.weights,
        )
