"""Read what a CRM gave out as a file of lines, and the body of a call: both into the same news. Pure."""

import csv
import io
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Final

from leitstand.leads.core.crm import Deal, News, Party

MOST: Final = 20_000
# What systems call their columns, small letters.
_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = {
    "id": ("id", "kontakt-id", "contact id", "kundennummer", "record id", "nummer"),
    "name": ("name", "kontakt", "ansprechpartner", "full name", "vollständiger name", "contact"),
    "first": ("vorname", "first name", "firstname"),
    "last": ("nachname", "last name", "lastname"),
    "email": ("e-mail", "email", "mail", "e-mail-adresse", "email address"),
    "organisation": ("firma", "company", "unternehmen", "organisation", "organization", "company name"),
    "tags": ("kategorie", "kategorien", "category", "beziehung", "relationship", "tags", "lifecycle stage", "gruppe"),
    "deal": ("deal-id", "deal id", "chance-id", "opportunity id", "vorgang"),
    "title": ("titel", "title", "deal name", "chance", "verkaufschance", "opportunity", "betreff"),
    "stage": ("phase", "stage", "status", "deal stage", "stufe"),
    "value": ("wert", "value", "amount", "betrag", "umsatz", "erwarteter umsatz"),
    "begun": ("angelegt", "angelegt am", "created", "create date", "beginn", "erstellt am"),
    "changed": ("geändert", "geändert am", "changed", "modified", "last modified date", "aktualisiert am"),
}


class NotReadable(ValueError):
    """The file or call is not what it should be; `code` says why, `where` in which line or field."""

    def __init__(self, code: str, where: str = "") -> None:
        super().__init__(code)
        self.code = code
        self.where = where


@dataclass(frozen=True, slots=True)
class Read:
    """What a file says, and the lines that were left out with the reason."""

    news: News
    left_out: tuple[tuple[int, str], ...]


def read_lines(data: bytes) -> Read:
    """Read a CSV file, whatever its separator; one line is a party, with its deal where a stage stands in it."""
    text = _decoded(data)
    head = text.splitlines()[0] if text.strip() else ""
    separator = max(";,\t", key=head.count)
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    if len(rows) < 2:
        raise NotReadable("empty")
    places = _places(rows[0])
    if "email" not in places and "id" not in places:
        raise NotReadable("no_key")
    if len(rows) - 1 > MOST:
        raise NotReadable("too_long")
    parties: dict[str, Party] = {}
    deals: list[Deal] = []
    left_out: list[tuple[int, str]] = []
    for line, row in enumerate(rows[1:], start=2):
        told = {name: row[place].strip() for name, place in places.items() if place < len(row)}
        if not any(told.values()):
            continue
        try:
            party, deal = _line(told)
        except NotReadable as why:
            left_out.append((line, why.code))
            continue
        parties[party.id] = party
        if deal is not None:
            deals.append(deal)
    return Read(News(tuple(parties.values()), tuple(deals)), tuple(left_out))


