"""Look after the conversation under a post: ask a question oneself, watch longer, say what came of it."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.community.models import OUTCOMES, PostWatch
from leitstand.community.notices import PARTNERSHIP
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.notices import notify
from leitstand.publishing.models import Publication


@transaction.atomic
def note_question(actor: Actor, publication: Publication, question: str, *, now: datetime) -> PostWatch:
    """Note a question we asked under a post of ours, so that nobody asks another one at once."""
    watch = _watch(actor, publication)
    words = " ".join(question.split())[:500]
    if not words:
        raise Invalid({"question": _("Please write the question.")})
    watch.question, watch.asked_at = words, now
    watch.save()
    audit.record(actor, "community.note_question", publication, now=now)
    return watch


@transaction.atomic
def watch_until(actor: Actor, publication: Publication, until: datetime, *, now: datetime) -> PostWatch:
    """Watch a post until a moment; a post that is watched anew has no outcome yet."""
    watch = _watch(actor, publication)
    if until <= now:
        raise Invalid({"until": _("Please choose a day to come.")})
    watch.watch_until, watch.outcome, watch.note, watch.decided_at = until, "", "", None
    watch.save()
    audit.record(actor, "community.watch_until", publication, now=now, details={"until": until.isoformat()})
    return watch


@transaction.atomic
def note_outcome(actor: Actor, publication: Publication, outcome: str, note: str, *, now: datetime) -> PostWatch:
    """Say what came of the conversation under a post; those who plan hear of a partnership that may come of it."""
    watch = _watch(actor, publication)
    if outcome not in dict(OUTCOMES):
        raise Invalid({"outcome": _("Please say what came of it.")})
    watch.outcome, watch.note, watch.decided_at = outcome, note.strip()[:300], now
    watch.save()
    audit.record(actor, "community.note_outcome", publication, now=now, details={"outcome": outcome})
    if outcome == "partnership":
        notify(
            PARTNERSHIP,
            workspace=actor.workspace,
            now=now,
            params={"title": publication.item.title, "note": watch.note},
            path=reverse("community_thread", args=[actor.workspace.slug, publication.pk]),
            about=f"partnership:{publication.pk}",
            but=actor.person,
        )
    return watch


def _watch(actor: Actor, publication: Publication) -> PostWatch:
    actor.require(Permission.ANSWER)
    actor.own(publication)
    if publication.state != "published":
        raise Impossible(_("This post is not out yet."), code="not_out")
    found = PostWatch.objects.select_for_update().filter(publication=publication).first()
    return found or PostWatch(publication=publication, workspace=actor.workspace)
