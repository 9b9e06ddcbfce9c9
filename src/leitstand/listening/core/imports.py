"""Read the export of any listening tool: which encoding, which separator, which column is what; errors by row, nothing lost."""

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from typing import Final, Literal

from leitstand.listening.core.items import Item

Column = Literal[
    "id", "at", "time", "text", "title", "url", "author_name", "author_handle", "network", "language",
    "likes", "comments", "shares", "followers", "sharers_followers", "tone",
]  # fmt: skip
LARGEST: Final = 200_000_000
LONGEST_CELL: Final = 1_000_000

# By what headers exports call a column; compared without case, signs and accents, the first that fits wins.
_HEADERS: Final[Mapping[Column, tuple[str, ...]]] = {
    "id": ("mention id", "post id", "document id", "message id", "resource id", "id", "guid", "uuid", "native id"),
    "at": (
        "date", "published", "published at", "published date", "created at", "created", "timestamp", "post date",
        "date time", "datetime", "datum", "veroffentlicht", "veroeffentlicht", "veroffentlicht am", "erstellt am",
        "zeitpunkt", "zeitstempel", "extract date", "alternate date format", "time stamp",
    ),
    "time": ("time", "uhrzeit", "zeit"),
    "text": (
        "text", "full text", "content", "message", "body", "snippet", "hit sentence", "mention", "post", "opening text",
        "mention content", "post text", "caption", "inhalt", "volltext", "beitrag", "nachricht", "erwahnung", "tweet",
        "extract", "description", "beschreibung", "key phrase", "sound bite text",
    ),
    "title": ("title", "headline", "subject", "titel", "uberschrift", "schlagzeile", "betreff"),
    "url": (
        "url", "link", "permalink", "post url", "mention url", "original url", "resolved url", "adresse", "quelllink",
    ),
    "author_name": (
        "author", "author name", "full name", "name", "user", "influencer", "autor", "autorin", "verfasser",
        "display name",
    ),
    "author_handle": (
        "handle", "username", "user name", "screen name", "author handle", "user handle", "benutzername",
        "nutzername",
    ),
    "network": (
        "source", "platform", "network", "channel", "source type", "page type", "media type", "content source",
        "content source name", "source name", "quelle", "plattform", "netzwerk", "kanal", "domain", "site",
    ),
    "language": ("language", "lang", "sprache", "language code"),
    "likes": (
        "likes", "like count", "reactions", "facebook likes", "favorites", "favourites", "twitter likes",
        "gefallt mir", "likes anzahl", "reaktionen",
    ),
    "comments": ("comments", "comment count", "replies", "reply count", "facebook comments", "kommentare", "antworten"),
    "shares": (
        "shares", "share count", "retweets", "reposts", "facebook shares", "twitter retweets", "geteilt",
        "geteilte inhalte",
    ),
    "followers": (
        "followers", "follower count", "author followers", "twitter followers", "audience", "follower", "abonnenten",
        "reichweite autor",
    ),
    "sharers_followers": ("sharers followers", "shared reach", "follower der teilenden"),
    "tone": ("sentiment", "tone", "polarity", "tonalitat", "tonalitaet", "stimmung", "tonality"),
}  # fmt: skip
_TONES: Final = {
    **dict.fromkeys(("positive", "positiv", "pos", "1", "good", "favourable", "favorable"), "positive"),
    **dict.fromkeys(("neutral", "neu", "0", "mixed", "gemischt"), "neutral"),
    **dict.fromkeys(("negative", "negativ", "neg", "-1", "bad", "unfavourable", "unfavorable"), "negative"),
}
_MOMENTS: Final = (
    "%Y-%m-%d %H:%M:%S", "%Y-%m-%d %H:%M", "%Y-%m-%d", "%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M", "%d.%m.%Y", "%d.%m.%y %H:%M",
    "%d.%m.%y", "%d-%b-%Y %I:%M%p", "%d %b %Y %H:%M", "%d %b %Y", "%b %d, %Y %H:%M", "%b %d, %Y", "%Y/%m/%d %H:%M:%S",
    "%Y/%m/%d", "%d/%m/%Y %H:%M:%S", "%d/%m/%Y %H:%M", "%d/%m/%Y", "%m/%d/%Y %H:%M:%S", "%m/%d/%Y %H:%M", "%m/%d/%Y",
    "%m/%d/%Y %I:%M %p", "%a %b %d %H:%M:%S %z %Y",
)  # fmt: skip


