"""The legal check before approval in blocks: which rules belong to each, and which questions every post must answer. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from leitstand.compliance.core import raw as tame
from leitstand.compliance.core.facts import Vocabulary
from leitstand.compliance.core.raw import Table
from leitstand.compliance.core.rules import Rule
from leitstand.kernel.words import Words, words_of


@dataclass(frozen=True, slots=True)
class Block:
    """One block of the check."""

    id: str
    title: Words
    rules: tuple[str, ...]
    ask: tuple[str, ...]
    is_rest: bool = False


def blocks_of(raw: Table, vocabulary: Vocabulary) -> tuple[Block, ...]:
    """Read the blocks; raises ValueError naming what is not whole. Exactly one takes the rest."""
    blocks = tuple(_block(one, vocabulary) for one in tame.rows(raw["block"], "block"))
    if sum(one.is_rest for one in blocks) != 1:
        raise ValueError("exactly one block takes the rest")
    return blocks


def _block(raw: Table, vocabulary: Vocabulary) -> Block:
    name = tame.text(raw.get("id"), "block")
    tame.keys(raw, name, needed=frozenset({"id", "title", "rules", "ask"}), known=frozenset({"rest"}))
    asks = tame.texts(raw["ask"], name)
    for fact in asks:
        if vocabulary[fact].ask is None:
            raise ValueError(f"{name}: nobody is asked for {fact}")
    return Block(name, words_of(raw["title"], name), tame.texts(raw["rules"], name), asks, raw.get("rest") is True)


def block_of(blocks: Sequence[Block], rule: str) -> Block:
    """Return where a rule belongs: the block that names its id the longest way, else the one that takes the rest."""
    named = [
        (len(beginning), place)
        for place, one in enumerate(blocks)
        for beginning in one.rules
        if rule.startswith(beginning)
    ]
    return blocks[max(named)[1]] if named else next(one for one in blocks if one.is_rest)


def facts_by_block(
    blocks: Sequence[Block], rules: Mapping[str, Rule], kinds: frozenset[str]
) -> Mapping[str, frozenset[str]]:
    """Return which facts the rules of each block ask for, among the rules for these kinds of things."""
    found: dict[str, frozenset[str]] = {one.id: frozenset(one.ask) for one in blocks}
    for rule in rules.values():
        if rule.kinds & kinds:
            needed = frozenset().union(*(case.when.needs() for case in rule.cases))
            name = block_of(blocks, rule.id).id
            found[name] |= needed
    return found
