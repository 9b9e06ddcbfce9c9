"""Find files that look like one that came, and keep what a person says of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.core.media import OF_MEDIA
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Proof, Twin
from leitstand.compliance.queries import told_about
from leitstand.compliance.subjects import asset_subject
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.events import announce
from leitstand.library.models import Asset
from leitstand.library.queries import alike

SAME: Final = "same"
OTHER: Final = "other"
MOST: Final = 200
# What was done to the copy is its own; all else of the record is the work's.
_OWN: Final = frozenset({"asset.edits", "record.twin_open"})


def find_twins(actor: Actor, asset: Asset, *, now: datetime) -> int:
    """Note the files one looks like, of each pair the younger as the copy; returns how many pairs are new.

    Either of a pair may be looked at first: old files are looked at by and by, and come back from the trash.
    """
    pairs = {}
    for one, bits in alike(asset, most=MOST):
        older, younger = sorted((one, asset), key=lambda each: (each.uploaded_at, each.pk))
        pairs[younger.pk, older.pk] = Twin(
            workspace=asset.workspace, asset=younger, other=older, bits=bits, found_at=now
        )
    known = set(Twin.objects.filter(Q(asset=asset) | Q(other=asset)).values_list("asset_id", "other_id"))
    new = [twin for pair, twin in pairs.items() if pair not in known]
    Twin.objects.bulk_create(new, ignore_conflicts=True)
    for copy in dict.fromkeys(twin.asset_id for twin in new):
        announce(JudgementChanged(actor, asset_subject(str(copy)), now))
    return len(new)


@transaction.atomic
def compare_twins(actor: Actor, twin: Twin, decision: str, *, now: datetime) -> Twin:
    """Keep that two files show the same picture, and take over the older one's record with its proofs; or that they do not."""
    actor.require(Permission.WRITE)
    actor.own(twin)
    if decision not in (SAME, OTHER):
        raise Invalid({"decision": _("Please choose one of the answers.")})
    found = Twin.objects.select_for_update(of=("self",)).select_related("asset", "other").get(pk=twin.pk)
    if found.decision == SAME and decision == OTHER:
        raise Impossible(
            _("The record of the older file was taken over already. What is wrong in it is changed in the record."),
            code="taken_over",
        )
    if decision == SAME and not _record_of(actor, found.other).get("licence.type"):
        raise Impossible(
            _("Nothing is on record of the older file yet. Say first by what right it is used."), code="no_record"
        )
    found.decision, found.decided_by, found.decided_at = decision, actor.person, now
    found.save(update_fields=["decision", "decided_by", "decided_at"])
    audit.record(actor, "compliance.compare_twins", found, now=now, details={"decision": decision})
    if decision == SAME:
        _take_over(actor, found, now=now)
    announce(JudgementChanged(actor, asset_subject(str(found.asset_id)), now))
    return found


def _take_over(actor: Actor, twin: Twin, *, now: datetime) -> None:
    mine, theirs = asset_subject(str(twin.asset_id)), asset_subject(str(twin.other_id))
    told = _record_of(actor, twin.other)
    facts = {name: value for name, value in told.items() if name.startswith(OF_MEDIA) and name not in _OWN}
    known = set(Proof.objects.filter(workspace=actor.workspace, subject=mine).values_list("sha256", "what"))
    for proof in Proof.objects.filter(workspace=actor.workspace, subject=theirs):
        if (proof.sha256, proof.what) not in known:
            proof.pk, proof.subject = None, mine
            proof.save(force_insert=True)
    declare(actor, mine, facts, now=now)


def _record_of(actor: Actor, asset: Asset) -> Mapping[str, object]:
    subject = asset_subject(str(asset.pk))
    return told_about(actor.workspace.pk, [subject]).get(subject, {})
