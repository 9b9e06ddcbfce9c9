"""The language of searches: read what somebody typed into a tree, or say where it goes wrong and how.

"Werk Nord" NEAR/5 (Streik ODER Ausfall) NICHT Fußball -#werbung =Nord @werknord kamera*
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from leitstand.listening.core.folding import LONGEST_WORD, fold, words_of

LONGEST: Final = 4_000
MOST_TERMS: Final = 200
DEEPEST: Final = 20
NEAR_BY_DEFAULT: Final = 5
NEAR_AT_MOST: Final = 50
SHORTEST_PREFIX: Final = 3

Code = Literal[
    "empty", "too_long", "too_many", "too_deep", "open_quote", "open_bracket", "closed_bracket", "missing", "near_what",
    "near_far", "no_letters", "short_prefix", "prefix_phrase", "only_not", "long_word",
]  # fmt: skip


class QueryError(ValueError):
    """A search that cannot be read: what is wrong (`code`), from which character on (`position`, from 0), and with what."""

    def __init__(self, code: Code, position: int, what: str = "") -> None:
        super().__init__(f"{code} at {position}: {what}")
        self.code: Code = code
        self.position = position
        self.what = what


@dataclass(frozen=True, slots=True)
class Term:
    """One thing to look for: a word, a phrase of several, a hashtag or a handle.

    `exact`: as it stands, no misspelling and no ending; `prefix`: any word that begins so.
    """

    words: tuple[str, ...]
    mark: Literal["", "#", "@"] = ""
    exact: bool = False
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class And:
    """All of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of them."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Without it."""

    part: "Node"


@dataclass(frozen=True, slots=True)
class Near:
    """Both, with at most `words` others between them, in either order."""

    left: "Node"
    right: "Node"
    words: int


Node = Term | And | Or | Not | Near

_OPERATORS: Final = {
    "AND": "and", "UND": "and", "OR": "or", "ODER": "or", "NOT": "not", "NICHT": "not", "OHNE": "not",
}  # fmt: skip
_NEAR: Final = re.compile(r"(?:NEAR|NAHE)(?:/(\d+))?")
_QUOTES: Final = {'"': '"', "„": '“”"', "“": '”“"', "»": "«", "«": "»"}
_PIECE: Final = re.compile(r"[^\s()\"„“”»«]+")


@dataclass(frozen=True, slots=True)
class _Piece:
    kind: Literal["and", "or", "not", "near", "(", ")", "term"]
    at: int
    text: str = ""
    term: Term | None = None
    near: int = 0


def parse(text: str) -> Node:
    """Return the tree of a search; raises QueryError. A search needs something that must occur, not only what must not."""
    if len(text) > LONGEST:
        raise QueryError("too_long", LONGEST, str(LONGEST))
    reader = _Reader(list(_pieces(text)), len(text))
    node = reader.whole()
    if not required(node):
        raise QueryError("only_not", 0)
    return node


def terms_of(node: Node, *, wanted_only: bool = False) -> list[Term]:
    """Return every term of a search once, in order; `wanted_only` leaves out what must not occur."""
    found: dict[Term, None] = {}
    for term in _walk(node, wanted_only=wanted_only):
        found.setdefault(term)
    return list(found)


def _walk(node: Node, *, wanted_only: bool) -> Iterator[Term]:
    match node:
        case Term():
            yield node
        case And(parts) | Or(parts):
            for part in parts:
                yield from _walk(part, wanted_only=wanted_only)
        case Near(left, right, _):
            yield from _walk(left, wanted_only=wanted_only)
            yield from _walk(right, wanted_only=wanted_only)
        case Not(part):
            if not wanted_only:
                yield from _walk(part, wanted_only=False)


def required(node: Node) -> list[frozenset[Term]]:
    """Return sets of terms of each of which at least one must occur; [] where a text without any of them could fit."""
    match node:
        case Term():
            return [frozenset({node})]
        case And(parts):
            return [one for part in parts for one in required(part)]
        case Near(left, right, _):
            return required(left) + required(right)
        case Or(parts):
            each = [required(part) for part in parts]
            if not all(each):
                return []
            return [frozenset().union(*(min(one, key=len) for one in each))]
        case Not():
            return []


def _pieces(text: str) -> Iterator[_Piece]:
    at = 0
    while at < len(text):
        if text[at].isspace():
            at += 1
            continue
        for piece, end in _next(text, at):
            yield piece
            at = end


def _next(text: str, at: int) -> Iterator[tuple[_Piece, int]]:
    sign = text[at]
    if sign in "()":
        yield _Piece("(" if sign == "(" else ")", at), at + 1
    elif sign == "-" and at + 1 < len(text) and not text[at + 1].isspace():
        yield _Piece("not", at, "-"), at + 1
    elif sign in _QUOTES:
        end = _closing(text, at)
        yield _Piece("term", at, text[at:end], _phrase(text[at + 1 : end - 1], at, exact=False)), end
    elif sign == "=" and at + 1 < len(text) and text[at + 1] in _QUOTES:
        end = _closing(text, at + 1)
        yield _Piece("term", at, text[at:end], _phrase(text[at + 2 : end - 1], at, exact=True)), end
    else:
        found = _PIECE.match(text, at)
        if found is None:  # a quotation mark that closes what was never opened
            raise QueryError("open_quote", at, sign)
        yield _word(found[0], at), found.end()


