"""Read what is trained on: foreign sets from a folder, each file checked; own texts from `own/`."""

import hashlib
import re
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
OWN: Final = HERE / "own"
_PART: Final = re.compile(r'^(msgid|msgstr(?:\[0\])?) ((?:".*"\n)+)', re.MULTILINE)


class Changed(Exception):
    """A source is not what it was when the tables were made."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file that is trained on."""

    name: str
    file: str
    licence: str
    source: str
    use: str
    sha256: str
    installed: bool = False

    def path(self, data: Path) -> Path:
        """Say where it lies: in the folder handed in, or among the installed packages."""
        return (Path(sysconfig.get_path("purelib")) if self.installed else data) / self.file

    def bytes(self, data: Path) -> bytes:
        """Read it, and refuse it where it is another than it was."""
        held = self.path(data).read_bytes()
        if hashlib.sha256(held).hexdigest() != self.sha256:
            raise Changed(f"{self.path(data)} is not the file the tables were made of")
        return held


def sources() -> dict[str, Source]:
    """Return the list of sources."""
    told = tomllib.loads((HERE / "sources.toml").read_text(encoding="utf-8"))
    return {name: Source(name=name, **fields) for name, fields in told.items()}


def labelled(name: str, data: Path) -> list[tuple[str, str]]:
    """Return the lines of a foreign set as (label, text)."""
    return list(lines(sources()[name].bytes(data).decode("utf-8")))


def lines(text: str) -> Iterator[tuple[str, str]]:
    """Read lines of label TAB text."""
    for line in text.split("\n"):
        label, tab, said = line.rstrip("\r").partition("\t")
        if tab:
            yield label, said


def own(name: str) -> list[tuple[str, str]]:
    """Return texts written for the purpose as (label, text): a heading in brackets says the label of what follows."""
    label, found = "", []
    for line in (OWN / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            label = line[1:-1]
        elif line.strip() and not line.startswith("#"):
            found.append((label, line.strip()))
    return found


def own_words(name: str) -> dict[str, tuple[str, ...]]:
    """Return word lists written for the purpose, by label."""
    found: dict[str, tuple[str, ...]] = {}
    for label, line in own(name):
        found[label] = found.get(label, ()) + tuple(line.split())
    return found


def catalogue(name: str, data: Path) -> Iterator[tuple[str, str]]:
    """Return the sentences of a catalogue of translations as (English, theirs), without placeholders."""
    for block in sources()[name].bytes(data).decode("utf-8").split("\n\n"):
        parts = {key: _unquoted(said) for key, said in _PART.findall(block + "\n") if not block.startswith("#~")}
        theirs = parts.get("msgstr") or parts.get("msgstr[0]")
        if parts.get("msgid") and theirs:
            yield _words(parts["msgid"]), _words(theirs)


def _unquoted(said: str) -> str:
    return "".join(re.findall(r'"(.*)"', said)).replace(r"\"", '"').replace(r"\n", " ")


def _words(sentence: str) -> str:
    return re.sub(r"%\([a-z_]+\)[a-z]|%[a-z]|\{[a-z_]*\}|[\"“”«»„]", " ", sentence).strip()
