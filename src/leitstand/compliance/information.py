"""What is stored about somebody outside, put together as Art. 15 GDPR asks: purposes, recipients, periods, source, rights."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final
from uuid import UUID

from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from leitstand.channels.models import Channel
from leitstand.compliance.core.processing import Processing
from leitstand.compliance.registers import processing_of, processings
from leitstand.connector_kit.registry import UnknownNetwork, manifest
from leitstand.house.models import Workspace
from leitstand.house.outsiders import Hit, tell
from leitstand.house.retention import Period, periods

# The columns people can read something from; keys and marks of the machine are in the file only.
LABELS: Final[Mapping[str, "str | Promise"]] = {
    "name": gettext_lazy("Name"),
    "contributor": gettext_lazy("Name"),
    "speaker": gettext_lazy("Who speaks"),
    "sender": gettext_lazy("Sender"),
    "counsel": gettext_lazy("Counsel"),
    "author_name": gettext_lazy("Name on the network"),
    "author_handle": gettext_lazy("Handle"),
    "author_url": gettext_lazy("Profile"),
    "handles": gettext_lazy("Handles"),
    "mention": gettext_lazy("Handle"),
    "email": gettext_lazy("E-mail"),
    "contact": gettext_lazy("Contact person"),
    "organisation": gettext_lazy("Company"),
    "department": gettext_lazy("Department"),
    "title": gettext_lazy("Title"),
    "text": gettext_lazy("Text"),
    "about": gettext_lazy("What it is about"),
    "note": gettext_lazy("Note"),
    "notes": gettext_lazy("Notes"),
    "reason": gettext_lazy("Reason"),
    "why": gettext_lazy("Reason"),
    "wish": gettext_lazy("What they write"),
    "answer": gettext_lazy("Their answer"),
    "evidence": gettext_lazy("Proof"),
    "outcome": gettext_lazy("Outcome"),
    "subject": gettext_lazy("Subject"),
    "details": gettext_lazy("Details"),
    "params": gettext_lazy("Details"),
    "facts": gettext_lazy("Details"),
    "url": gettext_lazy("Address"),
    "file_name": gettext_lazy("File"),
    "sparring_with": gettext_lazy("Name"),
    "at": gettext_lazy("On"),
    "added_at": gettext_lazy("Entered on"),
    "arrived_at": gettext_lazy("Came in on"),
    "came_in_on": gettext_lazy("Came in on"),
    "created_at": gettext_lazy("Entered on"),
    "answered_at": gettext_lazy("Answered on"),
    "known_at": gettext_lazy("Known since"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is stored, as people read it, and as machines do."""

    hit: Hit
    shown: tuple[tuple[str, str], ...]
    told: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Part:
    """What is stored for one purpose."""

    processing: Processing
    name: str
    purpose: str
    basis: str
    data: str
    origin: str
    out: str
    kept: str
    rows: tuple[Row, ...]


def parts_of(workspace: Workspace, hits: Iterable[Hit], language: str) -> tuple[Part, ...]:
    """Put hits into the rows of the record of processing, in its order."""
    by_row: dict[str, list[Row]] = {}
    known: dict[str, Processing] = {}
    for hit in hits:
        processing = processing_of(hit.entry)
        if processing is not None:
            known[processing.id] = processing
            told = tell(hit)
            by_row.setdefault(processing.id, []).append(Row(hit, _shown(told), told))
    set_for = {one.kind.id: one for one in periods(workspace)}
    networks = networks_of(workspace)
    return tuple(
        Part(
            one,
            one.name.said(language),
            one.purpose.said(language),
            one.basis,
            one.data.said(language),
            one.origin.said(language) if one.origin else "",
            recipients(one, networks, language),
            kept_for(one, set_for, language),
            tuple(by_row[one.id]),
        )
        for one in processings().rows
        if one.id in known
    )


def kept_for(processing: Processing, set_for: Mapping[str, Period], language: str) -> str:
    """Say how long something is kept: the period of the workspace, and when it ends otherwise."""
    told = []
    period = set_for.get(processing.kept)
    if period is not None:
        told.append(
            _("%(count)d days: %(what)s") % {"count": period.days, "what": period.kind.name}
            if period.days is not None
            else _("Until further notice: %(what)s") % {"what": period.kind.name}
        )
    if processing.until is not None:
        told.append(processing.until.said(language))
    return ". ".join(told)


def recipients(processing: Processing, networks: str, language: str) -> str:
    """Say who gets it besides the team."""
    if processing.out is not None:
        return f"{processing.out.said(language)}{f': {networks}' if networks else ''}"
    if processing.id == "inbox" and networks:
        return _("The network it came from, with our answers: %(networks)s") % {"networks": networks}
    return _("Nobody outside; the team by its roles")


def networks_of(workspace: Workspace) -> str:
    """Name the networks a workspace is connected to."""
    slugs = Channel.objects.filter(workspace=workspace).exclude(state="disconnected").values_list("network", flat=True)
    names = []
    for slug in dict.fromkeys(slugs.order_by("network")):
        try:
            names.append(manifest(slug).name)
        except UnknownNetwork:
            names.append(slug)
    return ", ".join(dict.fromkeys(names))


def rights() -> tuple[str, ...]:
    """Name the rights a person is told of with the answer (Art. 15 (1) (e), (f))."""
    return (
        _("Correction of what is wrong (Art. 16 GDPR)"),
        _("Erasure (Art. 17 GDPR) and restriction (Art. 18 GDPR)"),
        _("A copy of what you have given, in a form machines read (Art. 20 GDPR)"),
        _("Objection to what rests on our interests (Art. 21 GDPR)"),
        _("Withdrawal of a consent at any time, for the future (Art. 7 (3) GDPR)"),
        _("Complaint to a supervisory authority, such as that of your federal state (Art. 77 GDPR)"),
    )


def as_file(workspace: Workspace, parts: Iterable[Part], *, now: datetime, controller: str) -> dict[str, object]:
    """Return the whole answer, ready for JSON."""
    return {
        "controller": controller or workspace.name,
        "as_of": now.isoformat(),
        "stored": [
            {
                "what": part.name,
                "purpose": part.purpose,
                "legal_basis": part.basis,
                "categories": part.data,
                "recipients": part.out,
                "kept_for": part.kept,
                "source": part.origin,
                "rows": [{key: _plain(value) for key, value in row.told.items()} for row in part.rows],
            }
            for part in parts
        ],
        "automated_decisions": _("None (Art. 22 GDPR)."),
        "rights": list(rights()),
    }


def _shown(told: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((str(LABELS[name]), _said(value)) for name, value in told.items() if name in LABELS)


def _said(value: object) -> str:
    if isinstance(value, datetime):
        return date_format(localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(one)}" for key, one in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(map(_said, value))
    return str(localize(value))


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, UUID | Decimal):
        return str(value)
    return value if isinstance(value, str | int | float | bool | dict | list) or value is None else str(value)
