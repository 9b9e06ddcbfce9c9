"""Tick a question of a checklist; say which lists approval needs, and what a channel's posts should have."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.channels.models import Channel
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import Item
from leitstand.publishing.checking import lists
from leitstand.publishing.core.checklists import Basics
from leitstand.publishing.models import ChannelBasics, ItemTick, RequiredList


@transaction.atomic
def tick(actor: Actor, item: Item, name: str, *, is_met: bool, now: datetime) -> None:
    """Tick a question ("list.question") or take the tick back; only those that a person answers can be ticked."""
    actor.require(Permission.WRITE)
    actor.own(item)
    known = {f"{one.id}.{question.id}" for one in lists() for question in one.questions if not question.look}
    if name not in known:
        raise Invalid({"name": _("There is no such question.")})
    if is_met:
        ItemTick.objects.get_or_create(item=item, name=name, defaults={"person": actor.person, "at": now})
    else:
        ItemTick.objects.filter(item=item, name=name).delete()
    audit.record(actor, "publishing.tick", item, now=now, details={"question": name, "met": is_met})


@transaction.atomic
def require_lists(actor: Actor, names: Collection[str], *, now: datetime) -> None:
    """Say which lists must be answered before approval."""
    actor.require(Permission.MANAGE_WORKSPACE)
    known = {one.id for one in lists() if one.can_be_required}
    if not set(names) <= known:
        raise Invalid({"required": _("There is no such list.")})
    RequiredList.objects.filter(workspace=actor.workspace).exclude(name__in=names).delete()
    for name in names:
        RequiredList.objects.get_or_create(workspace=actor.workspace, name=name)
    audit.record(actor, "publishing.require_lists", None, now=now, details={"lists": sorted(names)})


@transaction.atomic
def keep_basics(actor: Actor, channel: Channel, basics: Basics, *, now: datetime) -> None:
    """Keep what a channel's posts should have."""
    actor.require(Permission.MANAGE_WORKSPACE)
    actor.own(channel)
    errors = {}
    if basics.hashtags_most is not None and not 0 <= basics.hashtags_most <= 30:
        errors["hashtags_most"] = _("A number from 0 to 30, please.")
    if basics.words_between_headings is not None and not 50 <= basics.words_between_headings <= 2000:
        errors["words_between_headings"] = _("A number from 50 to 2,000, please.")
    if errors:
        raise Invalid(errors)
    ChannelBasics.objects.update_or_create(
        workspace=actor.workspace,
        channel=channel,
        defaults={
            "action": basics.action,
            "hashtags": basics.hashtags,
            "hashtags_most": basics.hashtags_most,
            "words_between_headings": basics.words_between_headings,
            "own_text": basics.own_text,
        },
    )
    audit.record(actor, "publishing.keep_basics", channel, now=now)
