"""Make the folder of a new connector with all its drawers: `./dev new-connector NAME [--name "Name for people"]`.

What it makes passes every check and promises nothing yet; it prints what to do next.
"""

import argparse
import keyword
import re
import sys
from datetime import date
from pathlib import Path
from typing import Final

from leitstand.connector_kit.quality import PROMISES

ROOT: Final = Path(__file__).resolve().parent.parent
DRAWERS: Final = Path(__file__).resolve().parent / "connector"
ENDING: Final = ".txt"
SLUG: Final = re.compile(r"[a-z][a-z0-9]{1,23}")


class NotPossible(Exception):
    """The folder cannot be made; the message says why."""


def make(slug: str, name: str, *, root: Path, today: date) -> list[Path]:
    """Write the drawers and the line in the register; return the files. Raises NotPossible, and then nothing is written."""
    source = root / "src" / "leitstand"
    folder, register = source / "connectors" / slug, source / "connector_kit" / "registry.py"
    _ask(slug, name, source, folder)
    words = {
        "__slug__": slug,
        "__Name__": name,
        "__letter__": name[0].upper(),
        "__today__": today.isoformat(),
        "__promises__": "\n".join(
            f'{promise} = {{ state = "todo", reason = "Not written yet." }}' for promise in PROMISES
        ),
    }
    registered = _registered(register.read_text(encoding="utf-8"), slug)
    written = []
    for drawer in sorted(DRAWERS.rglob(f"*{ENDING}")):
        text = drawer.read_text(encoding="utf-8")
        for mark, word in words.items():
            text = text.replace(mark, word)
        path = folder / drawer.relative_to(DRAWERS).with_suffix("")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        written.append(path)
    register.write_text(registered, encoding="utf-8")
    return [*written, register]


def _ask(slug: str, name: str, source: Path, folder: Path) -> None:
    if not SLUG.fullmatch(slug) or keyword.iskeyword(slug):
        raise NotPossible(f"{slug} is no name for a folder: two to 24 small letters and digits, a letter first")
    if not name.isprintable() or not name.strip() or set(name) & set('"\\{}'):
        raise NotPossible(f"{name!r} is no name that people could read")
    if folder.exists():
        raise NotPossible(f"there is a connector called {slug} already")
    # A network is spelled in its own folder alone; a name that is a word of the house could never be told from it.
    spelled = re.compile(rf"[\"']{slug}[\"']")
    for path in sorted(source.rglob("*.py")):
        if "tests" not in path.parts and spelled.search(path.read_text(encoding="utf-8")):
            raise NotPossible(f"{slug} is a word the house uses itself ({path.relative_to(source)}); take another name")


def _registered(text: str, slug: str) -> str:
    """Return the register with one line more at the end of BUILT_IN."""
    before, begin, rest = text.partition("BUILT_IN: Final = (\n")
    entries, end, after = rest.partition(")\n")
    if not (begin and end):
        raise NotPossible("BUILT_IN is not where it was in connector_kit/registry.py")
    return f'{before}{begin}{entries}    "leitstand.connectors.{slug}",\n{end}{after}'


def next_steps(slug: str) -> str:
    """Say what to do with the folder, in order."""
    folder = f"src/leitstand/connectors/{slug}"
    return f"""Made {folder}, and its line in connector_kit/registry.py. It passes every check and promises nothing yet.

1. limits.toml    read the network's documentation; each number with its source and today's date. Its colour: __init__.py.
2. sign_in.py     how people sign in there; client.py speaks HTTP, translate.py turns answers into our words (in pairs).
3. tests/harness.py  a stand-in that behaves like the network where it matters; the suite in tests/promises does the rest.
4. publish, find_published, measure … one at a time, given to Connector in __init__.py; what is not given is None.
5. quality.toml   call a promise done when its exercise passes, exempt when the network cannot do it, with the reason.
6. German         locale/de/LC_MESSAGES/django.po says whatever the connector asks or refuses.

Then: ./dev reference && ./dev check && ./dev test tests/promises tests/house {folder}
More: docs/how-to/new-connector.md"""


def main(arguments: list[str], *, root: Path = ROOT) -> int:
    """Read the words of the command, make the folder, say what to do next."""
    reader = argparse.ArgumentParser(prog="./dev new-connector", description="Make the folder of a new connector.")
    reader.add_argument("slug", metavar="NAME", help="the folder's name: small letters and digits, as in pixelfed")
    reader.add_argument("--name", default="", help="how people write it, as in Pixelfed")
    told = reader.parse_args(arguments)
    try:
        make(told.slug, told.name or told.slug.capitalize(), root=root, today=date.today())  # noqa: DTZ011 - the author's own day
    except NotPossible as reason:
        print(reason, file=sys.stderr)
        return 1
    print(next_steps(told.slug))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
