"""Every verb leaves a trail, and the trail can be read."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.utils import translation

import leitstand
from leitstand.house.trails import named

ROOT = Path(leitstand.__file__).parent
RECORDS = {"record", "record_everywhere"}

# Verbs that leave no trace, each with its reason; a module may also say it itself as UNRECORDED.
WITHOUT_TRACE = {
    "house/actions/set_appearance.py": "How somebody likes their screens is their own affair.",
    "channels/actions/rotate_secrets.py": "The installation renews its own key; no workspace and nobody's data is touched.",
}


def action_modules() -> list[Path]:
    return [path for path in sorted(ROOT.glob("*/actions/*.py")) if path.name != "__init__.py"]


def calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            function = node.func
            yield (function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")), node


def calls_another_action(tree: ast.Module) -> bool:
    """Whether a module leaves the change, and so the trace, to another action."""
    imported = {
        alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and ".actions." in (node.module or "")
        for alias in node.names
    }
    return any(name in imported for name, _ in calls(tree))


@pytest.mark.parametrize("path", action_modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_action_writes_into_the_trail(path):
    tree = ast.parse(path.read_text())
    says_why = any(
        isinstance(node, ast.AnnAssign) and getattr(node.target, "id", "") == "UNRECORDED" for node in tree.body
    )
    recorded = any(name in RECORDS for name, _ in calls(tree))
    excused = says_why or str(path.relative_to(ROOT)) in WITHOUT_TRACE
    assert recorded or excused or calls_another_action(tree), f"{path.name} changes something and records nothing"


def recorded_verbs() -> dict[str, str]:
    """Return every verb that is written as a text, with the file that records it."""
    found = {}
    for path in ROOT.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        for name, call in calls(ast.parse(path.read_text())):
            if name in RECORDS and len(call.args) > 1:
                texts = [node.value for node in ast.walk(call.args[1]) if isinstance(node, ast.Constant)]
                found |= {text: str(path.relative_to(ROOT)) for text in texts if is_verb(text)}
    return found


def is_verb(text: object) -> bool:
    """Whether a text is a whole verb, "room.verb", and not the beginning of one that is put together."""
    return isinstance(text, str) and text.count(".") == 1 and not text.endswith(".")


def test_every_verb_has_words_for_the_page():
    missing = {verb: path for verb, path in recorded_verbs().items() if verb not in named()}
    assert not missing, f"name these in the room's trail.py: {missing}"


def test_every_named_verb_begins_with_its_room():
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert {verb.split(".")[0] for verb in named()} <= rooms


def test_every_word_is_translated():
    with translation.override("en"):
        english = {verb: str(word) for verb, word in named().items()}
    with translation.override("de"):
        german = {verb: str(word) for verb, word in named().items()}
    assert not [verb for verb in english if german[verb] == english[verb]]
