"""Pages made from the code: docs/map.md and docs/reference/. `--check` fails where one is out of date."""

import ast
import os
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "leitstand"
DOCS = ROOT / "docs"
HEAD = "<!-- made by ./dev reference; do not edit -->\n\n"
ROOMS = (
    "kernel",
    "connector_kit",
    "connectors",
    "house",
    "library",
    "channels",
    "contacts",
    "compliance",
    "strategy",
    "planning",
    "publishing",
    "leads",
    "advertising",
    "listening",
    "community",
    "measurement",
    "overview",
    "config",
)


def first_sentence(path: Path) -> str:
    """Return the first line of a module's docstring."""
    doc = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return doc.split("\n", 1)[0]


def map_page() -> str:
    """The rooms and what stands in each file, from the docstrings."""
    lines = ["# Map of the house\n", "From below to above; a room may use only what stands before it.\n"]
    for room in ROOMS:
        lines += [f"## {room}\n", f"{first_sentence(SOURCE / room / '__init__.py')}\n"]
        for path in sorted((SOURCE / room).rglob("*.py")):
            relative = path.relative_to(SOURCE / room)
            if path.name == "__init__.py" or {"tests", "migrations"} & set(relative.parts):
                continue
            lines.append(f"- `{relative}`: {first_sentence(path)}")
        lines.append("")
    return "\n".join(lines)


def settings_page() -> str:
    """Every setting of the environment."""
    from leitstand.config.settings import SETTINGS

    rows = [f"| `{name}` | {default or 'empty'} | {meaning} |" for name, (default, meaning) in SETTINGS.items()]
    return "\n".join(
        ["# Settings\n", "All by environment.\n", "| name | default | what for |", "|---|---|---|", *rows, ""]
    )


def permissions_page() -> str:
    """Which role may do what."""
    from leitstand.house.reference import permissions_markdown

    return permissions_markdown()


def checks_page() -> str:
    """What the start-up checks may say."""
    from leitstand.house.reference import checks_markdown

    return checks_markdown()


def events_page() -> str:
    """What the rooms announce, and who listens."""
    from leitstand.house.reference import events_markdown

    return events_markdown()


def personal_data_page() -> str:
    """What is stored about people, and how each table forgets."""
    from leitstand.house.reference import personal_data_markdown

    return personal_data_markdown()


def notices_page() -> str:
    """What people are told."""
    from leitstand.house.reference import notices_markdown

    return notices_markdown()


def networks_page() -> str:
    """What every network can do, its limits with source and day, and the state of its promises."""
    from leitstand.connector_kit.quality import PROMISES, load_quality
    from leitstand.connector_kit.registry import manifests

    known = list(manifests())
    lines = ["# Networks\n", "| promise | " + " | ".join(manifest.name for manifest in known) + " |"]
    lines.append("|---|" + "---|" * len(known))
    quality = {manifest.slug: load_quality(f"leitstand.connectors.{manifest.slug}") for manifest in known}
    for name, sentence in PROMISES.items():
        cells = [_state(quality[manifest.slug][name].state, quality[manifest.slug][name].reason) for manifest in known]
        lines.append(f"| {sentence} | " + " | ".join(cells) + " |")
    for manifest in known:
        lines += [f"\n## {manifest.name}\n", "| number | value | source | read on | sure |", "|---|---|---|---|---|"]
        for fact in manifest.facts:
            value = ", ".join(map(str, fact.value)) if isinstance(fact.value, tuple) else fact.value
            lines.append(f"| {fact.name} | {value} | {fact.source} | {fact.read_on} | {fact.sure} |")
        tells = ", ".join(sorted(manifest.metrics)) or "nothing"
        lines.append(
            f"\nTells of each post: {tells}. Of the channel: {', '.join(sorted(manifest.channel_metrics)) or 'nothing'}."
        )
    return "\n".join([*lines, ""])


def _state(state: str, reason: str) -> str:
    return {"done": "yes", "todo": f"not yet: {reason}", "exempt": f"– {reason}"}[state]


def law_page() -> str:
    """Every rule of law, for those who answer for it."""
    from leitstand.compliance.reading import law

    lines = [
        "# Rules of law\n",
        "A help, no legal advice. Each rule is data in `src/leitstand/compliance/rules`, with examples that run; an",
        "organisation's own rules lie in the folder `rules` of its data, in the same form.\n",
    ]
    for rule in sorted(law().rules.values(), key=lambda one: one.id):
        levels = ", ".join(dict.fromkeys(case.level for case in rule.cases))
        span = f" · from {rule.since.isoformat()}" if rule.since else ""
        lines += [
            f"## {rule.id}: {rule.title.en}\n",
            f"{rule.demand.en}\n",
            f"- {levels}{span} · judges {', '.join(sorted(rule.kinds))}{'' if rule.waivable else ' · cannot be waived'}",
            f"- Law: {rule.law}" + (f" (guide of 2022: {rule.law_2022})" if rule.law_2022 else ""),
            f"- Source: {rule.source}, read on {rule.read_on.isoformat()}, {rule.sure}",
            *([f"- Note: {rule.note}"] if rule.note else []),
            "",
        ]
    return "\n".join(lines)


def guide_page() -> str:
    """The guide's rows and their place in the product."""
    lines = ["# The guide, row by row\n", "What is proven is told by `./dev guide`.\n"]
    for path in sorted((SOURCE / "overview" / "guide").glob("*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"))
        for number, title in data["sections"].items():
            lines += [f"## {number} {title['en']}\n", "| row | asks | place |", "|---|---|---|"]
            for row, entry in data["rows"].items():
                if row.removeprefix("G").rsplit("-", 1)[0] == number:
                    lines.append(f"| {row} | {entry['en']} | {entry.get('place', '')} |")
            lines.append("")
    return "\n".join(lines)


PAGES: dict[str, Callable[[], str]] = {
    "map.md": map_page,
    "reference/settings.md": settings_page,
    "reference/permissions.md": permissions_page,
    "reference/checks.md": checks_page,
    "reference/events.md": events_page,
    "reference/personal-data.md": personal_data_page,
    "reference/notices.md": notices_page,
    "reference/networks.md": networks_page,
    "reference/law.md": law_page,
    "reference/guide.md": guide_page,
}


def main(arguments: list[str]) -> int:
    """Write the pages, or say which differ."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "leitstand.config.settings")
    if "LEITSTAND_DATA" not in os.environ:
        import tempfile

        os.environ["LEITSTAND_DATA"] = tempfile.mkdtemp(prefix="leitstand-reference-")
    import django

    django.setup()
    old = []
    for name, make in PAGES.items():
        path = DOCS / name
        text = HEAD + make().rstrip() + "\n"
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        old.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if old and "--check" in arguments:
        print("Out of date (./dev reference): " + ", ".join(old), file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
