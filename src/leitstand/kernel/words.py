"""One sentence in both languages of the house, as the data files hold it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Words:
    """One sentence in both languages; `du` where the German one differs for a team that says du."""

    en: str
    de: str
    du: str = ""

    def said(self, language: str) -> str:
        """Return the German words for every kind of German (`de`, `de-at` …), the English ones otherwise.

        For `de-du` those that say du, where they differ.
        """
        code = language.lower().replace("_", "-")
        if code.partition("-")[0] != "de":
            return self.en
        return (self.du if code == "de-du" else "") or self.de


def words_of(raw: object, where: str) -> Words:
    """Tame `{ en = "…", de = "…" }` from a data file, with or without `du = "…"`.

    Raises ValueError naming the place where it is not whole.
    """
    if not isinstance(raw, Mapping) or set(raw) - {"du"} != {"en", "de"}:
        raise ValueError(f"{where}: wants en and de, and du where it differs")
    for name, said in raw.items():
        if not isinstance(said, str) or not said.strip():
            raise ValueError(f"{where}: {name} must be said")
    return Words(**raw)
