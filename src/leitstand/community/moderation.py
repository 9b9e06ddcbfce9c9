"""The playbooks and numbers of moderation as data tells them, read once."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from importlib.resources import files

from leitstand.community.core.playbooks import Playbook, playbook_of


@cache
def playbooks() -> Mapping[str, Playbook]:
    """Return the playbooks by id, the gravest first."""
    folder = files("leitstand.community").joinpath("playbooks")
    found = [
        playbook_of(tomllib.loads(one.read_text(encoding="utf-8")), one.name)
        for one in sorted(folder.iterdir(), key=lambda each: each.name)
        if one.name.endswith(".toml")
    ]
    return {one.id: one for one in sorted(found, key=lambda each: -each.weight)}


@cache
def _data() -> Mapping[str, object]:
    text = files("leitstand.community").joinpath("moderation.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def table(name: str) -> list[Mapping[str, object]]:
    """Return one list of tables of moderation.toml."""
    found = _data()[name]
    if not isinstance(found, list):
        raise ValueError(f"moderation.toml: {name} is a list")  # noqa: TRY004 - data, not a call
    return found


def number(name: str) -> int:
    """Return one number of moderation.toml."""
    found = _data()[name]
    if not isinstance(found, int):
        raise ValueError(f"moderation.toml: {name} is a number")  # noqa: TRY004 - data, not a call
    return found


def as_of() -> date:
    """Return the day on which the file was last looked through."""
    found = _data()["as_of"]
    if not isinstance(found, date):
        raise ValueError("moderation.toml: as_of is a day")  # noqa: TRY004 - data, not a call
    return found