def _decoded(data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _places(head: Sequence[str]) -> dict[str, int]:
    names = [" ".join(cell.casefold().split()) for cell in head]
    found: dict[str, int] = {}
    for column, known in _COLUMNS.items():
        place = next((names.index(one) for one in known if one in names), None)
        if place is not None:
            found[column] = place
    return found


def _line(told: Mapping[str, str]) -> tuple[Party, Deal | None]:
    email = told.get("email", "")
    number = told.get("id") or email.casefold()
    if not number:
        raise NotReadable("no_key")
    name = told.get("name") or " ".join(part for part in (told.get("first"), told.get("last")) if part)
    tags = frozenset(tag.strip() for tag in told.get("tags", "").replace(";", ",").split(",") if tag.strip())
    changed = _moment(told.get("changed", ""))
    party = Party(number[:120], name, email, told.get("organisation", ""), tags, changed)
    if not told.get("stage"):
        return party, None
    title = told.get("title", "")
    deal = told.get("deal") or f"{number[:80]}:{sha256(title.encode()).hexdigest()[:16]}"
    begun = _day(told.get("begun", ""))
    return party, Deal(deal[:120], title, told["stage"], party.id, _amount(told.get("value", "")), begun, "", changed)


def _amount(text: str) -> Decimal | None:
    """Read an amount as German or English programs write it; raises NotReadable where it is none."""
    plain = text.replace("€", "").replace("EUR", "").replace("\u00a0", "").replace(" ", "").replace("'", "")
    if not plain:
        return None
    comma, dot = plain.rfind(","), plain.rfind(".")
    if comma > dot:
        plain = plain.replace(".", "").replace(",", ".")
    elif comma >= 0:
        plain = plain.replace(",", "")
    elif plain.count(".") > 1 or (dot >= 0 and len(plain) - dot == 4 and plain[:dot] not in ("", "0")):
        plain = plain.replace(".", "")  # "12.500" is twelve thousand five hundred
    try:
        found = Decimal(plain)
    except InvalidOperation:
        raise NotReadable("value") from None
    if not found.is_finite() or not 0 <= found <= 10**9:
        raise NotReadable("value")
    return found


def _day(text: str) -> date | None:
    if not text:
        return None
    for form in ("%Y-%m-%d", "%d.%m.%Y", "%d.%m.%y", "%m/%d/%Y"):
        try:
            return datetime.strptime(text.split("T", maxsplit=1)[0].split(" ", maxsplit=1)[0], form).date()  # noqa: DTZ007 - only its day is used
        except ValueError:
            continue
    raise NotReadable("day")


def _moment(text: str) -> datetime | None:
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        day = _day(text)
        if day is None:
            return None
        found = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def read_call(body: bytes) -> News:
    """Read the body of a call: {"parties": […], "deals": […]} with the fields of Party and Deal. Raises NotReadable."""
    try:
        told = json.loads(body)
    except ValueError:
        raise NotReadable("json") from None
    if not isinstance(told, dict) or not set(told) <= {"parties", "deals"} or not told:
        raise NotReadable("fields")
    parties = tuple(_called_party(one, f"parties[{place}]") for place, one in _rows(told.get("parties", []), "parties"))
    deals = tuple(_called_deal(one, f"deals[{place}]") for place, one in _rows(told.get("deals", []), "deals"))
    return News(parties, deals)


def _rows(told: object, where: str) -> Iterable[tuple[int, Mapping[str, object]]]:
    if not isinstance(told, list) or len(told) > MOST:
        raise NotReadable("fields", where)
    for place, one in enumerate(told):
        if not isinstance(one, dict):
            raise NotReadable("fields", f"{where}[{place}]")
        yield place, one


def _text(told: Mapping[str, object], name: str, where: str, *, most: int, needed: bool = False) -> str:
    value = told.get(name, "")
    if value is None:
        value = ""
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if not isinstance(value, str) or len(value) > most or "\x00" in value or (needed and not value.strip()):
        raise NotReadable("fields", f"{where}.{name}")
    return value.strip()


def _called_party(told: Mapping[str, object], where: str) -> Party:
    tags = told.get("tags", [])
    if not isinstance(tags, list) or not all(isinstance(one, str) for one in tags):
        raise NotReadable("fields", f"{where}.tags")
    return Party(
        _text(told, "id", where, most=120, needed=True),
        _text(told, "name", where, most=120),
        _text(told, "email", where, most=254),
        _text(told, "organisation", where, most=120),
        frozenset(tags),
        _called_moment(told, where),
    )


def _called_deal(told: Mapping[str, object], where: str) -> Deal:
    try:
        value = _amount(str(told["value"])) if told.get("value") not in (None, "") else None
        begun = _day(_text(told, "begun", where, most=30))
    except NotReadable as why:
        raise NotReadable(why.code, where) from why
    return Deal(
        _text(told, "id", where, most=120, needed=True),
        _text(told, "title", where, most=160),
        _text(told, "stage", where, most=120, needed=True),
        _text(told, "party", where, most=120),
        value,
        begun,
        _text(told, "key", where, most=60),
        _called_moment(told, where),
    )


def _called_moment(told: Mapping[str, object], where: str) -> datetime | None:
    try:
        return _moment(_text(told, "changed", where, most=40))
    except NotReadable as why:
        raise NotReadable(why.code, f"{where}.changed") from why


OUT: Final = (
    "key", "name", "e-mail", "company", "relationship", "consent to e-mail", "title", "stage", "value", "created"
)  # fmt: skip


def written(rows: Iterable[Sequence[str]]) -> bytes:
    """Write leads as a file for another CRM; what a table program would take for a formula is marked as text."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(OUT)
    for row in rows:
        writer.writerow([f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell for cell in row])
    return ("\ufeff" + out.getvalue()).encode()
