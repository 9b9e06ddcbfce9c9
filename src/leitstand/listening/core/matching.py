"""Match posts against all searches at once: a word is looked at once, a search only where its rarest needed term occurs."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, Generic, Literal, TypeVar

from leitstand.listening.core.folding import bare, fold, words_of
from leitstand.listening.core.query import And, Near, Node, Not, Or, Term, required
from leitstand.listening.core.spellings import KnownWord, deletes, distance, forms, is_a_word, slips, slips_in_phrase

K = TypeVar("K")
Kind = Literal["plain", "exact", "prefix"]
Span = tuple[int, int]
REMEMBERED: Final = 400_000


@dataclass(frozen=True, slots=True)
class Wanted(Generic[K]):
    """A search to match: its key, its tree, and whether it forgives misspellings."""

    key: K
    query: Node
    misspellings: bool = True


@dataclass(frozen=True, slots=True)
class Hit(Generic[K]):
    """One search that a post fits; `misspelt` are words that were found although they are spelt otherwise, `tagged` says
    whether one of its words stands there with # or @, so that whoever is meant was told.
    """

    key: K
    misspelt: tuple[str, ...] = ()
    tagged: bool = False


@dataclass(frozen=True, slots=True)
class _Pattern:
    """One word to look for: folded (or as written, where exact), and as those type it who leave the dots away."""

    word: str
    bare: str
    kind: Kind
    forgiven: int
    mark: Literal["", "#", "@"]


# What a token is: the patterns it fits, and those of them by a misspelling only.
_Fits = tuple[tuple[int, ...], frozenset[int]]
_NOTHING: Final[_Fits] = ((), frozenset())


class _Words:
    """All words of all searches; tells of a token which of them it is, and remembers it."""

    def __init__(self, known: KnownWord) -> None:
        self.known = known
        self.patterns: list[_Pattern] = []
        self.number: dict[_Pattern, int] = {}
        self.forms: dict[str, list[int]] = {}
        self.exact: dict[str, list[int]] = {}
        self.prefixes: dict[str, list[int]] = {}
        self.shortest_prefix = 99
        self.near: dict[str, list[int]] = {}
        self.cache: dict[str, _Fits] = {}

    def add(self, word: str, kind: Kind, forgiven: int, mark: Literal["", "#", "@"]) -> int:
        pattern = _Pattern(word if kind == "exact" else fold(word), bare(word), kind, forgiven, mark)
        if pattern in self.number:
            return self.number[pattern]
        number = self.number[pattern] = len(self.patterns)
        self.patterns.append(pattern)
        if kind == "exact":
            self.exact.setdefault(word, []).append(number)
        elif kind == "prefix":
            for form in forms(word):
                self.prefixes.setdefault(form, []).append(number)
                self.shortest_prefix = min(self.shortest_prefix, len(form))
        else:
            for form in forms(word):
                self.forms.setdefault(form, []).append(number)
            if forgiven:
                for left in deletes(pattern.word, forgiven) | deletes(pattern.bare, forgiven):
                    self.near.setdefault(left, []).append(number)
        return number

    def fits(self, token: str) -> _Fits:
        found = self.cache.get(token)
        if found is None:
            if len(self.cache) >= REMEMBERED:
                self.cache.clear()
            found = self.cache[token] = self._look(token)
        return found

    def _look(self, token: str) -> _Fits:
        mark = token[0] if token[0] in "#@" else ""
        word = token[1:] if mark else token
        folded = fold(word)
        if not folded:
            return _NOTHING
        sure = {*self.exact.get(word, ()), *self.forms.get(folded, ()), *self.forms.get(bare(word), ())}
        if folded[-1] == "s" and len(folded) > 3:  # genitive and plural: Stihls, Müllers
            sure.update(self.forms.get(folded[:-1], ()))
        for end in range(self.shortest_prefix, len(folded) + 1):
            sure.update(self.prefixes.get(folded[:end], ()))
        # What is looked for itself is no misspelling of something else that is looked for.
        slipped = self._misspelt(word, folded, sure) if self.near and not self._is_meant(sure) else frozenset()
        allowed = [one for one in (*sure, *slipped) if self.patterns[one].mark in ("", mark)]
        if not allowed:
            return _NOTHING
        return tuple(allowed), slipped.intersection(allowed)

    def _is_meant(self, sure: set[int]) -> bool:
        return any(self.patterns[one].kind == "plain" and self.patterns[one].forgiven for one in sure)

    def _misspelt(self, word: str, folded: str, sure: set[int]) -> frozenset[int]:
        undotted = bare(word)
        seen: set[int] = set()
        for left in deletes(folded, 2) if undotted == folded else deletes(folded, 2) | deletes(undotted, 2):
            seen.update(self.near.get(left, ()))
        found = {one for one in seen - sure if self._is_near(folded, undotted, self.patterns[one])}
        if found and self.known(word):
            return frozenset()
        return frozenset(found)

    @staticmethod
    def _is_near(folded: str, undotted: str, pattern: _Pattern) -> bool:
        if folded[0] != pattern.word[0]:
            return False
        pairs = {(folded, pattern.word), (undotted, pattern.bare)}
        # The genitive of a misspelling is one too.
        pairs |= {(one[:-1], other) for one, other in pairs if one[-1] == "s"}
        return any(
            abs(len(one) - len(other)) <= pattern.forgiven
            and distance(one, other, pattern.forgiven) <= pattern.forgiven
            for one, other in pairs
        )


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A term as numbers of words: what stands beside each other, and the same written as one word (#WerkNord)."""

    words: tuple[int, ...]
    joined: int | None


