"""The German catalogues: bring them up to date, hold them against the code, compile them.

`python -m tools.messages` updates (needs gettext) · `--check` fails where something is untranslated · `--compile`.
"""

import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "leitstand"
LANGUAGE = "de"


def rooms(base: Path = SOURCE) -> list[Path]:
    """Return the rooms that say something to people: those with a folder `locale`."""
    return sorted(path.parent for path in base.glob("*/locale"))


def catalogue_of(room: Path, language: str = LANGUAGE) -> Path:
    """Return where a room's catalogue lies."""
    return room / "locale" / language / "LC_MESSAGES" / "django.po"


def read(path: Path) -> Catalog:
    """Read a catalogue, an empty one where there is none."""
    if not path.exists():
        return Catalog()
    with path.open("rb") as file:
        return read_po(file)


def update(room: Path) -> None:
    """Have gettext read the room and merge what it finds into the catalogue."""
    catalogue_of(room).parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(
        [
            sys.executable,
            "-P",  # a room's own module may be called like one of Python's
            "-m",
            "django",
            "makemessages",
            "--locale",
            LANGUAGE,
            "--no-wrap",
            "--no-location",
            "--no-obsolete",
            "--ignore=tests/*",
            "--ignore=migrations/*",
            "--verbosity=0",
        ],
        cwd=room,
        check=True,
    )
    path = catalogue_of(room)
    if path.exists():
        _without_guesses(path)
        lines = path.read_text().splitlines(keepends=True)
        path.write_text("".join(line for line in lines if not line.startswith('"POT-Creation-Date')))


def _without_guesses(path: Path) -> None:
    """Empty what gettext guessed from a similar sentence: a guess that looks like a translation is worse than none."""
    catalogue = read(path)
    guessed = [message for message in catalogue if message.id and message.fuzzy]
    for message in guessed:
        message.string = ("",) * len(message.string) if isinstance(message.string, tuple) else ""
        message.flags.discard("fuzzy")
    if guessed:
        with path.open("wb") as file:
            write_po(file, catalogue, width=0)


def problems(room: Path) -> list[str]:
    """Return what is missing or doubtful in a room's catalogue, as sentences."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / room.name
        shutil.copytree(room, copy, ignore=shutil.ignore_patterns("tests", "migrations", "static", "__pycache__"))
        (copy / "locale").mkdir(exist_ok=True)
        update(copy)
        wanted = read(catalogue_of(copy))
    have = read(catalogue_of(room))
    found = []
    for message in wanted:
        if not message.id:
            continue
        mine = have.get(message.id, context=message.context)
        identity = message.id if isinstance(message.id, str) else message.id[0]
        if mine is None or not _is_complete(mine.string):
            found.append(f"{room.name}: not translated: {identity!r}")
        elif mine.fuzzy:
            found.append(f"{room.name}: translation is only a guess (fuzzy): {identity!r}")
        else:
            found += [f"{room.name}: {identity!r}: {error}" for error in mine.check(have)]
    return found


def disagreements(catalogues: Mapping[str, Catalog]) -> list[str]:
    """Return the sentences that rooms translate differently: Django joins all catalogues, and one of them would win everywhere."""
    said: dict[tuple[object, object], dict[str, object]] = defaultdict(dict)
    for room, catalogue in catalogues.items():
        for message in catalogue:
            if message.id and _is_complete(message.string):
                said[message.context, message.id][room] = message.string
    return [
        f"translated differently: {identity!r}: {', '.join(f'{room} {text!r}' for room, text in rooms_say.items())}"
        for (_, identity), rooms_say in said.items()
        if len({repr(text) for text in rooms_say.values()}) > 1
    ]


def _is_complete(text: object) -> bool:
    if isinstance(text, str):
        return bool(text)
    return isinstance(text, tuple | list) and bool(text) and all(text)


def compile_all() -> None:
    """Write every .mo that is older than its .po."""
    for po in SOURCE.rglob("*.po"):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with mo.open("wb") as target:
            write_mo(target, read(po))


def main(arguments: list[str]) -> int:
    """Do what the one argument says."""
    if arguments == ["--compile"]:
        compile_all()
        return 0
    if not shutil.which("xgettext"):
        print("gettext is missing: apt install gettext", file=sys.stderr)
        return 1
    if arguments == ["--check"]:
        found = [sentence for room in rooms() for sentence in problems(room)]
        found += disagreements({room.name: read(catalogue_of(room)) for room in rooms()})
        print("\n".join(found) or "Every sentence is translated.")
        return 1 if found else 0
    chosen = [room for room in rooms() if not arguments or room.name in arguments]
    for room in chosen:
        update(room)
    compile_all()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
