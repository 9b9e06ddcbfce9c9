"""Say something to the team beside a post."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce
from leitstand.planning.models import Item
from leitstand.publishing.events import Remarked
from leitstand.publishing.informing import tell_remarked
from leitstand.publishing.models import Publication, Remark


def remark(actor: Actor, item: Item, text: str, *, now: datetime, publication: Publication | None = None) -> Remark:
    """Write a comment beside an item, or beside its version on one channel; the public never sees it."""
    actor.require(Permission.COMMENT)
    actor.own(item, *([publication] if publication else []))
    if not text.strip():
        raise Invalid({"text": _("Write what you want to say.")})
    with transaction.atomic():
        said = Remark.objects.create(
            workspace=actor.workspace,
            item=item,
            publication=publication,
            person=actor.person,
            at=now,
            text=text.strip(),
        )
        audit.record(actor, "publishing.remark", item, now=now, details={"remark": said.pk})
        announce(Remarked(actor, said))
        tell_remarked(actor, said, now=now)
    return said
