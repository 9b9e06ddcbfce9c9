"""The proof of consents on paper and as data: everything that was kept, and nothing made up."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.compliance.consenting import consent_register
from leitstand.compliance.models import Consent
from leitstand.compliance.queries.consents import evidence_of
from leitstand.house.tables import TableCell

DOCUMENT: Final = "einwilligung-%d"


def as_document(consent: Consent) -> dict[str, object]:
    """Return everything that proves it; moments with seconds and zone."""
    zone = ZoneInfo(consent.workspace.time_zone)

    def moment(told: datetime | None) -> str | None:
        return told.astimezone(zone).isoformat(timespec="seconds") if told is not None else None

    text = consent.text
    return {
        "id": consent.pk,
        "state": consent.state,
        "subject": {
            "name": consent.name,
            "way": consent.way,
            "network": consent.network,
            "address": consent.address,
            "contact": consent.contact_id,
            "age": consent.is_adult,
        },
        "wording": {
            "purpose": text.name,
            "version": text.version,
            "text": text.wording,
            "sha256": text.sha256,
            "ways": text.ways,
            "controller": text.controller,
            "privacy_notice": text.privacy_notice,
            "withdrawal_notice_shown": text.tells_withdrawal,
        },
        "collection": {
            "source": consent.source,
            "place": consent.place,
            "at": moment(consent.requested_at),
            "entered_at": moment(consent.added_at),
            "entered_by": str(consent.added_by) if consent.added_by else "",
        },
        "request": {
            "count": consent.asked_count,
            "last_at": moment(consent.asked_at),
            "mail": consent.asked_words,
        },
        "confirmation": {
            "at": moment(consent.given_at),
            "by": consent.confirmed_by,
            "words": consent.confirmed_words,
            "from_network": consent.confirmed_from,
            "note": consent.proof_note,
            "files": [
                {"name": one.name, "file": one.file_name, "sha256": one.sha256, "bytes": one.size}
                for one in consent.proofs.all()
            ],
        },
        "good_until": consent.ends.isoformat() if consent.ends else None,
        "last_used_at": moment(consent.used_at),
        "withdrawal": {
            "at": moment(consent.withdrawn_at),
            "by": consent.withdrawn_by,
            "note": consent.withdrawal_note,
        },
        "on_record": evidence_of(consent),
    }


def lines_of(consent: Consent) -> list[tuple[str, str]]:
    """Return what is on record, line by line, as a page shows it."""
    text = consent.text
    told = [
        (_("Name"), consent.name),
        (_("Way"), f"{consent.get_way_display()} {consent.network}".strip()),
        (_("Address or handle"), consent.address),
        (_("What for"), _("%(name)s, version %(version)d") % {"name": text.name, "version": text.version}),
        (_("Who will write"), text.controller),
        (_("Privacy notice"), text.privacy_notice),
        (_("How it was given"), source_words(consent.source)),
        (_("Where"), consent.place),
        (_("When"), _moment(consent.requested_at)),
        (_("Entered"), " · ".join(filter(None, (_moment(consent.added_at), str(consent.added_by or ""))))),
        (_("Asked to confirm"), _moment(consent.asked_at)),
        (_("How it was confirmed"), consent.get_confirmed_by_display() if consent.confirmed_by else ""),
        (_("In force since"), _moment(consent.given_at)),
        (_("Click from the network"), consent.confirmed_from),
        (_("Proof"), consent.proof_note),
        (_("Age"), _("says they are an adult") if consent.is_adult else ""),
        (_("Good until"), date_format(consent.ends, "SHORT_DATE_FORMAT") if consent.ends else ""),
        (_("Last used"), _moment(consent.used_at)),
        (_("Consent withdrawn"), _moment(consent.withdrawn_at)),
        (_("How they told you"), consent.get_withdrawn_by_display() if consent.withdrawn_by else ""),
        (_("Note"), consent.withdrawal_note),
    ]
    return [(label, words) for label, words in told if words]


def rows_of(consents: Iterable[Consent]) -> Iterator[Sequence[TableCell]]:
    """Return the register as lines of a table, with its head."""
    yield (
        _("Number"), _("State"), _("Name"), _("Way"), _("Network"), _("Address or handle"), _("What for"), _("Version"),
        _("How it was given"), _("Where"), _("When"), _("In force since"), _("How it was confirmed"), _("Consent withdrawn"),
        _("Last used"), _("Wording (SHA-256)"),
    )  # fmt: skip
    for one in consents:
        yield (
            one.pk, one.get_state_display(), one.name, one.get_way_display(), one.network, one.address, one.text.name,
            one.text.version, source_words(one.source), one.place, _stamp(one, "requested_at"), _stamp(one, "given_at"),
            one.get_confirmed_by_display() if one.confirmed_by else "", _stamp(one, "withdrawn_at"),
            _stamp(one, "used_at"), one.text.sha256,
        )  # fmt: skip


def source_words(source: str) -> str:
    """Say where a consent comes from."""
    found = consent_register().sources.get(source)
    return found.words.said(get_language() or "de") if found else source


def _stamp(consent: Consent, name: str) -> str:
    told = getattr(consent, name)
    return told.astimezone(ZoneInfo(consent.workspace.time_zone)).isoformat(timespec="seconds") if told else ""


def _moment(told: datetime | None) -> str:
    return date_format(localtime(told), "SHORT_DATETIME_FORMAT") if told is not None else ""
