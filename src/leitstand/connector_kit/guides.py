"""How a company gets its own access to a network, step by step; read from a connector's set_up.toml.

Every sentence is a msgid of the connector's own catalogue, and carries the day on which the network's pages were read.
"""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from typing import Literal

Copied = Literal["", "return_url", "webhook_url", "verify_token"]


@dataclass(frozen=True, slots=True)
class SetUpStep:
    """One thing to do: `link` leads to the network's own page, `copy` names what of this house is to be entered there.

    `webhook_url` is the address at which the house hears the network, `verify_token` the word that proves it is ours.
    """

    title: str
    text: str
    link: str = ""
    copy: Copied = ""


@dataclass(frozen=True, slots=True)
class WantedRight:
    """A right that must be asked for: the network's own name of it, and what it is for."""

    name: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SetUpGuide:
    """The whole way in. `review` says who checks and how long it takes ("" where nobody does), `silent` what this network
    will never tell, so that nobody waits for it.
    """

    read_on: date
    source: str
    steps: tuple[SetUpStep, ...]
    rights: tuple[WantedRight, ...] = ()
    review: str = ""
    silent: tuple[str, ...] = ()

    def sentences(self) -> Iterator[str]:
        """Yield everything that is said to people, to be translated."""
        for step in self.steps:
            yield from (step.title, step.text)
        yield from (right.purpose for right in self.rights)
        yield from self.silent
        if self.review:
            yield self.review


def load_guide(package: str) -> SetUpGuide:
    """Read `set_up.toml`: `read_on`, `source`, `review`, `silent = […]`, `[[step]]` (title, text, link, copy), `[[right]]`
    (name, purpose). Raises ValueError where day, source or steps are missing.
    """
    raw = tomllib.loads(files(package).joinpath("set_up.toml").read_text(encoding="utf-8"))
    try:
        guide = SetUpGuide(
            read_on=raw["read_on"],
            source=raw["source"],
            steps=tuple(SetUpStep(**step) for step in raw["step"]),
            rights=tuple(WantedRight(**right) for right in raw.get("right", [])),
            review=raw.get("review", ""),
            silent=tuple(raw.get("silent", [])),
        )
    except (KeyError, TypeError) as error:
        raise ValueError(f"{package}/set_up.toml: {error}") from error
    if not isinstance(guide.read_on, date) or not guide.steps:
        raise ValueError(f"{package}/set_up.toml: a day and at least one step are needed")
    return guide