class NotATable(ValueError):
    """No table of mentions can be read from these bytes; `why` is "empty", "large", "one_column" or "binary"."""

    def __init__(self, why: Literal["empty", "large", "one_column", "binary"]) -> None:
        super().__init__(why)
        self.why = why


@dataclass(frozen=True, slots=True)
class Table:
    """An export as it was read: its headers, its rows, and how."""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    encoding: str
    separator: str


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that cannot be taken in: its number in the file (headers are row 1), the column, and what stands there."""

    row: int
    column: Column
    found: str


def read_table(data: bytes) -> Table:
    """Return the table in a file, whatever its encoding and separator; raises NotATable."""
    if len(data) > LARGEST:
        raise NotATable("large")
    text, encoding = _decoded(data)
    if "\x00" in text:
        raise NotATable("binary")
    if not text.strip():
        raise NotATable("empty")
    separator = _separator(text)
    csv.field_size_limit(LONGEST_CELL)
    try:
        rows = [tuple(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator) if any(row)]
    except csv.Error:
        raise NotATable("binary") from None
    start = _where_headers_stand(rows)
    if start is None:
        raise NotATable("one_column")
    headers = tuple(cell.strip() for cell in rows[start])
    return Table(headers, tuple(rows[start + 1 :]), encoding, separator)


def guess(headers: Sequence[str]) -> dict[Column, int]:
    """Return which column is what, by its header; the same column is never two things."""
    plain = [_bare(header) for header in headers]
    found: dict[Column, int] = {}
    for column, names in _HEADERS.items():
        place = next(
            (plain.index(name) for name in names if name in plain and plain.index(name) not in found.values()), None
        )
        if place is not None:
            found[column] = place
    if "at" not in found and "time" in found:
        found["at"] = found.pop("time")
    if "text" not in found and "title" in found:
        found["text"] = found.pop("title")
    return found


def items(table: Table, columns: Mapping[Column, int], *, zone: tzinfo) -> Iterator[Item | Problem]:
    """Yield an item for each row, or what is wrong with it. Moments without a zone are those of `zone`."""
    day_first = _day_first(table, columns.get("at"))
    for number, row in enumerate(table.rows, start=2):
        told = {column: row[place].strip() for column, place in columns.items() if place < len(row)}
        text = "\n".join(part for part in (told.get("title", ""), told.get("text", "")) if part)
        if not text:
            yield Problem(number, "text", "")
            continue
        written = " ".join(part for part in (told.get("at", ""), told.get("time", "")) if part)
        at = moment(written, zone=zone, day_first=day_first)
        if at is None:
            yield Problem(number, "at", written[:80])
            continue
        figures, wrong = _figures(told)
        if wrong is not None:
            yield Problem(number, wrong, told[wrong][:80])
            continue
        tone = _TONES.get(told.get("tone", "").casefold(), "")
        yield Item(
            id=told.get("id") or told.get("url") or _made_up(text, written, told),
            at=at,
            text=text,
            network=told.get("network", ""),
            author_handle=told.get("author_handle", "").lstrip("@"),
            author_name=told.get("author_name", ""),
            url=told.get("url", ""),
            language=told.get("language", "")[:12].lower(),
            tone=tone,
            likes=figures.get("likes"),
            comments=figures.get("comments"),
            shares=figures.get("shares"),
            followers=figures.get("followers"),
            sharers_followers=figures.get("sharers_followers"),
        )


def moment(written: str, *, zone: tzinfo, day_first: bool = True) -> datetime | None:
    """Return the moment somebody has written down; None where it cannot be read."""
    clean = " ".join(written.split()).removesuffix(" Uhr")
    if not clean:
        return None
    if clean.isdigit() and len(clean) in (10, 13):
        return datetime.fromtimestamp(int(clean[:10]), UTC)
    try:
        found = datetime.fromisoformat(clean.removesuffix(" UTC") + ("+00:00" if clean.endswith(" UTC") else ""))
    except ValueError:
        tried = (_by_pattern(clean, pattern) for pattern in _MOMENTS if day_first or not pattern.startswith("%d/"))
        first = next((one for one in tried if one is not None), None)
        if first is None:
            return None
        found = first
    return found if found.tzinfo is not None else found.replace(tzinfo=zone)


def _by_pattern(clean: str, pattern: str) -> datetime | None:
    try:
        return datetime.strptime(clean, pattern)  # noqa: DTZ007 - the zone is the caller's
    except ValueError:
        return None


def _decoded(data: bytes) -> tuple[str, str]:
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace"), encoding
    head = data[:4000]
    # UTF-16 without its mark: every second byte of a Western text is zero.
    if head[1::2].count(0) > len(head) // 4:
        return data.decode("utf-16-le", errors="replace"), "utf-16-le"
    if head[0::2].count(0) > len(head) // 4:
        return data.decode("utf-16-be", errors="replace"), "utf-16-be"
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace"), "cp1252"


def _separator(text: str) -> str:
    head = text[:20_000]
    return max(";\t,|", key=lambda sign: (_evenness(head, sign), -";\t,|".index(sign)))


def _evenness(head: str, sign: str) -> int:
    rows = list(csv.reader(io.StringIO(head, newline=""), delimiter=sign))[:30]
    widths = [len(row) for row in rows if len(row) > 1]
    return max((widths.count(width) * (width - 1) for width in set(widths)), default=0)


def _where_headers_stand(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the row of headers: some tools put a title and a period above them."""
    best = max(range(min(len(rows), 15)), key=lambda place: (len(guess(rows[place])), -place), default=None)
    return None if best is None or len(rows[best]) < 2 else best


