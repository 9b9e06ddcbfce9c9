"""Connectors are all alike: the same drawers, limits with source and day, and no network's name outside its folder."""

import re
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import pytest

from leitstand.connector_kit import registry
from leitstand.connector_kit.limits import Limits, load_limits
from leitstand.connector_kit.manifest import Manifest
from leitstand.connector_kit.quality import load_quality

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "leitstand"
CONNECTORS = SOURCE / "connectors"

DRAWERS = (
    "__init__.py",
    "sign_in.py",
    "client.py",
    "translate.py",
    "limits.py",
    "limits.toml",
    "metrics.py",
    "options.py",
    "quality.toml",
    "tests/harness.py",
)
PURE = ("translate.py", "limits.py", "metrics.py", "options.py")
IMPURE = ("httpx", "aiohttp", "django", "asyncio", "socket", "time", "os", "leitstand.connector_kit.http")

# The joints where the house must name a network: what is registered, and what starts the rehearsal network's own server.
JOINTS = (
    "connector_kit/registry.py",
    "config/",
)


def _folders() -> list[Path]:
    return sorted(path for path in CONNECTORS.iterdir() if (path / "__init__.py").exists())


def _slugs() -> list[str]:
    return [path.name for path in _folders()]


@pytest.mark.parametrize("package", registry.BUILT_IN)
def test_every_registered_network_is_there(package: str) -> None:
    module = import_module(package)
    assert isinstance(module.MANIFEST, Manifest)
    assert module.MANIFEST.slug == package.rpartition(".")[2]
    assert callable(module.connect)


def test_every_folder_is_registered() -> None:
    assert {f"leitstand.connectors.{slug}" for slug in _slugs()} == set(registry.BUILT_IN)


@pytest.mark.parametrize("folder", _folders(), ids=lambda path: path.name)
def test_every_connector_has_the_same_drawers(folder: Path) -> None:
    assert [name for name in DRAWERS if not (folder / name).exists()] == []


@pytest.mark.parametrize("folder", _folders(), ids=lambda path: path.name)
def test_every_connector_answers_for_every_promise(folder: Path) -> None:
    assert load_quality(f"leitstand.connectors.{folder.name}")


@pytest.mark.parametrize("folder", _folders(), ids=lambda path: path.name)
def test_every_limit_has_a_source_and_a_day(folder: Path) -> None:
    limits, facts = load_limits(f"leitstand.connectors.{folder.name}")
    assert facts
    for fact in facts:
        assert len(fact.source.strip()) > 8, fact.name
        assert isinstance(fact.read_on, date), fact.name
        assert fact.sure in ("official", "secondary", "code", "unofficial"), fact.name
    told = {fact.name for fact in facts}
    silent = [
        name for name in Limits.__slots__ if getattr(limits, name) != getattr(Limits(), name) and name not in told
    ]
    assert silent == [], "a number without a source"


@pytest.mark.parametrize("folder", _folders(), ids=lambda path: path.name)
def test_pure_drawers_touch_neither_network_nor_clock(folder: Path) -> None:
    for name in PURE:
        text = (folder / name).read_text(encoding="utf-8")
        imported = re.findall(r"^(?:from|import) ([\w.]+)", text, re.MULTILINE)
        touched = [
            module for module in imported if any(module == bad or module.startswith(f"{bad}.") for bad in IMPURE)
        ]
        assert touched == [], f"{folder.name}/{name}"
        assert "datetime.now" not in text


@pytest.mark.parametrize("folder", _folders(), ids=lambda path: path.name)
def test_no_connector_knows_django_or_another_connector(folder: Path) -> None:
    others = [slug for slug in _slugs() if slug != folder.name]
    for path in folder.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        imported = re.findall(r"^\s*(?:from|import) ([\w.]+)", text, re.MULTILINE)
        assert not [m for m in imported if m == "django" or m.startswith("django.")], path
        assert not [m for m in imported for other in others if m.startswith(f"leitstand.connectors.{other}")], path


def test_no_network_is_spelled_outside_its_folder() -> None:
    spelled = re.compile(rf"[\"']({'|'.join(_slugs())})[\"']")
    found = []
    for path in sorted(SOURCE.rglob("*.py")):
        inside = path.relative_to(SOURCE).as_posix()
        if inside.startswith(("connectors/", *JOINTS)) or "/tests/" in f"/{inside}" or "/migrations/" in f"/{inside}":
            continue
        found += [f"{inside}: {match[0]}" for match in spelled.finditer(path.read_text(encoding="utf-8"))]
    assert found == []


def test_a_connector_is_loaded_without_its_network_being_asked() -> None:
    for package in registry.BUILT_IN:
        assert find_spec(package) is not None
        manifest: Manifest = import_module(package).MANIFEST
        assert manifest.sign_in
        assert manifest.colour.startswith("#")
        assert len(manifest.letter) == 1
