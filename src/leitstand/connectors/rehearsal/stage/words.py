"""PURE: the words of the network's own pages, in the language of the visitor."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Final
from zoneinfo import ZoneInfo

LANGUAGES: Final = ("de", "en")
ZONE: Final = ZoneInfo("Europe/Berlin")


@dataclass(frozen=True, slots=True)
class Words:
    """The texts of one language."""

    language: str
    texts: Mapping[str, str]

    def __call__(self, name: str, **values: object) -> str:
        """Return a text with its gaps filled."""
        return self.texts[name].format(**values) if values else self.texts[name]

    def day(self, moment: float) -> str:
        """Return a date."""
        when = datetime.fromtimestamp(moment, tz=ZONE)
        return f"{when.day}. {when.month}. {when.year}" if self.language == "de" else f"{when:%d/%m/%Y}"

    def when(self, moment: float, now: float) -> str:
        """Return how long ago something was, or its date and time."""
        minutes = int((now - moment) // 60)
        if minutes < 1:
            return self("now")
        if minutes < 60:
            return self("minutes", n=minutes)
        if minutes < 24 * 60:
            return self("hours", n=minutes // 60)
        return f"{self.day(moment)}, {datetime.fromtimestamp(moment, tz=ZONE):%H:%M}"

    def number(self, value: int) -> str:
        """Return a number as it is written."""
        return f"{value:,}".replace(",", ".") if self.language == "de" else f"{value:,}"


@cache
def _read() -> Mapping[str, Words]:
    raw = tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))
    return {language: Words(language, raw[language]) for language in LANGUAGES}


def words_for(asked: str, cookie: str, accepted: str) -> Words:
    """Choose the language: what was asked for, what was asked for before, what the browser prefers, else German."""
    for choice in (asked, cookie):
        if choice in LANGUAGES:
            return _read()[choice]
    ranked = []
    for place, entry in enumerate(accepted.split(",")):
        tag, _, quality = entry.strip().partition(";q=")
        try:
            weight = float(quality or 1)
        except ValueError:
            weight = 0.0
        if tag[:2].lower() in LANGUAGES and weight > 0:
            ranked.append((-weight, place, tag[:2].lower()))
    return _read()[min(ranked)[2] if ranked else "de"]
