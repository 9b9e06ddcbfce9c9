"""Judge again what waits in the queue, after something was told about it or a waiver came or went."""

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.publishing.core.states import State
from leitstand.publishing.lawful import judgement_of, legal_day, mark_of
from leitstand.publishing.models import Publication
from leitstand.publishing.sending import change

_QUEUED = (State.PLANNED.value, State.WAITING.value)


@transaction.atomic
def judge_anew(actor: Actor, subject: str, *, now: datetime) -> int:
    """Hold back what the law now stands against, at once and not only when it is due; return how many.

    What is on its way already is left alone; it was lawful when it set out.
    """
    held = 0
    for publication in _affected(actor, subject):
        day = legal_day(max(publication.due_at or now, now))
        stops = [f"{one.title} ({one.id})" for one in judgement_of(publication, on=day) if one.stops]
        if not stops:
            publication.judged = mark_of(publication.content_digest, day)
            publication.save(update_fields=["judged"])
            continue
        text = "; ".join(stops)[:2000]
        change(publication, State.HELD, now=now, reason="law", reason_text=text, judged="", untold=True)
        audit.record(actor, "publishing.judge_anew", publication, now=now, details={"findings": text[:500]})
        held += 1
    return held


def _affected(actor: Actor, subject: str) -> QuerySet[Publication]:
    kind, _, name = subject.partition(":")
    queued = Publication.objects.filter(workspace=actor.workspace, state__in=_QUEUED)
    if kind == "item":
        queued = queued.filter(item=UUID(name))
    elif kind == "asset":
        queued = queued.filter(content__parts__contains=[{"media": [{"asset": name}]}])
    else:
        return queued.none()
    return queued.select_for_update(of=("self",)).select_related("channel", "item__workspace").order_by("pk")