def _bare(header: str) -> str:
    taken_apart = unicodedata.normalize("NFKD", header.casefold())
    letters = "".join(sign for sign in taken_apart if not unicodedata.combining(sign))
    return " ".join(re.sub(r"[^a-z0-9]+", " ", letters.replace("ß", "ss")).split())


def _day_first(table: Table, place: int | None) -> bool:
    """Whether 03/04 is the third of April: unless some date shows that the month stands first."""
    if place is None:
        return True
    for row in table.rows[:5_000]:
        found = re.match(r"(\d{1,2})/(\d{1,2})/\d{4}", row[place].strip()) if place < len(row) else None
        if found and int(found[2]) > 12:
            return False
        if found and int(found[1]) > 12:
            return True
    return True


_FIGURES: Final[tuple[Column, ...]] = ("likes", "comments", "shares", "followers", "sharers_followers")


def _figures(told: Mapping[Column, str]) -> tuple[dict[str, int | None], Column | None]:
    found: dict[str, int | None] = {}
    for column in _FIGURES:
        written = told.get(column, "")
        if written in ("", "-", "–", "N/A", "n/a", "null", "None"):
            found[column] = None
            continue
        clean = re.sub(r"[\s.,'’](?=\d{3}\b)", "", written)
        clean = re.sub(r"[.,]0+$", "", clean)
        if not clean.isdigit():
            return {}, column
        found[column] = int(clean)
    return found, None


def _made_up(text: str, written: str, told: Mapping[Column, str]) -> str:
    """Return an id for a row that has none: the same row twice is one."""
    whole = "\x1f".join((text, written, told.get("author_handle", ""), told.get("author_name", "")))
    return hashlib.sha256(whole.encode("utf-8", "replace")).hexdigest()
