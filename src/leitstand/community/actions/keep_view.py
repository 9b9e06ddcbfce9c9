"""Keep a way to narrow the inbox under a name, for oneself or for everybody."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from leitstand.community.models import SavedView
from leitstand.house import audit
from leitstand.house.actor import Actor, NotAllowed
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid

KNOWN: Final = frozenset({"stand", "kanal", "art", "wer", "wort", "anliegen", "eile", "absicht", "ton", "sprache"})
MOST: Final = 50


@transaction.atomic
def keep_view(actor: Actor, name: str, query: str, *, for_all: bool, now: datetime) -> SavedView:
    """Keep it; the same name of the same person is replaced. Raises Invalid at the field."""
    actor.require(Permission.PLAN if for_all else Permission.ANSWER)
    name = " ".join(name.replace("\x00", "").split())
    if not name:
        raise Invalid({"name": _("Give it a name.")})
    if len(name) > 60:
        raise Invalid({"name": _("At most %(count)d characters, please.") % {"count": 60}})
    told = QueryDict(query, mutable=True)
    for key in list(told):
        if key not in KNOWN or not told[key]:
            del told[key]
    plain = told.urlencode()
    if len(plain) > 500:
        raise Invalid({"name": _("Search for fewer words.")})
    person = None if for_all else actor.person
    views = SavedView.objects.filter(workspace=actor.workspace, person=person)
    if views.exclude(name=name).count() >= MOST:
        raise Invalid({"name": _("At most %(count)d views, please.") % {"count": MOST}})
    kept, _made = views.update_or_create(
        name=name, defaults={"workspace": actor.workspace, "person": person, "query": plain, "made_at": now}
    )
    audit.record(actor, "community.keep_view", None, now=now, details={"for_all": for_all})
    return kept


@transaction.atomic
def drop_view(actor: Actor, view: SavedView, *, now: datetime) -> None:
    """Take a view away: one's own, or everybody's for those who plan."""
    actor.require(Permission.ANSWER)
    actor.own(view)
    if view.person_id is None:
        actor.require(Permission.PLAN)
    elif actor.person is None or view.person_id != actor.person.pk:
        raise NotAllowed(Permission.MANAGE_PEOPLE)
    audit.record(actor, "community.drop_view", None, now=now)
    view.delete()
