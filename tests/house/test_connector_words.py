"""What a connector asks and says stands in German in its own catalogue: labels, helps, choices, rights, refusals."""

import ast
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from leitstand.connector_kit import registry
from leitstand.connector_kit.manifest import Manifest, Question

CONNECTORS = Path(__file__).parents[2] / "src" / "leitstand" / "connectors"
ERRORS = {"Refused", "MediaRefused", "SignInExpired", "RateLimited"}


def _catalogue(slug: str) -> Catalog:
    path = CONNECTORS / slug / "locale" / "de" / "LC_MESSAGES" / "django.po"
    with path.open("rb") as file:
        return read_po(file)


def _asked(questions: tuple[Question, ...]) -> set[str]:
    said = {text for question in questions for text in (question.label, question.help)}
    # languages stand in their own words
    choices = {label for q in questions if q.name != "language" for _, label in q.choices}
    return {text for text in said | choices if text and text != "–"}


def _of_manifest(manifest: Manifest) -> set[str]:
    said = {manifest.set_up} | _asked(manifest.options)
    for method in manifest.sign_in:
        said |= {method.label, method.help} | _asked(method.questions)
    if manifest.guide is not None:
        said |= set(manifest.guide.sentences())
    return {text for text in said if text}


def _refusals(slug: str) -> set[str]:
    """The sentences that are raised as they stand; what the network itself says stays in its own words."""
    found = set()
    for path in (CONNECTORS / slug).glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ERRORS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


@pytest.mark.parametrize("manifest", list(registry.manifests()), ids=lambda manifest: manifest.slug)
def test_everything_a_connector_says_is_said_in_german(manifest: Manifest) -> None:
    catalogue = _catalogue(manifest.slug)
    silent = [text for text in _of_manifest(manifest) | _refusals(manifest.slug) if not _translated(catalogue, text)]
    assert sorted(silent) == []


def _translated(catalogue: Catalog, text: str) -> bool:
    message = catalogue.get(text)
    return message is not None and bool(message.string) and not message.fuzzy
