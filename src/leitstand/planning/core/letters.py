"""Letters with ideas: what a mail says, freed of quotation, signature and markup. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Final

MOST_TEXT: Final = 4000
MOST_FILES: Final = 4
# The line that begins a letter in an .mbox file ends with a date: "From - Mon Nov  2 08:00:00 2026".
_FROM_LINE: Final = re.compile(rb"^From \S+ [^\n]*\d\d:\d\d[^\n]*\n", re.MULTILINE)
_QUOTING: Final = re.compile(rb"^>(>*From )", re.MULTILINE)
# "Am 3. November schrieb Ada:" and "On 3 November Ada wrote:" begin what somebody else said.
_QUOTED: Final = re.compile(
    r"^(>|-{2,}\s*(Original|Ursprüngliche|Weitergeleitete|Forwarded)|(Am|On)\s.{4,200}(schrieb|wrote).*:\s*$|Von:\s.+@)",
    re.IGNORECASE,
)
SUBJECT: Final = re.compile(r"^((re|aw|fw|fwd|wg)\s*:\s*)+", re.IGNORECASE)
_BLOCKS: Final = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3"})


@dataclass(frozen=True, slots=True)
class Attached:
    """A file of a letter, by the name the sender gave it."""

    name: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter brings; `is_machine` for notes of absence, lists and returned mail, which are no ideas."""

    id: str
    name: str
    email: str
    subject: str
    text: str
    files: tuple[Attached, ...] = ()
    is_machine: bool = False


def split_letters(content: bytes) -> Iterator[bytes]:
    """Return the letters of an .mbox file, or the one of an .eml file."""
    normal = content.replace(b"\r\n", b"\n")
    if _FROM_LINE.match(normal) is None:
        yield content
        return
    starts = [(found.start(), found.end()) for found in _FROM_LINE.finditer(normal) if _begins(normal, found.start())]
    ends = [start for start, _end in starts[1:]] + [len(normal)]
    for (_start, begin), end in zip(starts, ends, strict=True):
        yield _QUOTING.sub(rb"\1", normal[begin:end])


def _begins(content: bytes, place: int) -> bool:
    return place == 0 or content[place - 2 : place] == b"\n\n"


def own_words(text: str) -> str:
    """Return what the sender wrote themselves: up to the quotation of another letter, and to the signature."""
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.rstrip() == "--" or _QUOTED.match(line.strip()):
            break
        lines.append(line.rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in ("style", "script", "title")
        self.pieces.append("\n" if tag in _BLOCKS else "")

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in ("style", "script", "title") and self.hidden > 0
        self.pieces.append("\n" if tag in _BLOCKS else "")

    def handle_data(self, data: str) -> None:
        if not self.hidden:
            self.pieces.append(re.sub(r"\s+", " ", data))


def without_markup(markup: str) -> str:
    """Return the words of a page of HTML, a line for each block."""
    reader = _Text()
    reader.feed(markup)
    return "\n".join(" ".join(line.split()) for line in "".join(reader.pieces).split("\n"))
