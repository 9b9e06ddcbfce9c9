"""Compile the translation catalogues when the package is built."""

from pathlib import Path
from typing import Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileCatalogues(BuildHookInterface):  # type: ignore[type-arg]
    """Write a .mo beside every .po, so that an installed copy speaks German without gettext tools."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        for po in Path(self.root, "src").rglob("*.po"):
            mo = po.with_suffix(".mo")
            with po.open("rb") as source, mo.open("wb") as target:
                write_mo(target, read_po(source))
            build_data.setdefault("artifacts", []).append(str(mo.relative_to(self.root)))
