"""Reads of what people write to us as a whole: how many, where, asking what, about what."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count

from leitstand.channels.models import Channel
from leitstand.community.core.bot import Why
from leitstand.community.core.themes import Numbers, Said, Theme, themes, words_in
from leitstand.community.models import Conversation, Incoming
from leitstand.community.queries.stems import stems_of
from leitstand.community.queries.watching import new_contacts
from leitstand.house.models import Workspace


@dataclass(frozen=True, slots=True)
class Heard:
    """What came in within a span of days; `texts`, `questions` and `themes` leave private messages out."""

    people: int
    new_people: int
    channels: Sequence[tuple[Channel, int]]
    texts: int
    questions: int
    complaints: int
    themes: tuple[Theme, ...]


def heard(workspace: Workspace, now: datetime, told: Numbers) -> Heard:
    """Gather what people wrote; the reads do not grow with it."""
    since = now - timedelta(days=told.days)
    recent = Incoming.objects.filter(workspace=workspace, at__gte=since, at__lte=now, visibility="shown")
    people = recent.exclude(author_key="").values("channel_id", "author_key").distinct().count()
    talks = Conversation.objects.filter(workspace=workspace, last_at__gte=since, last_at__lte=now)
    by_channel = dict(talks.values_list("channel_id").annotate(count=Count("pk")).order_by())
    channels = Channel.objects.filter(pk__in=by_channel)
    texts = [
        Said(author or f"talk {conversation}", text)
        for author, conversation, text in recent.exclude(kind="message")
        .exclude(text="")
        .order_by("-at", "-pk")
        .values_list("author_key", "conversation_id", "text")[: told.texts]
    ]
    return Heard(
        people=people,
        new_people=sum(new_contacts(workspace, since).values()),
        channels=sorted(((one, by_channel[one.pk]) for one in channels), key=lambda row: (-row[1], row[0].pk)),
        texts=len(texts),
        questions=sum(1 for one in texts if "?" in one.text),
        complaints=talks.filter(handed_over_why=Why.COMPLAINT.value).count(),
        themes=themes(texts, stems_of({word.lower() for one in texts for word in words_in(one.text)}), told),
    )
