"""Note, ask for and take the agreement of people, customers and partners."""

from datetime import date, datetime
from typing import Literal

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from leitstand.compliance.letters import Reason, write_to
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.house.mail import mail_is_set
from leitstand.house.notices import notify
from leitstand.house.tokens import hash_of, new_token
from leitstand.house.zones import day_in
from leitstand.planning.events import ReleaseRefused
from leitstand.planning.models import Release
from leitstand.planning.notices import RELEASE_ANSWERED
from leitstand.planning.queries.people import words_of

Answer = Literal["given", "refused"]


@transaction.atomic
def note_release(
    actor: Actor, release: Release, answer: Answer, *, evidence: str, now: datetime, valid_until: date | None = None
) -> Release:
    """Note an agreement that was given (or taken back) outside; a given one says where it is written."""
    actor.require(Permission.PLAN)
    actor.own(release)
    if answer == "given" and not evidence.strip():
        raise Invalid({"evidence": _("Say where the written agreement is kept: folder, file, mail of which day.")})
    return _answered(actor, release, answer, evidence=evidence, words="", valid_until=valid_until, now=now)


def ask_release(actor: Actor, release: Release, *, now: datetime) -> tuple[str, bool]:
    """Return a link by which the agreement can be given without an account, and whether a mail with it went out.

    A link from before leads nowhere from now on.
    """
    actor.require(Permission.PLAN)
    actor.own(release)
    token = new_token()
    with transaction.atomic():
        found = Release.objects.select_for_update().get(pk=release.pk)
        found.token_hash, found.asked_at = hash_of(token), now
        found.save(update_fields=["token_hash", "asked_at"])
        audit.record(actor, "planning.ask_release", found, now=now)
    link = str(settings.PUBLIC_URL) + reverse("planning_public_release", args=[token])
    if not found.email or not mail_is_set():
        return link, False
    company = actor.workspace.name
    body = render_to_string("planning/mail/release.txt", {"release": found, "link": link, "company": company})
    subject = _("%(company)s asks for your agreement to a post") % {"company": company}
    why = Reason(contract=found.item.title if found.item else found.name)
    return link, write_to(actor.workspace, found.email, subject, body, why, on=day_in(actor.workspace, now)) == "sent"


@transaction.atomic
def answer_release(actor: Actor, release: Release, answer: Answer, *, words: str, seen: str, now: datetime) -> Release:
    """Take the answer that came by the link; `seen` is the key of the words that were read: others were not agreed to."""
    actor.own(release)
    if answer == "given" and seen != words_of(release):
        raise Impossible(_("The text was changed meanwhile. Please read it again."), code="changed")
    evidence = _("by the personal link on %(day)s") % {"day": now.date().isoformat()} if answer == "given" else ""
    found = _answered(actor, release, answer, evidence=evidence, words=words, valid_until=None, now=now)
    notify(
        RELEASE_ANSWERED,
        workspace=actor.workspace,
        now=now,
        params={"title": found.item.title if found.item else found.name},
        path=reverse("planning_release", args=[actor.workspace.slug, found.pk]),
        about=f"release:{found.pk}",
    )
    return found


def _answered(
    actor: Actor,
    release: Release,
    answer: Answer,
    *,
    evidence: str,
    words: str,
    valid_until: date | None,
    now: datetime,
) -> Release:
    found = Release.objects.select_for_update(of=("self",)).select_related("item").get(pk=release.pk)
    found.state, found.answered_at, found.valid_until = answer, now, valid_until
    found.evidence, found.answer = evidence.strip()[:300], words.replace("\r\n", "\n").strip()[:2000]
    found.words_key = words_of(found) if answer == "given" else ""
    found.save(update_fields=["state", "answered_at", "valid_until", "evidence", "answer", "words_key"])
    if answer == "refused":
        audit.record(actor, "planning.release_refused", found, now=now)
        announce(ReleaseRefused(actor, found, now))
    else:
        audit.record(actor, "planning.release_given", found, now=now)
    return found
