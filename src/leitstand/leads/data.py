"""The room's data: programs that follow links, classes of referrers, figures of surveys; each with its source and day."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import Any

from leitstand.leads.core.clicks import Programs


@dataclass(frozen=True, slots=True)
class Survey:
    """What a survey found: shares in percent, by answer."""

    source: str
    read_on: date
    shares: Mapping[str, int]


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads(files("leitstand.leads").joinpath(name).read_text(encoding="utf-8"))


@cache
def programs() -> Programs:
    """Return by which words programs are known."""
    told = _read("bots.toml")
    return Programs(tuple(word for one in told["bot"] for word in one["words"]), tuple(told["people"]["spared"]))


@cache
def referrers() -> Mapping[str, Sequence[str]]:
    """Return the hosts of each class of referrers."""
    return {one["id"]: tuple(one["hosts"]) for one in _read("referrers.toml")["class"]}


@cache
def survey(name: str) -> Survey:
    """Return a survey's figures: "outcomes" or "discovery"."""
    told = _read("benchmarks.toml")
    shares = dict(told[name])
    return Survey(shares.pop("source"), told["read_on"], shares)
