"""Write down what a test of variants taught."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import Item, VariantTest


@transaction.atomic
def decide_test(actor: Actor, test: VariantTest, *, chosen: Item | None, learned: str, now: datetime) -> VariantTest:
    """Keep which variant is gone on with (None: none is better) and what was learned."""
    actor.require(Permission.PLAN)
    actor.own(test)
    if chosen is not None and not test.items.filter(pk=chosen.pk).exists():
        raise Invalid({"chosen": _("Please choose one of the variants.")})
    if not learned.split():
        raise Invalid({"learned": _("Say in a sentence what you learned.")})
    test.chosen, test.learned = chosen, learned.strip()[:500]
    test.decided_at, test.decided_by = now, actor.person
    test.save(update_fields=["chosen", "learned", "decided_at", "decided_by"])
    audit.record(actor, "planning.decide_test", test.campaign, now=now, details={"test": test.name})
    return test
