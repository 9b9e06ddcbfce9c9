"""Keep what was given for a post, who allowed what in it, or by what right a file is used; the facts follow from it."""

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.actions.declare import declare
from leitstand.compliance.keeping import drop_files, take_proof
from leitstand.compliance.models import Proof
from leitstand.compliance.queries import law_here, told_about
from leitstand.compliance.queries.shared import sharing_subjects
from leitstand.compliance.subjects import is_asset
from leitstand.house import audit
from leitstand.house.actor import Actor, Foreign
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.zones import day_in

CONSIDERATION: Final = "consideration"
PERMISSION: Final = "permission"
LICENCE: Final = "licence"
# Which fact each of them proves.
FACT_OF: Final = {CONSIDERATION: "post.consideration", PERMISSION: "foreign.contained", LICENCE: "licence.type"}
_PERMITTED: Final = ("brand", "picture", "both")
_NOTHING: Final = "none"
# Terms that stand on a page of somebody else, and are others tomorrow (guide 6.7).
_TERMS_CHANGE: Final = frozenset({"stock_standard", "stock_editorial", "free_portal"})
MOST: Final = 50


class ProofFields(TypedDict):
    """What is kept."""

    about: str
    kind: str
    what: str
    value: Decimal | None
    giver: str
    on: date
    note: str


def kinds_of(about: str) -> tuple[str, ...]:
    """Return the values a record of this kind can have."""
    if about == PERMISSION:
        return _PERMITTED
    choices = tuple(one.id for one in law_here().vocabulary[FACT_OF[about]].choices)
    return tuple(one for one in choices if one != _NOTHING) if about == LICENCE else choices


@transaction.atomic
def keep_proof(
    actor: Actor,
    subject: str,
    fields: ProofFields,
    *,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
) -> Proof:
    """Keep one record, with a file or a note as evidence. Raises Invalid at the field."""
    actor.require(Permission.WRITE)
    if errors := _wrong(actor, fields, has_file=bool(file_name), now=now):
        raise Invalid(errors)
    if is_asset(subject) is not (fields["about"] == LICENCE):
        raise Foreign("subject")
    held = list(Proof.objects.select_for_update().filter(workspace=actor.workspace, subject=subject))
    if len(held) >= MOST:
        raise Impossible(_("At most %(count)d records, please.") % {"count": MOST}, code="full")
    if fields["kind"] == _NOTHING and any(one.about == CONSIDERATION and one.kind != _NOTHING for one in held):
        raise Invalid({"kind": _("A benefit is on record already. Delete that record first if it was wrong.")})
    sha256, size = take_proof(chunks) if file_name else ("", 0)
    made = Proof.objects.create(
        workspace=actor.workspace,
        subject=subject,
        about=fields["about"],
        kind=fields["kind"],
        what=" ".join(fields["what"].split()),
        value=fields["value"],
        giver=" ".join(fields["giver"].split()),
        on=fields["on"],
        note=fields["note"].strip(),
        file_name=file_name[-200:],
        sha256=sha256,
        size=size,
        kept_by=actor.person,
        kept_at=now,
    )
    share_proofs(actor, subject, sharing_subjects(actor.workspace.pk, subject))
    audit.record(actor, "compliance.keep_proof", made, now=now, details={"about": made.about, "sha256": sha256})
    _tell(actor, subject, made.about, now=now)
    if made.about == LICENCE:
        _tell_of_licence(actor, made, now=now)
    return made


def _wrong(actor: Actor, fields: ProofFields, *, has_file: bool, now: datetime) -> dict[str, str]:
    errors: dict[str, str] = {}
    if fields["about"] not in FACT_OF or fields["kind"] not in kinds_of(fields["about"]):
        errors["kind"] = _("Please choose one of the answers.")
    is_something = fields["kind"] != _NOTHING
    if is_something and not fields["what"].split():
        errors["what"] = _("Say what it is.")
    if is_something and not fields["giver"].split():
        errors["giver"] = _("Say from whom.")
    for name in ("what", "giver"):
        if len(fields[name]) > 200:
            errors[name] = _("At most %(count)d characters, please.") % {"count": 200}
    value = fields["value"]
    if value is not None and not 0 <= value < 10_000_000_000:
        errors["value"] = _("An amount from 0 on, please.")
    if fields["on"] > day_in(actor.workspace, now):
        errors["on"] = _("This day is still to come.")
    if len(fields["note"]) > 4000:
        errors["note"] = _("At most %(count)d characters, please.") % {"count": 4000}
    if not has_file and fields["kind"] in _TERMS_CHANGE:
        errors["file"] = _("Add the terms as they read today, as a file: agencies and portals change them.")
    elif not has_file and not fields["note"].strip():
        errors["note"] = _("Add a file, or note how it can be proved.")
    return errors


@transaction.atomic
def drop_proof(actor: Actor, proof: Proof, *, now: datetime) -> None:
    """Delete a record with its file, also where others share it; the facts follow."""
    actor.require(Permission.WRITE)
    actor.own(proof)
    audit.record(actor, "compliance.drop_proof", proof, now=now, details={"about": proof.about})
    subject, about, sha256 = proof.subject, proof.about, proof.sha256
    same = {"about": about, "sha256": sha256, "what": proof.what, "on": proof.on}
    others = sharing_subjects(actor.workspace.pk, subject)
    Proof.objects.filter(workspace=actor.workspace, subject__in=others, **same).delete()
    proof.delete()
    transaction.on_commit(partial(drop_files, [sha256]))
    _tell(actor, subject, about, now=now)


def share_proofs(actor: Actor, subject: str, others: Iterable[str]) -> None:
    """Keep every proof of a file for others that share its record; what is there already is left as it is."""
    mine = list(Proof.objects.filter(workspace=actor.workspace, subject=subject))
    for other in others:
        there = Proof.objects.filter(workspace=actor.workspace, subject=other)
        known = set(there.values_list("about", "sha256", "what", "on"))
        for proof in mine:
            if (proof.about, proof.sha256, proof.what, proof.on) not in known:
                proof.pk, proof.subject = None, other
                proof.save(force_insert=True)


def _tell(actor: Actor, subject: str, about: str, *, now: datetime) -> None:
    """Declare what follows from all records of a thing: any benefit outweighs "nothing", a proof of both covers both."""
    rows = list(Proof.objects.filter(workspace=actor.workspace, subject=subject, about=about))
    kinds = [one.kind for one in rows]
    if about == CONSIDERATION:
        benefit = next((kind for kind in kinds if kind != _NOTHING), None)
        nothing = _NOTHING if kinds else None
        facts: dict[str, object] = {
            "post.consideration": benefit or nothing,
            "post.receipt": True if kinds and benefit is None else None,
        }
    elif about == LICENCE:
        facts = {"licence.proof": True if kinds else None}
    else:
        contained = "both" if len(set(kinds)) > 1 else next(iter(kinds), None)
        facts = {"foreign.permission": True if kinds else None}
        if contained:
            facts["foreign.contained"] = contained
    declare(actor, subject, facts, now=now)


def _tell_of_licence(actor: Actor, made: Proof, *, now: datetime) -> None:
    """Declare what a proof shows when it is kept: by what right, and who granted it where nobody said so yet.

    Only then: what somebody changes in the record afterwards is not set back by the next proof that goes.
    """
    known = told_about(actor.workspace.pk, [made.subject]).get(made.subject, {})
    facts: dict[str, object] = {"licence.type": made.kind}
    if not known.get("record.licensor") and made.giver:
        facts["record.licensor"] = made.giver
    declare(actor, made.subject, facts, now=now)
