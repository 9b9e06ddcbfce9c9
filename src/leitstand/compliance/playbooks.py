"""The playbooks as data tells them, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from leitstand.compliance.core.incidents import Playbook, playbooks_of


@cache
def playbooks() -> Mapping[str, Playbook]:
    """Return the playbooks by kind, in the order of the file."""
    told = files("leitstand.compliance").joinpath("incidents/playbooks.toml").read_text(encoding="utf-8")
    return playbooks_of(tomllib.loads(told))
