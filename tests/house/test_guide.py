"""The tests speak of rows that the guide has, and the command that counts them knows all of them."""

import ast
import json
import subprocess
import sys
from pathlib import Path

import pytest

from tools import guide

ROOT = Path(__file__).parents[2]


def _marked(path: Path) -> set[str]:
    """Return the rows that the markers of a file name."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("mark.guide"):
            assert not node.keywords, f"{path}: rows are named one by one"
            assert all(isinstance(argument, ast.Constant) for argument in node.args), f"{path}: a row is a plain word"
            found |= {str(ast.literal_eval(argument)) for argument in node.args}
    return found


def _files() -> list[Path]:
    folders = (ROOT / "src", ROOT / "tests")
    return sorted(path for folder in folders for path in folder.rglob("*.py") if "mark.guide" in path.read_text())


def test_every_row_a_test_speaks_of_exists() -> None:
    known = set(guide.rows())
    strangers = {path.relative_to(ROOT).as_posix(): _marked(path) - known for path in _files()}
    assert {path: rows for path, rows in strangers.items() if rows} == {}


def test_the_command_tells_of_all_rows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer = subprocess.run(
        [sys.executable, "-m", "tools.guide", "--json"], cwd=ROOT, capture_output=True, check=True, timeout=20
    )
    told = json.loads(answer.stdout)
    assert list(told) == list(guide.rows())
    assert len(told) == 400
    assert all(set(entry) == {"proven", "tests"} for entry in told.values())


def test_only_a_passed_test_proves_a_row(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.json"
    results.write_text(json.dumps({"tests/test_a.py::test_that": ["G2.2-10", "G2.2-11"]}))
    monkeypatch.setattr(guide, "RESULTS", results)
    assert guide.main(["--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["G2.2-10"] == {"proven": True, "tests": ["tests/test_a.py::test_that"]}
    assert told["G2.2-12"] == {"proven": False, "tests": []}
    assert guide.main(["--open"]) == 0
    printed = capsys.readouterr().out
    assert "  2.2  proven   2  open  23" in printed
    assert "   all  proven   2  open 398" in printed
    assert "G2.2-12" in printed
    assert "G2.2-10" not in printed


def test_the_command_complains_of_rows_the_guide_does_not_have(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    results = tmp_path / "results.json"
    results.write_text(json.dumps({"tests/test_a.py::test_that": ["G2.2-99"]}))
    monkeypatch.setattr(guide, "RESULTS", results)
    assert guide.main([]) == 1
    assert "G2.2-99" in capsys.readouterr().err
