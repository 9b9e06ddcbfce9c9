"""Find files that look like one that came, and keep what a person says of them."""

from datetime import datetime
from typing import Final

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Proof, Twin
from leitstand.compliance.queries import told_about
from leitstand.compliance.subjects import asset_subject
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Invalid
from leitstand.house.events import announce
from leitstand.library.models import Asset
from leitstand.library.queries import alike

SAME: Final = "same"
OTHER: Final = "other"
# What was done to the copy is its own; all else of the record is the work's.
_OWN: Final = frozenset({"asset.edits", "record.twin_open"})
_TAKEN_OVER: Final = ("record.", "licence.", "asset.", "release.", "music.")


def find_twins(actor: Actor, asset: Asset, *, now: datetime) -> int:
    """Note the older files one looks like; returns how many are new. Posts that wait with it are judged again."""
    older = [(one, bits) for one, bits in alike(asset) if (one.uploaded_at, one.pk) < (asset.uploaded_at, asset.pk)]
    rows = [Twin(workspace=asset.workspace, asset=asset, other=one, bits=bits, found_at=now) for one, bits in older]
    before = Twin.objects.filter(asset=asset).count()
    Twin.objects.bulk_create(rows, ignore_conflicts=True)
    new = Twin.objects.filter(asset=asset).count() - before
    if new:
        announce(JudgementChanged(actor, asset_subject(str(asset.pk)), now))
    return new


@transaction.atomic
def compare_twins(actor: Actor, twin: Twin, decision: str, *, now: datetime) -> Twin:
    """Keep that two files show the same picture, and take over the older one's record with its proofs; or that they do not."""
    actor.require(Permission.WRITE)
    actor.own(twin)
    if decision not in (SAME, OTHER):
        raise Invalid({"decision": _("Please choose one of the answers.")})
    found = Twin.objects.select_for_update(of=("self",)).select_related("asset", "other").get(pk=twin.pk)
    found.decision, found.decided_by, found.decided_at = decision, actor.person, now
    found.save(update_fields=["decision", "decided_by", "decided_at"])
    audit.record(actor, "compliance.compare_twins", found, now=now, details={"decision": decision})
    if decision == SAME:
        _take_over(actor, found, now=now)
    announce(JudgementChanged(actor, asset_subject(str(found.asset_id)), now))
    return found


def _take_over(actor: Actor, twin: Twin, *, now: datetime) -> None:
    mine, theirs = asset_subject(str(twin.asset_id)), asset_subject(str(twin.other_id))
    told = told_about(actor.workspace.pk, [theirs]).get(theirs, {})
    facts = {name: value for name, value in told.items() if name.startswith(_TAKEN_OVER) and name not in _OWN}
    known = set(Proof.objects.filter(workspace=actor.workspace, subject=mine).values_list("sha256", "what"))
    for proof in Proof.objects.filter(workspace=actor.workspace, subject=theirs):
        if (proof.sha256, proof.what) not in known:
            proof.pk, proof.subject = None, mine
            proof.save(force_insert=True)
    declare(actor, mine, facts, now=now)