def _closing(text: str, at: int) -> int:
    ends = _QUOTES[text[at]]
    for place in range(at + 1, len(text)):
        if text[place] in ends:
            return place + 1
    raise QueryError("open_quote", at, text[at])


def _word(written: str, at: int) -> _Piece:
    kind = _OPERATORS.get(written)
    if kind == "and" or kind == "or" or kind == "not":
        return _Piece(kind, at, written)  # type: ignore[arg-type]
    near = _NEAR.fullmatch(written)
    if near:
        words = int(near[1]) if near[1] else NEAR_BY_DEFAULT
        if not 1 <= words <= NEAR_AT_MOST:
            raise QueryError("near_far", at, str(NEAR_AT_MOST))
        return _Piece("near", at, written, near=words)
    exact = written.startswith("=")
    body = written[1:] if exact else written
    prefix = body.endswith("*")
    return _Piece("term", at, written, _plain_term(body.rstrip("*"), at, exact=exact, prefix=prefix))


def _plain_term(body: str, at: int, *, exact: bool, prefix: bool) -> Term:
    found = words_of(body)
    _check(found, body, at)
    mark = found[0][0] if len(found) == 1 and found[0][0] in "#@" else ""
    words = tuple(one.lstrip("#@") for one in found)
    if prefix and len(words) > 1:
        raise QueryError("prefix_phrase", at, body)
    if prefix and len(fold(words[0])) < SHORTEST_PREFIX:
        raise QueryError("short_prefix", at, body)
    return Term(words, "#" if mark == "#" else "@" if mark == "@" else "", exact=exact, prefix=prefix)


def _phrase(body: str, at: int, *, exact: bool) -> Term:
    found = words_of(body)
    _check(found, body, at)
    if len(found) == 1:
        return _plain_term(body.strip(), at, exact=exact, prefix=False)
    return Term(tuple(one.lstrip("#@") for one in found), exact=exact)


def _check(found: list[str], body: str, at: int) -> None:
    if not found:
        raise QueryError("no_letters", at, body.strip())
    if any(len(one) > LONGEST_WORD for one in found):
        raise QueryError("long_word", at, str(LONGEST_WORD))


class _Reader:
    """Reads pieces by descent: or, and, not, near, brackets."""

    def __init__(self, pieces: list[_Piece], end: int) -> None:
        self.pieces, self.end, self.place, self.deep = pieces, end, 0, 0

    def whole(self) -> Node:
        if not self.pieces:
            raise QueryError("empty", 0)
        terms = [piece for piece in self.pieces if piece.kind == "term"]
        if len(terms) > MOST_TERMS:
            raise QueryError("too_many", terms[MOST_TERMS].at, str(MOST_TERMS))
        node = self._or()
        rest = self._peek()
        if rest is not None:
            raise QueryError("closed_bracket", rest.at, rest.text)
        return node

    def _peek(self) -> _Piece | None:
        return self.pieces[self.place] if self.place < len(self.pieces) else None

    def _take(self, kind: str) -> _Piece | None:
        piece = self._peek()
        if piece is None or piece.kind != kind:
            return None
        self.place += 1
        return piece

    def _or(self) -> Node:
        parts = [self._and()]
        while self._take("or"):
            parts.append(self._and())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _and(self) -> Node:
        parts = [self._not()]
        while True:
            if self._take("and"):
                parts.append(self._not())
                continue
            piece = self._peek()
            if piece is None or piece.kind in ("or", ")", "near"):
                break
            parts.append(self._not())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _not(self) -> Node:
        turned = False
        while self._take("not"):
            turned = not turned
        node = self._near()
        return Not(node) if turned else node

    def _near(self) -> Node:
        begun = self._peek()
        node = self._one()
        while (piece := self._take("near")) is not None:
            right = self._one()
            for side, at in ((node, begun.at if begun else 0), (right, piece.at)):
                if not _has_places(side):
                    raise QueryError("near_what", at, piece.text)
            node = Near(node, right, piece.near)
        return node

    def _one(self) -> Node:
        piece = self._peek()
        if piece is None:
            raise QueryError("missing", self.end)
        if self._take("("):
            self.deep += 1
            if self.deep > DEEPEST:
                raise QueryError("too_deep", piece.at, str(DEEPEST))
            node = self._or()
            if not self._take(")"):
                raise QueryError("open_bracket", piece.at)
            self.deep -= 1
            return node
        found = self._take("term")
        if found is None or found.term is None:
            raise QueryError("missing", piece.at, piece.text)
        return found.term


def _has_places(node: Node) -> bool:
    """Whether a part stands somewhere in a text: terms, one of several, what is near each other; not AND, not NOT."""
    match node:
        case Term() | Near():
            return True
        case Or(parts):
            return all(_has_places(part) for part in parts)
        case _:
            return False


def asked_of_networks(node: Node, *, most: int = 5) -> list[str]:
    """Return what networks are asked for, whose own search knows phrases only: of what must occur the part with the
    fewest spellings, as words and phrases with their marks; [] where a part begins any word (prefix*).
    """
    wanted = [one for one in required(node) if not any(term.prefix for term in one)]
    if not wanted:
        return []
    best = min(wanted, key=lambda one: (len(one), -max(sum(map(len, term.words)) for term in one)))
    return sorted(term.mark + " ".join(term.words) for term in best)[:most]
