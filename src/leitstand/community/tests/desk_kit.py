"""What tests of the inbox's work share: service hours, somebody who writes, and answers that arrive."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from leitstand.community.actions.answer import answer
from leitstand.community.actions.fetch_due import fetch_due
from leitstand.community.actions.keep_answering import keep_hours
from leitstand.community.actions.send_answers import send_answers
from leitstand.community.models import Answer, Conversation, InboxChannel, Incoming
from leitstand.community.tests.network import KERSTIN, Net
from leitstand.house.actor import Actor
from leitstand.kernel.clock import HandClock
from leitstand.kernel.interaction import Author

HOUR = timedelta(hours=1)


def office(actor: Actor, now: datetime) -> None:
    """Have people answer from Monday to Friday, nine to five."""
    keep_hours(actor, {day: (time(9), time(17)) for day in range(5)}, now=now)


def wrote(
    net: Net, text: str, at: datetime, *, author: Author = KERSTIN, kind: str = "message", **more: object
) -> Incoming:
    """Let somebody write, and read it at that moment."""
    one = net.write(text, at, author=author, kind=kind, **more)  # type: ignore[arg-type]
    InboxChannel.objects.update(next_at=at)
    fetch_due(now=at)
    return Incoming.objects.select_related("channel__workspace", "conversation__case").get(external_id=one.id)


def said(actor: Actor, to: Incoming, text: str, clock: HandClock) -> Answer:
    """Answer, and have it arrive at once."""
    made = answer(actor, to, text, now=clock.now(), once=uuid4())
    send_answers(clock=clock)
    made.refresh_from_db()
    return made


def talk_of(incoming: Incoming) -> Conversation:
    """Return the conversation as it is now."""
    return Conversation.objects.select_related("case", "channel").get(pk=incoming.conversation_id)
