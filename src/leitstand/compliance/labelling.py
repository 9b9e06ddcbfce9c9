"""The tree of labelling, its words and places as data tell them, read once for each law."""

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files

from leitstand.compliance.core.labelling import Places, Tree, Walk, places_of, tree_of, walk
from leitstand.compliance.queries import law_here
from leitstand.compliance.reading import Law

# Asked of everybody else; for a post of this house the company speaks unless somebody says otherwise.
COMPANY_SPEAKS: Mapping[str, object] = {"author.role": "company"}


@lru_cache(maxsize=4)
def _tree(held: Law) -> Tree:
    told = files("leitstand.compliance").joinpath("label/tree.toml").read_text(encoding="utf-8")
    return tree_of(tomllib.loads(told), held.vocabulary)


def tree() -> Tree:
    """Return the tree for the law here."""
    return _tree(law_here())


@cache
def places() -> Places:
    """Return words and places."""
    told = files("leitstand.compliance").joinpath("label/places.toml").read_text(encoding="utf-8")
    return places_of(tomllib.loads(told))


def walked(declared: Mapping[str, object], *, on: date) -> Walk:
    """Walk with what was declared; raises UnknownFact for a fact or value there is not."""
    held = law_here()
    return walk(_tree(held), held.vocabulary.tame(declared), on)
