"""Read a table of conversions, one line each; the first line names the columns, and nothing is guessed silently. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Final, TypedDict, cast

from leitstand.kernel.sheets import Cell
from leitstand.publishing.core.tracking import FIELDS

HEADINGS: Final[Mapping[str, Sequence[str]]] = {
    "id": ("id", "nummer", "bestellnummer", "order id", "transaction id", "transaktion"),
    "kind": ("art", "kind", "was", "ereignis", "event"),
    "at": ("datum", "date", "tag", "zeit", "zeitpunkt", "at"),
    "clicked_at": ("erster klick", "first click", "klick am"),
    "value": ("wert", "value", "umsatz", "betrag", "revenue"),
    "count": ("anzahl", "count", "wie oft"),
    "goal": ("ziel", "goal"),
    "link": ("link", "kurzlink"),
    "offline": ("offline", "vor ort"),
    "discovered": ("entdeckt", "discovered"),
    **{f"utm_{name}": (f"utm_{name}",) for name in FIELDS},
}
KINDS: Final[Mapping[str, Sequence[str]]] = {
    "look_up": ("look_up", "informiert", "mehr informationen gesucht"),
    "visit": ("visit", "besuch", "website besucht"),
    "buy": ("buy", "kauf", "gekauft", "sale", "purchase", "verkauf", "bestellung"),
    "shop": ("shop", "laden", "laden besucht"),
    "follow": ("follow", "gefolgt"),
    "talk": ("talk", "weitererzählt", "darüber gesprochen"),
    "lead": ("lead", "anfrage", "kontakt"),
    "action": ("action", "ziel", "ziel erreicht"),
}
_YES: Final = frozenset({"ja", "yes", "1", "x", "wahr", "true"})
_NO: Final = frozenset({"", "nein", "no", "0", "falsch", "false"})
_GERMAN_DAY: Final = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})(?: (\d{1,2}):(\d{2}))?")
_AMOUNT: Final = re.compile(r"-?\d{1,12}([.,]\d{1,2})?")
_KNOWN: Final = {word: kind for kind, words in KINDS.items() for word in words}


class RowJson(TypedDict):
    """A line between looking at it and reading it in."""

    line: int
    kind: str
    at: str
    id: str
    clicked_at: str | None
    value: str | None
    count: int
    goal: str
    link: str
    is_offline: bool
    discovered: str
    parameters: dict[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """One line, moments without a time zone: the workspace's own."""

    line: int
    kind: str
    at: datetime
    id: str = ""
    clicked_at: datetime | None = None
    value: Decimal | None = None
    count: int = 1
    goal: str = ""
    link: str = ""
    is_offline: bool = False
    discovered: str = ""
    parameters: Mapping[str, str] = field(default_factory=dict)

    def to_json(self) -> dict[str, object]:
        """Return the row as JSON data; `from_json` gives the same row back."""
        return {
            **asdict(self),
            "at": self.at.isoformat(),
            "clicked_at": self.clicked_at.isoformat() if self.clicked_at else None,
            "value": None if self.value is None else str(self.value),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> "Row":
        """Return the row that `to_json` wrote."""
        told = cast("RowJson", data)
        return cls(
            line=told["line"],
            kind=told["kind"],
            at=datetime.fromisoformat(told["at"]),
            id=told["id"],
            clicked_at=datetime.fromisoformat(told["clicked_at"]) if told["clicked_at"] else None,
            value=None if told["value"] is None else Decimal(told["value"]),
            count=told["count"],
            goal=told["goal"],
            link=told["link"],
            is_offline=told["is_offline"],
            discovered=told["discovered"],
            parameters=told["parameters"],
        )


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in one line: `code` names the sentence, `value` is what stood there."""

    line: int
    code: str
    value: str = ""


def read_conversions(cells: Sequence[Sequence[Cell]]) -> tuple[list[Row], list[Fault]]:
    """Return the rows and what is wrong with the others; without a column for kind and day there are none."""
    if not cells:
        return [], [Fault(1, "empty")]
    columns = _columns(cells[0])
    missing = [name for name in ("kind", "at") if name not in columns]
    if missing:
        return [], [Fault(1, f"no_{missing[0]}")]
    rows: list[Row] = []
    faults: list[Fault] = []
    seen: set[str] = set()
    for number, line in enumerate(cells[1:], 2):
        told = {name: line[place] if place < len(line) else None for name, place in columns.items()}
        if not any(_said(value) for value in told.values()):
            continue
        found = _row(number, told)
        if isinstance(found, Row) and found.id and found.id in seen:
            found = Fault(number, "twice", found.id)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            seen.add(found.id)
            rows.append(found)
    return rows, faults


def _columns(head: Sequence[Cell]) -> dict[str, int]:
    names = {word: name for name, words in HEADINGS.items() for word in words}
    found: dict[str, int] = {}
    for place, cell in enumerate(head):
        name = names.get(_said(cell).lower())
        if name is not None:
            found.setdefault(name, place)
    return found


def _row(number: int, told: Mapping[str, Cell]) -> Row | Fault:
    kind = _KNOWN.get(_said(told["kind"]).lower())
    if kind is None:
        return Fault(number, "kind", _said(told["kind"]))
    at, clicked = _moment(told["at"]), _moment(told.get("clicked_at"))
    if at is None:
        return Fault(number, "at", _said(told["at"]))
    if clicked is None and _said(told.get("clicked_at")):
        return Fault(number, "clicked_at", _said(told.get("clicked_at")))
    value = _amount(told.get("value"))
    if value is None and _said(told.get("value")):
        return Fault(number, "value", _said(told.get("value")))
    count = _said(told.get("count")) or "1"
    if not (count.isascii() and count.isdigit() and int(count[:9]) > 0 and len(count) < 9):
        return Fault(number, "count", count)
    offline = _said(told.get("offline")).lower()
    if offline not in _YES | _NO:
        return Fault(number, "offline", offline)
    return Row(
        line=number,
        kind=kind,
        at=at,
        id=_said(told.get("id"))[:120],
        clicked_at=clicked,
        value=value,
        count=int(count),
        goal=_said(told.get("goal"))[:120],
        link=_said(told.get("link")),
        is_offline=offline in _YES,
        discovered=_said(told.get("discovered")).lower(),
        parameters={name: text for name in FIELDS if (text := _said(told.get(f"utm_{name}")))},
    )


def _said(cell: Cell) -> str:
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return "" if cell is None else str(cell).strip()


def _moment(cell: Cell) -> datetime | None:
    if isinstance(cell, datetime):
        return cell.replace(tzinfo=None)
    if isinstance(cell, date):
        return datetime(cell.year, cell.month, cell.day)  # noqa: DTZ001 - the workspace's own time
    text = _said(cell)
    german = _GERMAN_DAY.fullmatch(text)
    try:
        if german:
            day, month, year, hour, minute = (int(part or 0) for part in german.groups())
            return datetime(year, month, day, hour, minute)  # noqa: DTZ001 - the workspace's own time
        return datetime.fromisoformat(text).replace(tzinfo=None) if text else None
    except ValueError:
        return None


def _amount(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, (int, float)):
        return Decimal(str(cell)).quantize(Decimal("0.01")) if 0 <= cell <= 10**9 else None
    text = _said(cell).removesuffix("€").removesuffix("EUR").strip().replace("\xa0", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d{1,2})?", text):
        text = text.replace(".", "")
    if not _AMOUNT.fullmatch(text):
        return None
    try:
        amount = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return amount if 0 <= amount <= 10**9 else None
