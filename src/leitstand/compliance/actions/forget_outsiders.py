"""Let consents run out, and delete what is not needed as proof any more."""

from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q

from leitstand.compliance.actions.withdraw_consent import block
from leitstand.compliance.consenting import consent_register
from leitstand.compliance.core.consents import State, Way
from leitstand.compliance.keeping import drop_files
from leitstand.compliance.models import Consent, CustomerGround, Participant
from leitstand.compliance.queries.consents import Outsider, consents_of
from leitstand.contacts.models import Contact
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.models import Workspace
from leitstand.house.zones import day_in


def forget_outsiders(*, now: datetime) -> int:
    """Go through every workspace; return how many consents were deleted."""
    return sum(_forget_in(workspace, now) for workspace in Workspace.objects.order_by("pk"))


@transaction.atomic
def _forget_in(workspace: Workspace, now: datetime) -> int:
    today = day_in(workspace, now)
    register = consent_register()
    rows = Consent.objects.filter(workspace=workspace)
    over = Q(token_ends__lt=now) | Q(token_ends=None, requested_at__lt=now - timedelta(days=register.asking.days))
    rows.filter(over, state=State.ASKED.value).update(
        state=State.EXPIRED.value, expired_at=now, token_hash="", token_ends=None
    )
    rows.filter(state=State.GIVEN.value, ends__lt=today).update(state=State.EXPIRED.value, expired_at=now)
    gone = 0
    for one in rows.filter(state__in=[State.EXPIRED.value, State.WITHDRAWN.value]).select_related("workspace"):
        ended = one.withdrawn_at or one.expired_at
        if ended is None:
            continue
        if one.given_at is None and one.state == State.EXPIRED.value:
            is_over = now - ended > timedelta(days=register.asking.forget_days)
        else:
            is_over = today > register.keeping.kept_until(
                Way(one.way),
                ended=day_in(workspace, ended),
                given=day_in(workspace, one.given_at) if one.given_at else None,
                used=day_in(workspace, one.used_at) if one.used_at else None,
            )
        if is_over:
            files = set(one.proofs.values_list("sha256", flat=True))
            one.delete()
            transaction.on_commit(partial(drop_files, files))
            gone += 1
    for ground in CustomerGround.objects.filter(workspace=workspace, ended_at__isnull=False):
        last = day_in(workspace, ground.ended_at or now)
        if today > register.keeping.kept_until(Way.EMAIL, ended=last, given=None, used=None):
            ground.delete()
            gone += 1
    late = today - timedelta(days=register.follow_up_days)
    people = Participant.objects.filter(workspace=workspace, forgotten_at=None, follow_up__held_on__lt=late)
    forgotten = people.update(name="", address="", contact=None, forgotten_at=now)
    if gone or forgotten:
        audit.record(
            Actor.house(workspace), "compliance.forget", None, now=now, details={"count": gone, "people": forgotten}
        )
    return gone


@transaction.atomic
def forget_contact_here(actor: Actor, contact: Contact, *, now: datetime) -> None:
    """A contact is being forgotten: what they agreed to ends and is blocked by hash; what was never given is deleted."""
    profiles = list(contact.profiles.values_list("network", "key"))
    who = (
        Outsider(actor.workspace, Way.EMAIL, "", (contact.email,), contact)
        if contact.email or not profiles
        else Outsider(actor.workspace, Way.DM, profiles[0][0], (profiles[0][1],), contact)
    )
    asked = consents_of(who).filter(given_at=None, state__in=[State.ASKED.value, State.EXPIRED.value])
    has_any = (
        consents_of(who).exists() or CustomerGround.objects.filter(workspace=actor.workspace, contact=contact).exists()
    )
    if not has_any:
        Participant.objects.filter(workspace=actor.workspace, contact=contact).update(
            name="", address="", contact=None, forgotten_at=now
        )
        return
    files = set(asked.exclude(proofs=None).values_list("proofs__sha256", flat=True))
    asked.delete()
    transaction.on_commit(partial(drop_files, files))
    block(actor, who, reason="erasure", now=now)
    Consent.objects.filter(workspace=actor.workspace, contact=contact).update(name="")
    Participant.objects.filter(workspace=actor.workspace, contact=contact).update(
        name="", address="", contact=None, forgotten_at=now
    )
