"""The form people sign who are seen on pictures: its text is data, with the terms of one release filled in."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from leitstand.compliance.core import raw
from leitstand.compliance.models import Imprint, PictureRelease
from leitstand.house.language import plain

_KINDS: Final = frozenset({"adult", "minor", "employee"})


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph of the form, for the kinds of people who sign it."""

    kinds: frozenset[str]
    title: Mapping[str, str]
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ReleaseForm:
    """The form as it reads now."""

    version: str
    sources: str
    parts: tuple[Part, ...]
    employment: Mapping[bool, Mapping[str, str]]


@cache
def release_form() -> ReleaseForm:
    """Return the form; raises ValueError where its file is not whole."""
    told = tomllib.loads(
        files("leitstand.compliance").joinpath("register/release_form.toml").read_text(encoding="utf-8")
    )
    where = "release_form"
    parts = tuple(
        Part(frozenset(raw.texts(one["for"], where)), _both(one["title"]), _both(one["text"]))
        for one in raw.rows(told["part"], where)
    )
    if strange := {kind for one in parts for kind in one.kinds} - _KINDS:
        raise ValueError(f"{where}: strange kinds {', '.join(sorted(strange))}")
    raw.day(told["read_on"], where)
    employment = {one["ends"] is True: _both(one["text"]) for one in raw.rows(told["employment"], where)}
    return ReleaseForm(raw.text(told["version"], where), raw.text(told["sources"], where), parts, employment)


def _both(told: object) -> Mapping[str, str]:
    words = raw.table(told, "release_form")
    return {language: raw.text(words[language], "release_form") for language in ("de", "en")}


def filled(release: PictureRelease, language: str) -> list[tuple[str, str]]:
    """Return the paragraphs (title, text) of the form for one person, in a language."""
    form, spoken = release_form(), plain(language)
    spoken = spoken if spoken in ("de", "en") else "de"
    imprint = Imprint.objects.filter(workspace=release.workspace_id).first()
    details = imprint.details if imprint else {}
    company = str(details.get("name") or release.workspace.name)
    words = {
        "company": company,
        "name": release.name,
        "contact": str(details.get("email") or company),
        "employment": form.employment[release.only_while_employed][spoken],
    }
    return [(one.title[spoken], one.text[spoken].format_map(words)) for one in form.parts if release.kind in one.kinds]
