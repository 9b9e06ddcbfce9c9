"""The blocks of the legal check as data tell them, read once for each law."""

import tomllib
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files

from leitstand.compliance.core.blocks import Block, blocks_of, facts_by_block
from leitstand.compliance.queries import law_here
from leitstand.compliance.reading import Law

_OF_POSTS = frozenset({"post", "asset"})


@lru_cache(maxsize=4)
def _read(held: Law) -> tuple[tuple[Block, ...], Mapping[str, frozenset[str]]]:
    told = files("leitstand.compliance").joinpath("check/blocks.toml").read_text(encoding="utf-8")
    blocks = blocks_of(tomllib.loads(told), held.vocabulary)
    return blocks, facts_by_block(blocks, held.rules, _OF_POSTS)


def blocks() -> tuple[Block, ...]:
    """Return the blocks in their order."""
    return _read(law_here())[0]


def facts_of(block: str) -> frozenset[str]:
    """Return the facts that the rules of a block ask for."""
    return _read(law_here())[1][block]


def asked_of_every_post() -> tuple[str, ...]:
    """Return what every post must answer before approval."""
    return tuple(fact for one in blocks() for fact in one.ask)
