"""Let go of what the networks allow to be kept for a while only; what is gone says so."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F, Q

from leitstand.channels.models import Channel
from leitstand.community.core.answers import Sent
from leitstand.community.core.keeping import moments
from leitstand.community.duties import duties_of
from leitstand.community.models import Answer, Incoming
from leitstand.community.models.inbox import KINDS
from leitstand.connector_kit.duties import Retention
from leitstand.house import audit
from leitstand.house.actions.let_go_of_old import note_run
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace

AT_ONCE: Final = 5000
_ANY: Final = datetime(2000, 1, 1, tzinfo=UTC)
_OVER: Final = (Sent.SENT.value, Sent.REFUSED.value, Sent.DROPPED.value)
_SOMETHING_LEFT: Final = (
    Q(text_forgotten_at=None)
    | Q(author_forgotten_at=None)
    | ~Q(author_key="")
    | ~Q(url="")
    | Q(forget_text_at__isnull=False)
    | Q(forget_author_at__isnull=False)
)
_NO_AUTHOR: Final = {"author_handle": "", "author_name": "", "author_url": "", "author_followers": None}


def forget_due(*, now: datetime) -> int:
    """Take texts and authors out whose time is over, all of them; return of how many things something went."""
    _set_moments()
    gone = 0
    while count := _forget_some(now):
        gone += count
    return gone


@transaction.atomic
def _forget_some(now: datetime) -> int:
    texts = _due("text", now)
    authors = _due("author", now)
    Incoming.objects.filter(pk__in=texts).update(text="", text_forgotten_at=now)
    Incoming.objects.filter(pk__in=authors).update(author_forgotten_at=now, **_NO_AUTHOR)
    gone = Counter({**texts, **authors}.values())
    for workspace in Workspace.objects.filter(pk__in=gone):
        house = Actor.house(workspace)
        audit.record(house, "community.forget_due", None, now=now, details={"count": gone[workspace.pk]})
        note_run(workspace, "community.incoming", gone[workspace.pk], now=now)
    return gone.total()


def forget_old(workspace: Workspace, *, before: datetime, now: datetime) -> int:
    """Take texts and authors out of everything older than the workspace keeps it, for good; return of how many things.

    What was answered to people in private goes with the same period: it quotes and names them.
    """
    gone = _empty_answers(workspace, before)
    while count := _forget_some_old(workspace, before, now):
        gone += count
    return gone


def _forget_some_old(workspace: Workspace, before: datetime, now: datetime) -> int:
    old = Incoming.objects.filter(workspace=workspace, at__lt=before).filter(_SOMETHING_LEFT)
    ids = list(old.select_for_update(of=("self",)).order_by("at").values_list("pk", flat=True)[:AT_ONCE])
    rows = Incoming.objects.filter(pk__in=ids)
    rows.filter(text_forgotten_at=None).update(text="", text_forgotten_at=now)
    rows.filter(author_forgotten_at=None).update(author_forgotten_at=now, **_NO_AUTHOR)
    # Without the moments nothing of it may return, not even what a network's rule had taken before.
    rows.update(author_key="", url="", forget_text_at=None, forget_author_at=None)
    return len(ids)


def _empty_answers(workspace: Workspace, before: datetime) -> int:
    said = Answer.objects.filter(workspace=workspace, to__kind="message", created_at__lt=before, state__in=_OVER)
    return said.exclude(text="", reason_text="").update(text="", reason_text="")


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
        for name in ("text", "author"):
            for ends_after, of_kinds in _spans(duties, name).items():
                rows = Incoming.objects.filter(
                    **{f"forget_{name}_at": None, f"{name}_forgotten_at": None}, channel=channel, kind__in=of_kinds
                )
                rows.update(**{f"forget_{name}_at": F("fetched_at") + ends_after})


def _spans(duties: Sequence[Retention], name: str) -> dict[timedelta, list[str]]:
    """Return after which time text or author go, with the kinds of which that holds."""
    found: dict[timedelta, list[str]] = {}
    for kind, _label in KINDS:
        moment = getattr(moments(duties, kind, _ANY), name)
        if moment is not None:
            found.setdefault(moment - _ANY, []).append(kind)
    return found
