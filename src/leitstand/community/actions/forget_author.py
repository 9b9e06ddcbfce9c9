"""Forget for good whoever wrote to us: what they wrote and who they are, in every conversation of the channel."""

from datetime import datetime

from django.db import transaction

from leitstand.community.models import Answer, Case, Draft, Incoming, Note
from leitstand.compliance.actions.forget_look_alikes import forget_look_alikes
from leitstand.contacts.actions.forget_contact import forget_profile
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission


@transaction.atomic
def forget_author(actor: Actor, incoming: Incoming, *, now: datetime) -> int:
    """Erase somebody outside on their wish (Art. 17 GDPR); return how many things they had written.

    Our own private answers to them go as well, they quote and name people, as do notes and drafts; and their contact,
    where nothing else than this profile is known of them. That it was done stays in the trail, without saying about whom.
    """
    actor.require(Permission.MANAGE_PEOPLE)
    actor.own(incoming)
    rows = Incoming.objects.filter(channel_id=incoming.channel_id)
    rows = rows.filter(author_key=incoming.author_key) if incoming.author_key else rows.filter(pk=incoming.pk)
    if incoming.author_key:
        forget_profile(actor, network=incoming.channel.network, key=incoming.author_key, now=now)
    handles = {told for pair in rows.values_list("author_handle", "author_name") for told in pair}
    forget_look_alikes(actor, network=incoming.channel.network, handles=handles, now=now)
    ids = list(rows.values_list("pk", flat=True))
    Answer.objects.filter(to__in=ids, to__kind="message").update(text="")
    theirs = list(Incoming.objects.filter(pk__in=ids).values_list("conversation_id", flat=True).distinct())
    Case.objects.filter(conversation__in=theirs).update(order_ref="")
    Draft.objects.filter(conversation__in=theirs).delete()
    Note.objects.filter(conversation__in=theirs, conversation__kind="message").delete()
    Incoming.objects.filter(pk__in=ids).update(
        text="",
        author_key="",
        author_handle="",
        author_name="",
        author_url="",
        author_followers=None,
        url="",
        text_forgotten_at=now,
        author_forgotten_at=now,
        forget_text_at=None,
        forget_author_at=None,
        erased_at=now,
    )
    audit.record(actor, "community.forget_author", incoming.channel, now=now, details={"count": len(ids)})
    return len(ids)
