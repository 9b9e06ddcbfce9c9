"""Words by which a post shows that somebody may want to buy: the book of terms, and how they are looked for. Pure."""

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from leitstand.kernel.words import Words, words_of
from leitstand.listening.core.matching import Matcher, Wanted
from leitstand.listening.core.query import QueryError, parse

# A wish stands at the beginning; a novel is not searched for every word.
MOST_READ: Final = 4_000


@dataclass(frozen=True, slots=True)
class Kind:
    """One way to show it. `only`: counts in posts alone that fit a search with this purpose ("": in all)."""

    id: str
    name: Words
    only: str
    terms: Mapping[str, tuple[str, ...]]
    good: tuple[str, ...]
    bad: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is looked for: its query, which is its name as well, and of what kind of search the post must be."""

    query: str
    only: str = ""


class Terms:
    """Terms compiled to be looked for all at once."""

    def __init__(self, told: Iterable[Term]) -> None:
        self._only = {}
        wanted = []
        for term in told:
            try:
                wanted.append(Wanted(term.query, parse(term.query), misspellings=False))
            except QueryError:
                continue  # the language of searches has changed since it was kept
            self._only[term.query] = term.only
        self._matcher = Matcher(wanted)

    def found_in(self, texts: Sequence[str], purposes: Sequence[frozenset[str]]) -> list[tuple[str, ...]]:
        """Return for each text the terms that stand in it; `purposes` are those of the searches it fits."""
        hits = self._matcher.match_all([text[:MOST_READ] for text in texts])
        return [
            tuple(hit.key for hit in one if self._only[hit.key] in ("", *fits))
            for one, fits in zip(hits, purposes, strict=True)
        ]


@cache
def book() -> tuple[Kind, ...]:
    """Return the terms that the house comes with, in the order of the file."""
    told = files("leitstand.listening").joinpath("chances.toml").read_text(encoding="utf-8")
    return kinds_of(tomllib.loads(told))


def kinds_told(terms: Iterable[str]) -> list[Kind | str]:
    """Return the kinds that these terms show, each once, and the terms that are none of the house."""
    found: dict[str, Kind | str] = {}
    for term in terms:
        kind = next((one for one in book() if any(term in listed for listed in one.terms.values())), None)
        found.setdefault(kind.id if kind else f"own {term}", kind or term)
    return list(found.values())


def kinds_of(raw: Mapping[str, object]) -> tuple[Kind, ...]:
    """Tame what the file says; raises ValueError naming the place where it is not whole."""
    told = raw.get("kind")
    if not isinstance(told, list):
        raise ValueError("chances: wants [[kind]]")  # noqa: TRY004 - data, not a call
    return tuple(_kind(one) for one in told)


def _kind(raw: Mapping[str, object]) -> Kind:
    name = str(raw["id"])
    terms = {language: _strings(raw, language, name) for language in ("de", "en")}
    for query in (one for listed in terms.values() for one in listed):
        try:
            parse(query)
        except QueryError as error:
            raise ValueError(f"{name}: {query}: {error.code}") from error
    only = str(raw.get("only", ""))
    return Kind(name, words_of(raw["name"], name), only, terms, _strings(raw, "good", name), _strings(raw, "bad", name))


def _strings(raw: Mapping[str, object], key: str, where: str) -> tuple[str, ...]:
    told = raw.get(key)
    if not isinstance(told, list) or not all(isinstance(one, str) and one.strip() for one in told):
        raise ValueError(f"{where}: {key} is a list of words")
    return tuple(str(one) for one in told)


def terms_with(own: Iterable[str], off: frozenset[str]) -> list[Term]:
    """Return all terms that count where some were added and some switched off."""
    house = [Term(query, kind.only) for kind in book() for listed in kind.terms.values() for query in listed]
    return [term for term in (*house, *(Term(query) for query in own)) if term.query not in off]
