"""Enter an offer for an address (a lead magnet), change it, open or close its page, or delete it."""

from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Final, TypedDict

from django.db import transaction
from django.utils.translation import gettext as _

from leitstand.compliance.core.consents import Way
from leitstand.compliance.keeping import also_held, drop_files, take_proof
from leitstand.compliance.models import ConsentText, Imprint
from leitstand.house import audit
from leitstand.house.actor import Actor
from leitstand.house.core.roles import Permission
from leitstand.house.errors import Impossible, Invalid
from leitstand.house.mail import mail_is_set
from leitstand.leads.models import LeadMagnet
from leitstand.library.models import Asset
from leitstand.planning.models import Campaign

_MOST: Final = {"title": 120, "pitch": 2000}


class MagnetFields(TypedDict):
    """What is told of an offer; its own file comes beside."""

    title: str
    pitch: str
    asset: Asset | None
    text: ConsentText | None
    asks_organisation: bool
    asks_phone: bool
    campaign: Campaign | None


@also_held
def _is_handed_out(sha256: str) -> bool:
    return LeadMagnet.objects.filter(sha256=sha256).exists()


@transaction.atomic
def keep_magnet(
    actor: Actor,
    fields: MagnetFields,
    *,
    now: datetime,
    magnet: LeadMagnet | None = None,
    file_name: str = "",
    chunks: Iterable[bytes] = (),
) -> LeadMagnet:
    """Enter or change an offer; a file of its own takes the place of the one before. Raises Invalid at the field."""
    actor.require(Permission.ANSWER)
    theirs = (magnet, fields["asset"], fields["text"], fields["campaign"])
    actor.own(*(one for one in theirs if one is not None))
    text = fields["text"]
    errors = _faults(fields, has_file=bool(file_name or (magnet and magnet.sha256)))
    if errors or text is None:
        raise Invalid(errors)
    found = magnet or LeadMagnet(workspace=actor.workspace, added_at=now, added_by=actor.person)
    before = found.sha256
    if file_name:
        found.sha256, found.size = take_proof(chunks)
        found.file_name = file_name[-200:]
    found.title, found.pitch = " ".join(fields["title"].split()), fields["pitch"].strip()
    found.asset, found.text, found.campaign = fields["asset"], text, fields["campaign"]
    found.asks_organisation, found.asks_phone = fields["asks_organisation"], fields["asks_phone"]
    found.save()
    if before and before != found.sha256:
        transaction.on_commit(partial(drop_files, [before]))
    audit.record(actor, "leads.keep_magnet", found, now=now)
    return found


def _faults(fields: MagnetFields, *, has_file: bool) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not fields["title"].split():
        errors["title"] = _("Say what it is.")
    if not fields["pitch"].split():
        errors["pitch"] = _("Say what it is good for: nobody gives an address for nothing.")
    for name, most in _MOST.items():
        if len(str(fields[name])) > most:  # type: ignore[literal-required]
            errors[name] = _("At most %(count)d characters, please.") % {"count": most}
    text, asset = fields["text"], fields["asset"]
    if text is None or text.retired_at is not None:
        errors["text"] = _("Choose the words of consent.")
    elif Way.EMAIL.value not in text.ways:
        errors["text"] = _("These words do not cover e-mail.")
    if asset is not None and (asset.state != "ready" or asset.deleted_at is not None):
        errors["asset"] = _("This file cannot be handed out.")
    if asset is None and not has_file:
        errors["file"] = _("Choose a file of the library, or add one of its own.")
    return errors


@transaction.atomic
def open_magnet(actor: Actor, magnet: LeadMagnet, *, is_open: bool, now: datetime) -> LeadMagnet:
    """Open or close the page. Raises Impossible where nobody who asks could be answered."""
    actor.require(Permission.ANSWER)
    actor.own(magnet)
    if is_open:
        _may_open(actor, magnet)
    magnet.is_open = is_open
    magnet.save(update_fields=["is_open"])
    audit.record(actor, "leads.switch_magnet", magnet, now=now, details={"open": is_open})
    return magnet


def _may_open(actor: Actor, magnet: LeadMagnet) -> None:
    if not mail_is_set():
        raise Impossible(_("This installation sends no mail yet; without it nobody can confirm."), code="no_mail")
    imprint = Imprint.objects.filter(workspace=actor.workspace).first()
    if imprint is None or not imprint.details:
        raise Impossible(_("Fill in your imprint first: page and mails must carry it."), code="no_imprint")
    if magnet.text.retired_at is not None:
        raise Impossible(_("These words of consent are replaced by newer ones. Choose those first."), code="old_text")
    if file_of(magnet) is None:
        raise Impossible(_("There is no file to hand out any more. Choose another one first."), code="no_file")


def file_of(magnet: LeadMagnet) -> tuple[str, str] | None:
    """Return hash and name of what is handed out; None where there is nothing any more."""
    if magnet.sha256:
        return magnet.sha256, magnet.file_name
    asset = magnet.asset
    if asset is None or asset.deleted_at is not None or not asset.sha256:
        return None
    return asset.sha256, named(asset)


def named(asset: Asset) -> str:
    """Return the name a file of the library is handed out under: its own, with the ending of what it became."""
    ending = asset.mime.rpartition("/")[2].replace("jpeg", "jpg")
    return asset.name if asset.name.lower().endswith(f".{ending}") else f"{asset.name}.{ending}"


@transaction.atomic
def drop_magnet(actor: Actor, magnet: LeadMagnet, *, now: datetime) -> None:
    """Delete an offer with its count; consents and contacts stay."""
    actor.require(Permission.ANSWER)
    actor.own(magnet)
    audit.record(actor, "leads.drop_magnet", magnet, now=now)
    sha256 = magnet.sha256
    magnet.delete()
    transaction.on_commit(partial(drop_files, [sha256]))
