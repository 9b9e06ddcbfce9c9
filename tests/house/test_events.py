"""Every event says what it means, and somebody announces it."""

import ast
from pathlib import Path

import pytest

import leitstand
from leitstand.house.events import event_kinds
from leitstand.house.reference import events_markdown

ROOT = Path(leitstand.__file__).parent


@pytest.fixture(scope="module")
def named_in_the_code() -> set[str]:
    """Names that occur in modules which announce something, other than where they are imported or defined."""
    names = set()
    for path in ROOT.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts):
            continue
        text = path.read_text()
        if "announce(" in text:
            names |= {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return names


@pytest.mark.parametrize("kind", event_kinds(), ids=lambda kind: kind.__qualname__)
def test_every_event_says_what_has_happened(kind):
    sentence = (kind.__doc__ or "").strip()
    assert sentence.endswith("."), kind
    assert not sentence.startswith(f"{kind.__name__}("), "the docstring is the one the dataclass wrote itself"


@pytest.mark.parametrize("kind", event_kinds(), ids=lambda kind: kind.__qualname__)
def test_every_event_is_announced_somewhere(kind, named_in_the_code):
    assert kind.__name__ in named_in_the_code


def test_the_reference_lists_every_event():
    page = events_markdown()
    assert all(f".{kind.__qualname__}`" in page for kind in event_kinds())
