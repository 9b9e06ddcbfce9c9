"""Which rows of the guide are proven: read from the last complete run of the tests.

`./dev guide` prints proven and open per section; `--json` prints one entry for each of the rows; `--open` lists them.
"""

import json
import sys
import tomllib
from collections import defaultdict
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROWS = ROOT / "src" / "leitstand" / "overview" / "guide"
RESULTS = ROOT / ".guide" / "results.json"


def rows() -> dict[str, dict[str, str]]:
    """Return every row of the guide that the product knows: id → what it asks, and the place in the product."""
    found: dict[str, dict[str, str]] = {}
    for path in sorted(ROWS.glob("*.toml")):
        found |= tomllib.loads(path.read_text(encoding="utf-8"))["rows"]
    return found


def proofs() -> dict[str, list[str]]:
    """Return, for each row, the tests that passed in the last complete run."""
    by_row: dict[str, list[str]] = defaultdict(list)
    if RESULTS.exists():
        for test, proven in json.loads(RESULTS.read_text()).items():
            for row in proven:
                by_row[row].append(test)
    return by_row


def section(row: str) -> str:
    """Return the section a row belongs to: G2.1-19 → 2.1."""
    return row.removeprefix("G").rsplit("-", 1)[0]


def main(arguments: list[str]) -> int:
    """Print what is proven."""
    known, proven = rows(), proofs()
    strangers = sorted(set(proven) - set(known))
    if "--json" in arguments:
        answer = {row: {"proven": bool(proven.get(row)), "tests": sorted(proven.get(row, []))} for row in known}
        print(json.dumps(answer, indent=1))
        return 0
    if not RESULTS.exists():
        print("No complete run of the tests yet: ./dev test")
    sections: dict[str, list[str]] = defaultdict(list)
    for row in known:
        sections[section(row)].append(row)
    for name, members in sections.items():
        done = [row for row in members if proven.get(row)]
        print(f"{name:>6}  proven {len(done):>3}  open {len(members) - len(done):>3}")
        if "--open" in arguments:
            print("        " + " ".join(row for row in members if row not in done))
    total = sum(1 for row in known if proven.get(row))
    print(f"{'all':>6}  proven {total:>3}  open {len(known) - total:>3}")
    if strangers:
        print("Tests name rows that the guide does not have: " + " ".join(strangers), file=sys.stderr)
    return 1 if strangers else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
