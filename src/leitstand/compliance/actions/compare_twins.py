"""Find files that look like one that came, and keep what a person says of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.actions.keep_proof import share_proofs
from leitstand.compliance.actions.see_person import carry_people
from leitstand.compliance.core.media import OF_MEDIA, OF_ONE_FILE
from leitstand.compliance.events import JudgementChanged
from leitstand.compliance.models import Twin
from leitstand.compliance.queries import told_about
from leitstand.compliance.queries.shared import sharing, sharing_subjects
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
    """Keep that two files show the same picture, and so share the older one's record with its proofs; or that they do not.

    Saying later that they do not parts them: each keeps what is on record of it.
    """
    actor.require(Permission.WRITE)
    actor.own(twin)
    if decision not in (SAME, OTHER):
        raise Invalid({"decision": _("Please choose one of the answers.")})
    found = Twin.objects.select_for_update(of=("self",)).select_related("asset", "other").get(pk=twin.pk)
    if decision == found.decision:
        return found
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
    """Give the copy, and what shares a record with it already, the older file's record in place of their own."""
    copy, older = asset_subject(str(twin.asset_id)), asset_subject(str(twin.other_id))
    share_proofs(actor, older, sharing_subjects(actor.workspace.pk, older))
    own = dict.fromkeys(_of_the_work(_record_of(actor, twin.asset)))
    declare(actor, copy, {**own, **_of_the_work(_record_of(actor, twin.other))}, now=now)
    for one in sharing(actor.workspace.pk, twin.other_id):
        carry_people(actor, twin.other, Asset.objects.get(pk=one), now=now)


def _of_the_work(told: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in told.items() if name.startswith(OF_MEDIA) and name not in OF_ONE_FILE}


def _record_of(actor: Actor, asset: Asset) -> Mapping[str, object]:
    subject = asset_subject(str(asset.pk))
    return told_about(actor.workspace.pk, [subject]).get(subject, {})
