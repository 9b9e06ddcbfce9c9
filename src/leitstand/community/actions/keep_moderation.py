"""Lay down how often it may go to and fro, publish the netiquette, keep the four Rs and the answers on brand safety."""

import secrets
from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.community.models import ModerationSettings, Netiquette, PolicyPart, SafetyAnswer, SafetyCheck
from leitstand.community.models.moderation import ANSWERS, SUBJECTS
from leitstand.community.netiquette import compose
from leitstand.community.safety import points
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.planning.models import Partner


@transaction.atomic
def keep_turns(actor: Actor, *, turns: int, reason: str, now: datetime) -> ModerationSettings:
    """Say after how many turns an end is suggested here, and why that many."""
    actor.require(Permission.APPROVE)
    if not 2 <= turns <= 20:
        raise Invalid({"turns": _("Between 2 and 20.")})
    if not reason.strip():
        raise Invalid({"reason": _("Say why it is this many; others will ask.")})
    kept, _made = ModerationSettings.objects.update_or_create(
        workspace=actor.workspace,
        defaults={"turns": turns, "reason": reason.strip()[:300], "changed_by": actor.person, "changed_at": now},
    )
    audit.record(actor, "community.keep_turns", None, now=now, details={"turns": turns})
    return kept


@transaction.atomic
def publish_netiquette(
    actor: Actor, *, blocks: Sequence[str], own: str, contact: str, language: str, now: datetime
) -> Netiquette:
    """Publish a new version; its address stays the same, older versions stay readable inside."""
    actor.require(Permission.APPROVE)
    text = compose(blocks, own=own, contact=contact, language=language)
    if not text:
        raise Invalid({"blocks": _("Choose at least one block, or write your own.")})
    type(actor.workspace).objects.select_for_update(no_key=True).get(pk=actor.workspace.pk)
    last = Netiquette.objects.filter(workspace=actor.workspace).first()
    made = Netiquette.objects.create(
        workspace=actor.workspace,
        number=last.number + 1 if last else 1,
        key=last.key if last else secrets.token_urlsafe(18),
        language=language,
        blocks=list(blocks),
        own=own.strip(),
        contact=contact.strip()[:200],
        text=text,
        published_at=now,
        published_by=actor.person,
    )
    audit.record(actor, "community.publish_netiquette", made, now=now)
    return made


@transaction.atomic
def keep_policy_part(actor: Actor, *, part: str, text: str, now: datetime) -> PolicyPart:
    """Keep the workspace's own words for one of the four Rs."""
    actor.require(Permission.APPROVE)
    if not text.strip():
        raise Invalid({"text": _("Say what you do.")})
    kept, _made = PolicyPart.objects.update_or_create(
        workspace=actor.workspace,
        part=part,
        defaults={"text": text.strip(), "changed_by": actor.person, "changed_at": now},
    )
    audit.record(actor, "community.keep_policy", kept, now=now)
    return kept


@transaction.atomic
def begin_check(
    actor: Actor,
    *,
    subject: str,
    title: str,
    now: datetime,
    partner: Partner | None = None,
    contact: Contact | None = None,
) -> SafetyCheck:
    """Begin to look through a placement or a partner; one of the register, or a contact, gives it its name."""
    actor.require(Permission.PLAN)
    actor.own(*(one for one in (partner, contact) if one is not None))
    title = title.strip() or (partner.name if partner else "") or (contact.name if contact else "")
    if subject not in dict(SUBJECTS) or not title.strip():
        raise Invalid({"title": _("Say which placement or partner it is.")})
    made = SafetyCheck.objects.create(
        workspace=actor.workspace,
        subject=subject,
        title=" ".join(title.split())[:120],
        partner=partner,
        contact=contact,
        begun_by=actor.person,
        begun_at=now,
    )
    audit.record(actor, "community.begin_check", made, now=now)
    return made


@transaction.atomic
def answer_point(
    actor: Actor, check: SafetyCheck, *, point: str, answer: str, note: str, now: datetime
) -> SafetyAnswer:
    """Answer one point; "not met" and "does not apply" want a reason."""
    actor.require(Permission.PLAN)
    actor.own(check)
    if point not in points() or answer not in dict(ANSWERS):
        raise Invalid({"answer": _("Please choose an answer.")})
    if answer != "yes" and not note.strip():
        raise Invalid({"note": _("Say in a sentence why.")})
    kept, _made = SafetyAnswer.objects.update_or_create(
        check_of=check,
        point=point,
        defaults={
            "workspace": actor.workspace,
            "answer": answer,
            "note": note.strip()[:300],
            "answered_by": actor.person,
            "answered_at": now,
        },
    )
    audit.record(actor, "community.answer_point", check, now=now, details={"point": point, "answer": answer})
    return kept
