"""Every kind of notice is sent by somebody, and can be shown in both languages."""

import ast
import re
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils import translation
from django.utils.functional import Promise

import leitstand
from leitstand.house.models import Notification
from leitstand.house.notices import kinds
from leitstand.house.templatetags.kit import NOTICE_LOOKS, icon

ROOT = Path(leitstand.__file__).parent
PARAMETER = re.compile(r"%\((\w+)\)")


def constants() -> dict[str, str]:
    """Return the name of the constant by which each kind is declared."""
    found = {}
    for path in ROOT.glob("*/notices.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
                for inner in ast.walk(node.value):
                    if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "NoticeKind":
                        found[ast.literal_eval(inner.args[0])] = node.targets[0].id
    return found


@pytest.fixture(scope="module")
def emitted() -> set[str]:
    """Names used in modules that notify."""
    names = set()
    for path in ROOT.rglob("*.py"):
        if {"tests", "migrations"} & set(path.parts) or path.name == "notices.py":
            continue
        text = path.read_text()
        if "notify(" in text:
            names |= {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
    return names


def params_of(kind) -> dict[str, object]:
    """Make up what the sentences ask for: numbers for those that count."""
    with translation.override("en"):
        text = f"{kind.title} {kind.text}" if not hasattr(kind.title, "_proxy____kw") else ""
    names = set(PARAMETER.findall(text)) | {"count", "n", "days"}
    return {name: 3 if name in {"count", "n", "days", "number", "minutes", "hours"} else f"«{name}»" for name in names}


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_kind_has_an_emitter(kind, emitted):
    assert constants()[kind.id] in emitted, f"nobody sends {kind.id}"


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_kind_looks_like_something(kind):
    assert kind.level in NOTICE_LOOKS
    assert icon(kind.icon) != icon("no such icon"), f"{kind.icon} is not drawn"
    assert isinstance(kind.title, Promise)
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", kind.id)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.django_db
def test_every_kind_has_a_screen(language, ada, now, signed_in):
    ada.person.language = language
    ada.person.save()
    for kind in kinds():
        Notification.objects.create(
            workspace=ada.workspace, person=ada.person, kind=kind.id, params=params_of(kind), at=now
        )
    browser, address = signed_in(ada), reverse("house_notices", args=[ada.workspace.slug])
    pages = range(1, browser.get(address).context["page"].paginator.num_pages + 1)
    page = "".join(browser.get(address, {"page": number}).content.decode() for number in pages)
    with translation.override(language):
        for kind in kinds():
            from django.utils.html import escape

            assert str(escape(kind.title_for(params_of(kind)))) in page
    assert "%(" not in page


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.id)
def test_every_kind_is_translated(kind):
    with translation.override("en"):
        english = kind.title_for(params_of(kind))
    with translation.override("de"):
        assert kind.title_for(params_of(kind)) != english
