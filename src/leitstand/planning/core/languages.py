"""Versions of a post in other languages: where they stand and whether the master has moved on. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Literal

# Each language in its own words; the list a German company's branches need most, open to additions.
LANGUAGES: Final[Mapping[str, str]] = {
    "de": "Deutsch",
    "en": "English",
    "fr": "Français",
    "es": "Español",
    "it": "Italiano",
    "nl": "Nederlands",
    "pl": "Polski",
    "cs": "Čeština",
    "pt": "Português",
    "da": "Dansk",
    "sv": "Svenska",
    "hu": "Magyar",
    "ro": "Română",
    "tr": "Türkçe",
    "uk": "Українська",
    "zh": "中文",
    "ja": "日本語",
    "ko": "한국어",
    "ar": "العربية",
}

State = Literal["todo", "work", "done", "stale"]


@dataclass(frozen=True, slots=True)
class Version:
    """What is known of a version: its own state, what the translation knew of the master, and the master now."""

    state: str
    known_master: str
    master: str

    @property
    def now(self) -> State:
        """Where it stands: "stale" where the master changed after it was translated."""
        if self.state == "done":
            return "done" if _same(self.known_master, self.master) else "stale"
        return "work" if self.state == "work" else "todo"


def _same(one: str, other: str) -> bool:
    return one.split() == other.split()
