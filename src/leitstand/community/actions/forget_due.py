"""Let go of what the networks allow to be kept for a while only; what is gone says so."""

from collections import Counter
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q

from leitstand.channels.models import Channel
from leitstand.community.core.keeping import moments
from leitstand.community.duties import duties_of
from leitstand.community.models import Incoming
from leitstand.house import audit
from leitstand.house.actions.let_go_of_old import note_run
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace

AT_ONCE: Final = 5000
_NO_AUTHOR: Final = {"author_handle": "", "author_name": "", "author_url": ""}


@transaction.atomic
def forget_due(*, now: datetime) -> int:
    """Take texts and authors out whose time is over; return of how many things something went."""
    _set_moments()
    texts = _due("text", now)
    authors = _due("author", now)
    Incoming.objects.filter(pk__in=texts).update(text="", text_forgotten_at=now)
    Incoming.objects.filter(pk__in=authors).update(author_forgotten_at=now, **_NO_AUTHOR)
    gone = Counter([*texts.values(), *authors.values()])
    for workspace in Workspace.objects.filter(pk__in=gone):
        house = Actor.house(workspace)
        audit.record(house, "community.forget_due", None, now=now, details={"count": gone[workspace.pk]})
        note_run(workspace, "community.incoming", gone[workspace.pk], now=now)
    return len(texts.keys() | authors.keys())


def forget_old(workspace: Workspace, *, before: datetime, now: datetime) -> int:
    """Take texts and authors out of everything older than the workspace keeps it; return of how many things."""
    old = Incoming.objects.filter(workspace=workspace, at__lt=before)
    old = old.filter(Q(text_forgotten_at=None) | Q(author_forgotten_at=None) | ~Q(author_key=""))
    ids = list(old.select_for_update(of=("self",)).order_by("at").values_list("pk", flat=True)[:AT_ONCE])
    rows = Incoming.objects.filter(pk__in=ids)
    rows.filter(text_forgotten_at=None).update(text="", text_forgotten_at=now)
    rows.filter(author_forgotten_at=None).update(author_forgotten_at=now, **_NO_AUTHOR)
    rows.update(author_key="", url="")
    return len(ids)


def _due(what: str, now: datetime) -> dict[int, int]:
    """Return what must go, with its workspace; locked, so that nobody fetches it anew at this moment."""
    rows = Incoming.objects.select_for_update(of=("self",), skip_locked=True).filter(
        **{f"forget_{what}_at__lte": now, f"{what}_forgotten_at": None}
    )
    return dict(rows.order_by(f"forget_{what}_at").values_list("pk", "workspace_id")[:AT_ONCE])


def _set_moments() -> None:
    """Give moments to what was stored before its network demanded any."""
    for channel in Channel.objects.filter(pk__in=Incoming.objects.values("channel")):
        duties = duties_of(channel)
        if not duties:
            continue
        for name, forgotten in (("text", "text_forgotten_at"), ("author", "author_forgotten_at")):
            field = f"forget_{name}_at"
            if all(
                getattr(moments(duties, kind, channel.connected_at), name) is None for kind in ("comment", "message")
            ):
                continue
            for row in Incoming.objects.filter(**{"channel": channel, field: None, forgotten: None}).only(
                "kind", "fetched_at"
            )[:AT_ONCE]:
                moment = getattr(moments(duties, row.kind, row.fetched_at), name)
                if moment is not None:
                    Incoming.objects.filter(pk=row.pk).update(**{field: moment})
