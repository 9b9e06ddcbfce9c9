"""A new connector's folder has every drawer and passes every check, before its author has written a line."""

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from leitstand.connector_kit.quality import PROMISES
from tools import new_connector
from tools.new_connector import NotPossible, make

ROOT = Path(__file__).parents[2]
SLUG = "pinwand"
FOLDER = f"src/leitstand/connectors/{SLUG}"
COPIED = ("src", "tests", "tools", "conftest.py", "pyproject.toml", ".importlinter")


def _copy(target: Path) -> Path:
    """Copy what the checks read; what was generated, drawn or compiled is left behind."""
    forgotten = shutil.ignore_patterns("__pycache__", "static", "node_modules")
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, target / name, ignore=forgotten)
        else:
            shutil.copy(ROOT / name, target / name)
    return target


def _run(house: Path, *words: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    environment["PYTHONPATH"] = str(house / "src")
    return subprocess.run(
        [sys.executable, "-m", *words], cwd=house, env=environment, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the house in which the command has been run."""
    copy = _copy(tmp_path_factory.mktemp("house"))
    done = _run(copy, "tools.new_connector", SLUG, "--name", "Pinwand")
    assert done.returncode == 0, done.stderr
    for needed in ("limits.toml", "sign_in.py", "quality.toml", "./dev check"):
        assert needed in done.stdout
    return copy


def test_the_house_takes_it_for_a_connector_like_any_other(house: Path) -> None:
    done = _run(
        house,
        "pytest",
        "-q",
        "tests/house/test_connectors.py",
        "tests/house/test_connector_words.py",
        "tests/promises/test_promises.py",
        FOLDER,
        "-k",
        f"{SLUG} or registered or spelled",
    )
    assert done.returncode == 0, done.stdout[-3000:]
    assert f"{len(PROMISES)} skipped" in done.stdout, "every promise is still to be kept"


def test_the_register_knows_it_and_it_can_do_nothing_yet(house: Path) -> None:
    told = _run(house, "timeit", "-n1", "-r1", "-s", "from leitstand.connector_kit import registry", (
        f"m = registry.manifest('{SLUG}'); assert (m.name, m.letter) == ('Pinwand', 'P'); assert not m.abilities"
    ))  # fmt: skip
    assert told.returncode == 0, told.stderr


def test_it_is_written_as_the_house_writes(house: Path) -> None:
    pytest.importorskip("ruff")
    for words in (("format", "--check"), ("check",)):
        done = _run(house, "ruff", *words, "--no-cache", FOLDER, "src/leitstand/connector_kit/registry.py")
        assert done.returncode == 0, done.stdout


def test_its_types_hold(house: Path, tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    words = ("--strict", "--config-file=", f"--cache-dir={tmp_path}", "--exclude", "tests/", FOLDER)
    done = _run(house, "mypy", *words)
    assert done.returncode == 0, done.stdout


def test_what_was_never_read_at_the_network_says_so(house: Path) -> None:
    text = (house / FOLDER / "limits.toml").read_text(encoding="utf-8")
    assert f"read_on = {date.today().isoformat()}" in text  # noqa: DTZ011 - the author's own day
    assert "unofficial" in text


def test_no_mark_of_the_drawers_is_left(house: Path) -> None:
    left = [path for path in (house / FOLDER).rglob("*.*") if path.suffix != ".pyc" and path.is_file()]
    assert len(left) >= len(list(new_connector.DRAWERS.rglob("*.txt")))
    marks = ("__slug__", "__Name__", "__letter__", "__today__", "__promises__")
    assert [path for path in left for mark in marks if mark in path.read_text(encoding="utf-8")] == []


@pytest.mark.parametrize(
    ("slug", "name", "reason"),
    [
        ("Pinwand", "Pinwand", "no name for a folder"),
        ("pin-wand", "Pinwand", "no name for a folder"),
        ("../pinwand", "Pinwand", "no name for a folder"),
        ("class", "Klasse", "no name for a folder"),
        ("pinwand", 'Pin"wand', "people could read"),
        ("published", "Published", "a word the house uses itself"),
        ("rehearsal", "Rehearsal", "already"),
    ],
)
def test_a_name_that_would_not_do_is_refused_and_nothing_is_written(slug: str, name: str, reason: str) -> None:
    register = ROOT / "src" / "leitstand" / "connector_kit" / "registry.py"
    before = register.read_text(encoding="utf-8")
    with pytest.raises(NotPossible, match=reason):
        make(slug, name, root=ROOT, today=date(2026, 11, 22))
    assert register.read_text(encoding="utf-8") == before


def test_the_command_says_why_it_did_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert new_connector.main(["rehearsal"]) == 1
    assert "already" in capsys.readouterr().err
