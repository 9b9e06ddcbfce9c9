"""A connector of somebody else's, shipped as a package of its own, is found by the register like one of ours."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULE = '''
"""Pinwand: a network of somebody else's."""

from dataclasses import replace

from leitstand.connectors.rehearsal import MANIFEST as LIKE
from leitstand.connectors.rehearsal import connect as like

MANIFEST = replace(LIKE, slug="pinwand", name="Pinwand", is_in_house=False)


def connect(setting):
    """Bind the network to one account."""
    return replace(like(setting), manifest=MANIFEST)
'''


def _ship(folder: Path, module: str) -> dict[str, str]:
    """Install a package the way an installer leaves it, and return the environment that sees it."""
    package = folder / "pinwand_for_leitstand"
    package.mkdir()
    (package / "__init__.py").write_text(module, encoding="utf-8")
    told = folder / "pinwand_for_leitstand-1.0.dist-info"
    told.mkdir()
    (told / "METADATA").write_text("Metadata-Version: 2.1\nName: pinwand-for-leitstand\nVersion: 1.0\n")
    (told / "entry_points.txt").write_text("[leitstand.connectors]\npinwand = pinwand_for_leitstand\n")
    return {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT / 'src'}"}


def _ask(environment: dict[str, str], question: str) -> subprocess.CompletedProcess[str]:
    words = f"from leitstand.connector_kit import registry as r; {question}"
    return subprocess.run(
        [sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=False, cwd=ROOT
    )


def test_the_register_finds_it_beside_ours(tmp_path: Path) -> None:
    environment = _ship(tmp_path, MODULE)
    told = _ask(environment, "print(r.manifest('pinwand').name, len(list(r.manifests())) - len(r.BUILT_IN))")
    assert told.stdout.split() == ["Pinwand", "1"], told.stderr


@pytest.mark.parametrize(
    ("module", "fault"),
    [
        ("MANIFEST = None", "must offer MANIFEST and connect"),
        (MODULE.replace('slug="pinwand"', 'slug="rehearsal"'), "two connectors are called rehearsal"),
    ],
)
def test_one_that_is_none_is_named_at_once(tmp_path: Path, module: str, fault: str) -> None:
    told = _ask(_ship(tmp_path, module), "list(r.manifests())")
    assert told.returncode != 0
    assert fault in told.stderr
