"""Say which tone a mention has: the sums follow at once, and the house learns from it."""

from datetime import datetime
from hashlib import blake2s
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.listening.core.tone import LABELS
from leitstand.listening.models import Correction, Match, Mention
from leitstand.listening.storing import Sums, count
from leitstand.listening.worker import LEARN, wake

PERSON = "person"


@transaction.atomic
def correct_tone(actor: Actor, mention: Mention, label: str, *, now: datetime) -> Correction:
    """Keep what a person says of a mention's tone; saying it again, or otherwise, counts once. Raises Invalid, Impossible."""
    actor.require(Permission.ANSWER)
    actor.own(mention)
    if label not in LABELS:
        raise Invalid({"tone": _("Please choose a tone.")})
    # The moment says in which month's part it lies.
    found = Mention.objects.select_for_update().get(pk=mention.pk, at=mention.at)
    if found.text_forgotten_at is not None or not found.text.strip():
        raise Impossible(_("Its text is gone, so there is nothing to learn from."), code="no_text")
    kept, _new = Correction.objects.update_or_create(
        workspace=actor.workspace,
        digest=_digest(found.text),
        defaults={
            "mention": found.pk, "text": found.text, "label": label, "by": actor.person, "at": now,
            "forget_at": found.forget_text_at,
        },
    )  # fmt: skip
    _set(actor, found, label)
    audit.record(actor, "listening.correct_tone", kept, now=now, details={"tone": label})
    wake(LEARN)
    return kept


def _set(actor: Actor, mention: Mention, label: str) -> None:
    before = mention.tone
    Mention.objects.filter(pk=mention.pk, at=mention.at).update(tone=label, tone_by=PERSON, tone_sure=None)
    if before == label:
        return
    matches = Match.objects.filter(mention=mention.pk, at=mention.at)
    zone = ZoneInfo(actor.workspace.time_zone)
    count(
        actor.workspace.pk,
        zone,
        ((one.search_id, one.source_id, one.at, _moved(before, label)) for one in list(matches)),
    )
    matches.update(tone=label)


def _moved(before: str, after: str) -> Sums:
    sums = Sums()
    if before:
        setattr(sums, before, -1)
    setattr(sums, after, 1)
    return sums


def _digest(text: str) -> str:
    return blake2s(" ".join(text.split()).encode(), digest_size=16).hexdigest()
