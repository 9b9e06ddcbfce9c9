"""What a search means, as the page shows it while somebody types: in words, and with which spellings."""

from dataclasses import dataclass
from typing import Final

from leitstand.listening.core.folding import bare, fold
from leitstand.listening.core.query import QueryError, Term, parse, terms_of
from leitstand.listening.core.spellings import examples, slips, slips_in_phrase
from leitstand.listening.words import explain, in_words

EXAMPLES: Final = 8


@dataclass(frozen=True, slots=True)
class Spellings:
    """A term with the spellings it is found by besides its own; `slips` is how many mistakes it forgives at most."""

    term: str
    forms: tuple[str, ...]
    slips: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """A search in words, or what is wrong with it and where."""

    said: str = ""
    problem: str = ""
    place: int = 0
    spellings: tuple[Spellings, ...] = ()


def meaning_of(query: str, *, misspellings: bool) -> Meaning:
    """Return what a search means."""
    try:
        node = parse(query)
    except QueryError as error:
        return Meaning(problem=explain(error), place=error.position)
    wanted = terms_of(node, wanted_only=True)
    return Meaning(said=in_words(node), spellings=tuple(_spellings(term, misspellings=misspellings) for term in wanted))


def _spellings(term: Term, *, misspellings: bool) -> Spellings:
    name = term.mark + " ".join(term.words)
    if term.exact:
        return Spellings(name, (), 0, ())
    written = " ".join(term.words)
    forms = dict.fromkeys(form for form in (fold(written), bare(written)) if form != written)
    if len(term.words) > 1:
        forms.setdefault(f"#{''.join(term.words)}")
    elif not term.mark and not term.prefix:
        forms.setdefault(f"{written}s")
    if not misspellings or term.mark or term.prefix:
        return Spellings(name, tuple(forms), 0, ())
    if len(term.words) == 1:
        found = slips(fold(written))
        return Spellings(name, tuple(forms), found, tuple(examples(written, most=EXAMPLES)) if found else ())
    forgiven = slips_in_phrase([fold(word) for word in term.words])
    shown: list[str] = []
    for place, word in enumerate(term.words):
        if forgiven[place]:
            others = [*term.words]
            for other in examples(word, most=EXAMPLES // len(term.words)):
                others[place] = other
                shown.append(" ".join(others))
    return Spellings(name, tuple(forms), max(forgiven), tuple(shown))
