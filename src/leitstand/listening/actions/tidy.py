"""Let go of what may be kept no longer, and see that the coming months have their parts."""

from datetime import datetime, timedelta
from typing import Final

from django.db.models import Exists, OuterRef

from leitstand.house.models import Workspace
from leitstand.listening.models import (
    Chance,
    Correction,
    Group,
    GroupBand,
    Handling,
    Known,
    MadeOf,
    Match,
    Mention,
    Passed,
    TermDay,
)
from leitstand.listening.partitions import drop_month, ensure_months, is_empty, month_of, months_there, next_month

UNRECORDED: Final = (
    "Runs by itself by the periods that are in the trail; what a person deletes is recorded where they do it."
)
PASSED_DAYS: Final = 30
BANDS_DAYS: Final = 7
# An item that is read again after so long counts as new: no feed or network shows any that old by itself.
KNOWN_DAYS: Final = 3_650


def tidy(*, now: datetime) -> None:
    """Forget texts and authors whose time is over, what fitted nothing, old fingerprints; make and drop parts."""
    forget_bounded(now)
    Passed.objects.filter(taken_at__lt=now - timedelta(days=PASSED_DAYS)).delete()
    GroupBand.objects.filter(at__lt=now - timedelta(days=BANDS_DAYS)).delete()
    Group.objects.filter(last_at__lt=now - timedelta(days=BANDS_DAYS), size=1).delete()
    Known.objects.filter(on__lt=(now - timedelta(days=KNOWN_DAYS)).date()).delete()
    month = month_of(now)
    ensure_months({month, next_month(month), next_month(next_month(month))})
    _drop_empty_months(now)


def forget_bounded(now: datetime) -> None:
    """Let go of texts and authors for which a network's time is over."""
    Mention.objects.filter(forget_text_at__lte=now, text_forgotten_at=None).update(text="", text_forgotten_at=now)
    Mention.objects.filter(forget_author_at__lte=now, author_forgotten_at=None).update(
        author_handle="", author_name="", author_url="", author_forgotten_at=now
    )
    Correction.objects.filter(forget_at__lte=now).delete()


def forget_old_mentions(workspace: Workspace, *, before: datetime) -> int:
    """Delete what was said before a moment, and what fits no search any more; the sums stay."""
    old = Mention.objects.filter(workspace=workspace, at__lt=before)
    Match.objects.filter(workspace=workspace, at__lt=before).delete()
    TermDay.objects.filter(workspace=workspace, day__lt=before.date()).delete()
    gone = old.delete()[0]
    fits = Match.objects.filter(mention_id=OuterRef("pk"))
    gone += Mention.objects.filter(~Exists(fits), workspace=workspace).delete()[0]
    _forget_beside(workspace, before)
    return gone


def _forget_beside(workspace: Workspace, before: datetime) -> None:
    """Delete what was kept beside mentions that are gone; leads, ideas and answers stay where they are."""
    for model in (Handling, MadeOf, Chance):
        rows = model.objects.filter(workspace=workspace)
        rows.filter(at__lt=before).delete()
        rows.filter(~Exists(Mention.objects.filter(pk=OuterRef("mention"), at=OuterRef("at")))).delete()


def forget_old_authors(workspace: Workspace, *, before: datetime, now: datetime) -> int:
    """Take the names off what was taken in before a moment; the pseudonym stays."""
    rows = Mention.objects.filter(workspace=workspace, taken_at__lt=before, author_forgotten_at=None)
    return rows.update(author_handle="", author_name="", author_url="", author_forgotten_at=now)


def _drop_empty_months(now: datetime) -> None:
    """Drop the parts of months of which nothing is left in any workspace."""
    present = month_of(now)
    for month in months_there():
        if month < present and is_empty(month):
            drop_month(month)
