"""Keep an agreement with a network or the maker of a tool: its version, the day it was accepted, its text unchanged."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.keeping import drop_files, take_proof
from leitstand.compliance.models import Contract
from leitstand.compliance.models.account import CONTRACT_KINDS
from leitstand.compliance.platform_law import platform_laws
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid

_MOST = {"tool": 120, "party": 160, "version": 80, "url": 500, "note": 500}


class ContractFields(TypedDict):
    """What is kept of an agreement. `network` is the network's own id, "" for a tool."""

    kind: str
    network: str
    tool: str
    party: str
    version: str
    accepted_on: date
    url: str
    is_published: bool
    review_on: date | None
    note: str


@transaction.atomic
def keep_contract(
    actor: Actor,
    fields: ContractFields,
    *,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    now: datetime,
    contract: Contract | None = None,
) -> Contract:
    """Enter an agreement or change what is kept of it; a new file takes the place of the one before."""
    actor.require(Permission.WRITE)
    if contract is not None:
        actor.own(contract)
    if errors := _wrong(fields):
        raise Invalid(errors)
    found = contract or Contract(workspace=actor.workspace)
    for name, value in fields.items():
        setattr(found, name, " ".join(value.split()) if isinstance(value, str) else value)
    if file_name:
        transaction.on_commit(partial(drop_files, {found.sha256}))  # the one before, if nothing else leans on it
        found.sha256, found.size = take_proof(chunks)
        found.file_name = file_name[-200:]
    found.kept_by, found.kept_at = actor.person, now
    found.save()
    audit.record(
        actor, "compliance.keep_contract", found, now=now, details={"kind": found.kind, "network": found.network}
    )
    return found


def _wrong(fields: ContractFields) -> dict[str, str]:
    errors = {
        name: _("At most %(count)d characters, please.") % {"count": most}
        for name, most in _MOST.items()
        if len(str(fields[name])) > most  # type: ignore[literal-required]  # names of the table above
    }
    if fields["kind"] not in dict(CONTRACT_KINDS):
        errors["kind"] = _("Please choose one of the kinds.")
    if fields["network"] and fields["network"] not in platform_laws():
        errors["network"] = _("This network is not known here.")
    if not fields["network"] and not fields["tool"].split():
        errors["tool"] = _("Choose a network or name the tool.")
    if not fields["party"].split():
        errors["party"] = _("Say with whom it was made.")
    if not fields["version"].split():
        errors["version"] = _("Say which version it is, such as its date.")
    if fields["url"] and not fields["url"].startswith(("https://", "http://")):
        errors["url"] = _("Please enter the whole address, beginning with https.")
    if fields["review_on"] is not None and fields["review_on"] < fields["accepted_on"]:
        errors["review_on"] = _("This day lies before it was accepted.")
    return errors


@transaction.atomic
def end_contract(actor: Actor, contract: Contract, *, on: date, now: datetime) -> None:
    """Note that an agreement has ended; it stays on record with its file."""
    actor.require(Permission.WRITE)
    actor.own(contract)
    if contract.ended_on is not None:
        raise Impossible(_("This agreement has ended already."), code="ended")
    contract.ended_on = on
    contract.save(update_fields=["ended_on"])
    audit.record(actor, "compliance.end_contract", contract, now=now)
