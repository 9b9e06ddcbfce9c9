"""The formats a workspace can use: the guide's from data, and its own."""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from leitstand.house.models import Workspace
from leitstand.kernel.words import Words, words_of
from leitstand.planning.core.post_formats import PostFormat
from leitstand.planning.models import OwnFormat

OWN_PREFIX = "own-"


@cache
def guide_formats() -> tuple[PostFormat, ...]:
    """Return the guide's ten formats (2.3), in its order."""
    told: dict[str, Any] = tomllib.loads(
        files("leitstand.planning").joinpath("formats/guide.toml").read_text(encoding="utf-8")
    )
    return tuple(
        PostFormat(
            one["id"],
            words_of(one["name"], one["id"]),
            words_of(one["purpose"], one["id"]),
            one["kind"],
            one["category"],
            tuple(words_of(question, one["id"]) for question in one["questions"]),
            one["hours"],
            tuple(one["networks"]),
            words_of(one["example"], one["id"]),
            one.get("poll", False),
        )
        for one in told["format"]
    )


def said(words: Words | None) -> str:
    """Return the words in the reader's language."""
    return words.said(get_language() or "de") if words else ""


def own_format(found: OwnFormat) -> PostFormat:
    """Return a workspace's own format as the screens want it."""
    return PostFormat(
        f"{OWN_PREFIX}{found.pk}",
        Words(found.name, found.name),
        Words(found.purpose, found.purpose),
        found.kind,
        found.category,
        tuple(Words(question, question) for question in found.questions),
        own=found.pk,
    )


def formats_of(workspace: Workspace, *, archived: bool = False) -> tuple[PostFormat, ...]:
    """Return all formats a workspace can use, the guide's first; with `archived` also those no longer offered."""
    own = OwnFormat.objects.filter(workspace=workspace).order_by("name")
    kept = own if archived else own.filter(archived_at=None)
    return (*guide_formats(), *map(own_format, kept))


def format_of(workspace: Workspace, name: str) -> PostFormat | None:
    """Return one format, None where there is none of that id."""
    if not name.startswith(OWN_PREFIX):
        return next((one for one in guide_formats() if one.id == name), None)
    number = name.removeprefix(OWN_PREFIX)
    found = OwnFormat.objects.filter(workspace=workspace, pk=number).first() if number.isdigit() else None
    return own_format(found) if found else None


def adaptation_question() -> str:
    """Return what every use of a format has to answer (guide 2.3: to be adapted to one's own target group)."""
    return _("How do you adapt it to your target group?")