@dataclass(slots=True)
class _Post:
    """What one post holds: for each number the places, and which tokens were misspellings of which."""

    places: dict[int, list[int]] = field(default_factory=dict)
    slipped: dict[int, list[str]] = field(default_factory=dict)
    tagged: set[int] = field(default_factory=set)
    spans: dict[int, list[Span]] = field(default_factory=dict)


Judge = Callable[[_Post], bool]
Places = Callable[[_Post], list[Span]]


class Matcher(Generic[K]):
    """All searches of a house, compiled; match one post or many. Its memory of words makes it quicker with every post."""

    def __init__(self, wanted: Iterable[Wanted[K]], *, known: KnownWord = is_a_word) -> None:
        self._words = _Words(known)
        self._terms: list[_Compiled] = []
        self._term_number: dict[tuple[Term, bool], int] = {}
        self._by_word: dict[int, list[int]] = {}
        self._rarity: list[int] = []
        compiled = [(one, self._compile(one.query, forgiving=one.misspellings)) for one in wanted]
        # A search is looked at where one of its rarest required terms is found: long and many words are rare.
        self._by_term: dict[int, list[tuple[K, Judge, frozenset[int]]]] = {}
        for one, judge in compiled:
            numbers = [
                {self._number(term, forgiving=one.misspellings) for term in each} for each in required(one.query)
            ]
            rarest = max(numbers, key=lambda each: min(self._rarity[term] for term in each))
            wanted_terms = frozenset(set().union(*numbers))
            for term in rarest:
                self._by_term.setdefault(term, []).append((one.key, judge, wanted_terms))

    def match(self, text: str) -> list[Hit[K]]:
        """Return the searches that a post fits, each once."""
        return self._match(words_of(text))

    def match_all(self, texts: Sequence[str]) -> list[list[Hit[K]]]:
        """Return for each post the searches that it fits."""
        return [self._match(words_of(text)) for text in texts]

    def _match(self, tokens: list[str]) -> list[Hit[K]]:
        fits, cache = self._words.fits, self._words.cache
        post: _Post | None = None
        for place, token in enumerate(tokens):
            found = cache.get(token)
            if found is None:
                found = fits(token)
            if found is _NOTHING:
                continue
            if post is None:
                post = _Post()
            for number in found[0]:
                post.places.setdefault(number, []).append(place)
                if number in found[1]:
                    post.slipped.setdefault(number, []).append(token)
            if token[0] in "#@":
                post.tagged.update(found[0])
        return [] if post is None else self._judge(post)

    def _judge(self, post: _Post) -> list[Hit[K]]:
        seen: dict[int, tuple[K, Judge, frozenset[int]]] = {}
        for word in post.places:
            for term in self._by_word.get(word, ()):
                if term in self._by_term and self._spans(post, term):
                    for entry in self._by_term[term]:
                        seen.setdefault(id(entry[1]), entry)
        return [
            Hit(key, self._misspelt(post, terms), self._tagged(post, terms))
            for key, judge, terms in seen.values()
            if judge(post)
        ]

    def _tagged(self, post: _Post, terms: frozenset[int]) -> bool:
        return bool(post.tagged) and any(not post.tagged.isdisjoint(_words(self._terms[term])) for term in terms)

    def _misspelt(self, post: _Post, terms: frozenset[int]) -> tuple[str, ...]:
        if not post.slipped:
            return ()
        found: dict[str, None] = {}
        for term in sorted(terms):
            if not post.spans.get(term):
                continue
            for word in _words(self._terms[term]):
                found.update(dict.fromkeys(post.slipped.get(word, ())))
        return tuple(found)

    def _number(self, term: Term, *, forgiving: bool) -> int:
        key = (term, forgiving)
        if key in self._term_number:
            return self._term_number[key]
        number = self._term_number[key] = len(self._terms)
        compiled = self._as_numbers(term, forgiving=forgiving)
        self._terms.append(compiled)
        for word in set(_words(compiled)):
            self._by_word.setdefault(word, []).append(number)
        self._rarity.append(sum(map(len, term.words)) + (5 if len(term.words) > 1 else 0) - (3 if term.prefix else 0))
        return number

    def _as_numbers(self, term: Term, *, forgiving: bool) -> _Compiled:
        kind: Kind = "exact" if term.exact else "prefix" if term.prefix else "plain"
        tolerant = forgiving and kind == "plain" and not term.mark
        folded = [fold(word) for word in term.words]
        if len(folded) == 1:
            forgiven = slips(folded[0]) if tolerant else 0
            return _Compiled((self._words.add(term.words[0], kind, forgiven, term.mark),), None)
        budget = slips_in_phrase(folded) if tolerant else [0] * len(folded)
        words = tuple(self._words.add(word, kind, each, "") for word, each in zip(term.words, budget, strict=True))
        joined = "".join(term.words)
        return _Compiled(words, self._words.add(joined, kind, slips(fold(joined)) if tolerant else 0, ""))

    def _spans(self, post: _Post, term: int) -> list[Span]:
        """Return where a term stands, as (first word, last word)."""
        known = post.spans.get(term)
        if known is not None:
            return known
        compiled = self._terms[term]
        first = post.places.get(compiled.words[0], [])
        if len(compiled.words) == 1:
            found = [(place, place) for place in first]
        else:
            later = [set(post.places.get(word, ())) for word in compiled.words[1:]]
            found = [
                (place, place + len(later))
                for place in first
                if all(place + step in places for step, places in enumerate(later, start=1))
            ]
            if compiled.joined is not None:
                found += [(place, place) for place in post.places.get(compiled.joined, ())]
                found.sort()
        post.spans[term] = found
        return found

    def _compile(self, node: Node, *, forgiving: bool) -> Judge:
        match node:
            case Term() | Near():
                places = self._places(node, forgiving=forgiving)
                return lambda post: bool(places(post))
            case Not(part):
                judge = self._compile(part, forgiving=forgiving)
                return lambda post: not judge(post)
            case And(parts):
                # What must not occur is asked last.
                ordered = sorted(parts, key=lambda part: isinstance(part, Not))
                judges = [self._compile(part, forgiving=forgiving) for part in ordered]
                return lambda post: all(one(post) for one in judges)
            case Or(parts):
                judges = [self._compile(part, forgiving=forgiving) for part in parts]
                return lambda post: any(one(post) for one in judges)

    def _places(self, node: Node, *, forgiving: bool) -> Places:
        match node:
            case Term():
                number = self._number(node, forgiving=forgiving)
                return lambda post: self._spans(post, number)
            case Or(parts):
                each = [self._places(part, forgiving=forgiving) for part in parts]
                return lambda post: sorted({span for one in each for span in one(post)})
            case Near(left, right, words):
                one, other = self._places(left, forgiving=forgiving), self._places(right, forgiving=forgiving)
                return lambda post: _together(one(post), other(post), words)
            case _:
                raise TypeError(f"{node} stands nowhere")


def _words(term: _Compiled) -> tuple[int, ...]:
    return term.words if term.joined is None else (*term.words, term.joined)


def _together(left: list[Span], right: list[Span], words: int) -> list[Span]:
    """Return what reaches over both, where at most so many words stand between them; a word is not near itself."""
    found: set[Span] = set()
    for start, end in left:
        for begin, stop in right:
            between = begin - end - 1 if begin > end else start - stop - 1 if start > stop else -1
            if 0 <= between <= words:
                found.add((min(start, begin), max(end, stop)))
    return sorted(found)
